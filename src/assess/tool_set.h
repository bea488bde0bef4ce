// What is wrong with the tools of one server together: names that repeat or pass for each other,
// and texts that steer a tool of another server. rules/server.yaml says it, the checks are here;
// those that hold servers against each other are in assess/copies.h.
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

// All of their ids begin with it, and no others.
inline constexpr std::string_view kToolSetRules = "server/";

struct ToolSetRule {
  std::string id;  // "server/repeated-name"
  std::string check;
  std::string title;
  Severity severity = Severity::kInfo;
  std::string message;
  std::string false_positives;
  std::vector<std::string> references;  // ids of data/references.yaml
  std::string text;                     // of the entry, as the file says it
};

class ToolSetRules {
 public:
  // rules/server.yaml, inside the program. Throws Error when it does not load.
  static const ToolSetRules& Shipped();
  // nullptr when there was a problem; all of them are in `problems`, placed "path:line:column".
  static std::unique_ptr<ToolSetRules> Parse(std::string_view path, const std::string& yaml,
                                             std::vector<Problem>* problems);

  const std::vector<ToolSetRule>& all() const { return all_; }
  // The rule of that check; nullptr when no rule asks it.
  const ToolSetRule* Asking(std::string_view check) const;
  // nullptr when there is none.
  const ToolSetRule* Find(std::string_view id) const;

 private:
  friend class ToolSetRulesReader;
  std::vector<ToolSetRule> all_;
};

// In the order of the rules. Evidence is in fields "/tools/NAME/name" and
// "/tools/NAME/description", JSON pointers in which NAME is escaped, and "instructions".
std::vector<Finding> JudgeToolSet(const ToolSetRules& rules, const ServerTexts& server);

// "/servers/NAME/name", where evidence about another server is.
std::string PlaceOfServer(std::string_view name);

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
