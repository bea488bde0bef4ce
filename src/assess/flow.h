// Toxic flows: tools that together let a stranger's text do harm, though each alone looks harmless
// (S. Willison's "lethal trifecta", Invariant Labs' toxic flows): rules/flows.yaml.
//
// Pure functions, deterministic, safe from any thread.
#ifndef MCPRISK_ASSESS_FLOW_H_
#define MCPRISK_ASSESS_FLOW_H_

#include <string>
#include <vector>

#include "model/assessment.h"
#include "model/flow_rules.h"

namespace mcprisk {

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
