// Toxic flows: tools that together let a stranger's text do harm, though each alone looks harmless
// (S. Willison's "lethal trifecta", Invariant Labs' toxic flows): rules/flows.yaml.
//
// Pure functions, deterministic, safe from any thread.
#ifndef MCPRISK_ASSESS_FLOW_H_
#define MCPRISK_ASSESS_FLOW_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "assess/tool_case.h"
#include "base/result.h"
#include "model/assessment.h"

namespace mcprisk {

inline constexpr size_t kMaxFlowLegs = 4;

struct FlowLegRule {
  std::string id;               // "way-out"
  std::string title;            // "a way out"
  std::vector<ToolCase> tools;  // the most telling first
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

// A tool and what makes it a leg.
struct FlowStep {
  std::string server;
  std::string tool;
  std::string reason;  // the capability, or the category

  bool operator==(const FlowStep&) const = default;
};

struct FlowLeg {
  const FlowLegRule* rule = nullptr;
  std::vector<FlowStep> steps;  // the most telling first: by case, then risk, then names
};

struct Flow {
  const FlowRule* rule = nullptr;
  std::vector<FlowLeg> legs;  // as in the rule, none without a step
  // The fewest tools that fill all legs, for each leg its step; the most telling where several sets
  // are equally small.
  std::vector<FlowStep> smallest;
};

// The flows over tools that are offered in one and the same session, in the order of the rules.
std::vector<Flow> FindFlows(const FlowRules& rules, const std::vector<AssessedTool>& tools);
// Their ids alone, at a fraction of the cost.
std::vector<std::string> FlowIds(const FlowRules& rules, const std::vector<AssessedTool>& tools);

}  // namespace mcprisk

#endif  // MCPRISK_ASSESS_FLOW_H_
