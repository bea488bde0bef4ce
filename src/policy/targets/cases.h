// What several targets need of a ruling's cases. Pure functions.
#ifndef MCPRISK_POLICY_TARGETS_CASES_H_
#define MCPRISK_POLICY_TARGETS_CASES_H_

#include <string>
#include <vector>

#include "policy/policy.h"
#include "policy/target.h"

namespace mcprisk {

// The names that a condition's JSON pointer leads through, unescaped: "/a~1b/c" -> {"a/b", "c"}.
std::vector<std::string> PointerParts(const ArgumentCondition& condition);
// The parts joined with dots. Only for conditions of which HasDottedPath() holds: every part is
// made of ASCII letters, digits and underscores, so that no engine splits it elsewhere.
std::string DottedPath(const ArgumentCondition& condition);
bool HasDottedPath(const ArgumentCondition& condition);

// For formats in which all conditions of a tool must hold. Cases that list values of one and the
// same parameter become one case with all the values and the strictest of their decisions; of what
// is then left, the first stays and the others are noted as lost. A case of a tool that is not
// denied is dropped silently: in these formats it could only spare a call from the tool's limit.
void KeepOneCase(std::string_view target, Ruling* ruling, std::vector<TargetNote>* notes);

}  // namespace mcprisk

#endif  // MCPRISK_POLICY_TARGETS_CASES_H_
