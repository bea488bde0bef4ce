// From category and capabilities to the risk class, step by step: rules/risk.yaml.
#ifndef MCPRISK_CLASSIFY_RISK_H_
#define MCPRISK_CLASSIFY_RISK_H_

#include <string>
#include <vector>

#include "classify/rule_set.h"

namespace mcprisk {

inline constexpr int kMaxRiskSteps = 2;  // how far capabilities may move a class from its start

// The class, and how it came about, one sentence a step: "Write starts at Medium",
// "acts on many things at once: one up, to High".
Risk DeriveRisk(Category category, const std::vector<std::string>& capabilities,
                const RuleSet& rules, std::vector<std::string>* steps);

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_RISK_H_
