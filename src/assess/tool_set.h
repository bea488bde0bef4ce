// What is wrong with the tools of one server together: names that repeat or pass for each other,
// and descriptions that steer a tool of another server. rules/server.yaml says it, the checks are
// here.
//
// Pure functions, deterministic, safe from any thread; the order of tools does not matter.
#ifndef MCPRISK_ASSESS_TOOL_SET_H_
#define MCPRISK_ASSESS_TOOL_SET_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/assessment.h"
#include "model/classification.h"

namespace mcprisk {

// As the protocol bounds names.
inline constexpr size_t kMaxNameCharacters = 128;
// Of 2,538 real servers one in a hundred has more than 69.
inline constexpr size_t kManyTools = 100;

struct ToolSetRule {
  std::string id;  // "server/repeated-name"
  std::string check;
  std::string title;
  Severity severity = Severity::kInfo;
  std::string message;
  std::string false_positives;
  std::vector<std::string> references;  // ids of data/references.yaml
};

class ToolSetRules {
 public:
  // rules/server.yaml, inside the program. Throws Error when it does not load.
  static const ToolSetRules& Shipped();
  // nullptr when there was a problem; all of them are in `problems`, placed "path:line:column".
  static std::unique_ptr<ToolSetRules> Parse(std::string_view path, const std::string& yaml,
                                             std::vector<Problem>* problems);

  const std::vector<ToolSetRule>& all() const { return all_; }

 private:
  friend class ToolSetRulesReader;
  std::vector<ToolSetRule> all_;
};

// In the order of the rules. Evidence is in fields "/tools/NAME/name" and
// "/tools/NAME/description", JSON pointers in which NAME is escaped.
std::vector<Finding> JudgeToolSet(const ToolSetRules& rules, const std::vector<SetTool>& tools);

// A place where a text tells when or how to call a tool.
struct ToolMention {
  std::string name;  // of the tool that it is about
  size_t begin = 0;  // bytes of the text
  size_t end = 0;
};
// Names that only tools have ("send_email"; a plain word is none) next to a word such as "call",
// "before" or "instead of", each name once.
std::vector<ToolMention> DirectedMentions(std::string_view text);

}  // namespace mcprisk

#endif  // MCPRISK_ASSESS_TOOL_SET_H_
