// Tries the examples that rule files carry.
#ifndef MCPRISK_CLASSIFY_EXAMPLES_H_
#define MCPRISK_CLASSIFY_EXAMPLES_H_

#include <string>
#include <vector>

#include "classify/rule_set.h"

namespace mcprisk {

// One line for each example that does not do what its rule says: "rules/….yaml:31: …". A category
// rule decides its matching examples and none of the others; a capability or warning is there, or
// is not.
std::vector<std::string> FailedExamples(const RuleSet& rules);

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_EXAMPLES_H_
