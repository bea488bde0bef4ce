// What a policy says of one call, decided without any of the product's code, and calls that try the
// edges of its conditions.
#ifndef MCPRISK_TESTS_SUPPORT_POLICY_ORACLE_H_
#define MCPRISK_TESTS_SUPPORT_POLICY_ORACLE_H_

#include <string>
#include <vector>

#include "policy/policy.h"

namespace mcprisk {

// `arguments` is a JSON object.
Decision DecisionOf(const Policy& policy, const std::string& tool, const std::string& arguments);

// Arguments that meet the conditions of the ruling's cases, just miss them, lack them, and give
// them values of other types, each a JSON object; the first is empty.
std::vector<std::string> TryingArguments(const Ruling& ruling);

}  // namespace mcprisk

#endif  // MCPRISK_TESTS_SUPPORT_POLICY_ORACLE_H_
