// A judged tool as a JSON record, the same in every command; data/schemas and README name its
// fields.
#ifndef MCPRISK_COMMANDS_RECORD_H_
#define MCPRISK_COMMANDS_RECORD_H_

#include <string>
#include <string_view>

#include "model/classification.h"
#include "model/tool.h"
#include "policy/policy.h"

namespace mcprisk {

struct RecordInput {
  std::string_view server;  // empty: none
  const Tool* tool = nullptr;
  const Classification* classification = nullptr;
  Ruling ruling;
};

// One JSON object: on one line with `indent` < 0, else indented. Bytes that are no UTF-8 become
// U+FFFD.
std::string ToolRecordJson(const RecordInput& input, int indent);

}  // namespace mcprisk

#endif  // MCPRISK_COMMANDS_RECORD_H_
