// What `mcprisk classify` takes: every container of tool definitions that a person may have at
// hand.
#ifndef MCPRISK_COMMANDS_CLASSIFY_INPUT_H_
#define MCPRISK_COMMANDS_CLASSIFY_INPUT_H_

#include <functional>
#include <istream>
#include <string>

#include "base/result.h"
#include "model/tool.h"

namespace mcprisk {

struct ClassifyInput {
  std::string server;
  Tool tool;
};

// Reads a tools/list result (bare, in a JSON-RPC envelope, or an array), one Tool, or JSON Lines of
// {"server":…,"tool":{…}} or of Tools, and hands out each tool in input order; JSON Lines are read
// line by line. What cannot be read becomes a problem at `place`:line or `place`#index.
void ReadClassifyInput(std::istream& in, const std::string& place,
                       const std::function<void(ClassifyInput)>& tool, const ProblemSink& problem);

}  // namespace mcprisk

#endif  // MCPRISK_COMMANDS_CLASSIFY_INPUT_H_
