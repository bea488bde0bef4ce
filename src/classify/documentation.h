// What a rule file must tell its readers, beyond what the rule needs to work.
#ifndef MCPRISK_CLASSIFY_DOCUMENTATION_H_
#define MCPRISK_CLASSIFY_DOCUMENTATION_H_

#include <string>
#include <vector>

#include "classify/rule_set.h"

namespace mcprisk {

// One line for each thing that a rule leaves unsaid or says badly: "rules/….yaml: no reference".
std::vector<std::string> PoorlyDocumented(const RuleSet& rules);

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_DOCUMENTATION_H_
