// Which rules had a part in one verdict: what examples, evaluation and statistics count.
#ifndef MCPRISK_CLASSIFY_RULE_USE_H_
#define MCPRISK_CLASSIFY_RULE_USE_H_

#include <string>
#include <vector>

#include "classify/classify.h"

namespace mcprisk {

struct RuleUse {
  std::string rule;
  bool decided = false;  // the category rests on it; never so for capabilities and warnings
};

// Each rule that held, once: category rules that spoke for a frame or for the definition, those
// that added a capability, those that left a finding. In the order of the explanation.
std::vector<RuleUse> RulesUsed(const Classification& verdict, const Explanation& explanation);

// Nothing was found to judge by: no category rule spoke and no operation is named.
bool CaughtByNothing(const Classification& verdict, const Explanation& explanation,
                     const RuleSet& rules);

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_RULE_USE_H_
