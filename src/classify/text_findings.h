// From places where text conditions are met to findings. Private to classify/.
#ifndef MCPRISK_CLASSIFY_TEXT_FINDINGS_H_
#define MCPRISK_CLASSIFY_TEXT_FINDINGS_H_

#include <functional>
#include <vector>

#include "classify/rule_set.h"
#include "classify/text/text_scanner.h"
#include "model/classification.h"

namespace mcprisk {

// Appends one finding for each rule of text_warnings() that has hits and whose other conditions
// hold, in the order of rules.
void AddTextFindings(const RuleSet& rules, const std::vector<ConditionHit>& hits,
                     const std::function<bool(const Rule&)>& others_hold,
                     std::vector<Finding>* findings);

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_TEXT_FINDINGS_H_
