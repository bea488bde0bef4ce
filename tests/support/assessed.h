// Judged tools in one line, for tests of what follows from them.
#ifndef MCPRISK_TESTS_SUPPORT_ASSESSED_H_
#define MCPRISK_TESTS_SUPPORT_ASSESSED_H_

#include <deque>
#include <string>
#include <vector>

#include "model/assessment.h"

namespace mcprisk {

// Keeps what the views of its tools point to; does not move.
class ToolBench {
 public:
  ToolBench() = default;
  ToolBench(const ToolBench&) = delete;
  ToolBench& operator=(const ToolBench&) = delete;

  // "server:name Category Risk capability capability …"; a word "finding=High" is a finding.
  ToolBench& Add(const std::string& line);
  const std::vector<AssessedTool>& all() const { return tools_; }

 private:
  struct Kept {
    std::string server;
    std::string name;
    std::vector<std::string> capabilities;
  };
  std::deque<Kept> kept_;
  std::vector<AssessedTool> tools_;
};

}  // namespace mcprisk

#endif  // MCPRISK_TESTS_SUPPORT_ASSESSED_H_
