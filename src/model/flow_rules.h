// The table of toxic flows, rules/flows.yaml: which tools together let a stranger's text do harm.
// One table for whoever looks for flows (assess/flow.h) and whoever tells that a change made one
// (drift).
//
// Made once and never changed; safe from any thread.
#ifndef MCPRISK_MODEL_FLOW_RULES_H_
#define MCPRISK_MODEL_FLOW_RULES_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/tool_case.h"

namespace mcprisk {

inline constexpr size_t kMaxFlowLegs = 4;

struct FlowLegRule {
  std::string id;               // "way-out"
  std::string title;            // "a way out"
  std::vector<ToolCase> tools;  // the most telling first

  // The case that the tool fills it by.
  std::optional<size_t> CaseOf(const AssessedTool& tool) const;
};

struct FlowRule {
  std::string id;     // "data-leak"
  std::string title;  // "A stranger's text can carry private data out"
  Severity severity = Severity::kHigh;
  std::vector<FlowLegRule> legs;
  std::string prevent;                  // what to do, a clause
  std::vector<std::string> references;  // ids of data/references.yaml
};

class FlowRules {
 public:
  // rules/flows.yaml, inside the program. Throws Error when it does not load.
  static const FlowRules& Shipped();
  // nullptr when there was a problem; all of them are in `problems`, placed "path:line:column".
  static std::unique_ptr<FlowRules> Parse(std::string_view path, const std::string& yaml,
                                          std::vector<Problem>* problems);

  const std::vector<FlowRule>& all() const { return all_; }
  const FlowRule* Find(std::string_view id) const;

 private:
  friend class FlowRulesReader;
  std::vector<FlowRule> all_;
};

}  // namespace mcprisk

#endif  // MCPRISK_MODEL_FLOW_RULES_H_
