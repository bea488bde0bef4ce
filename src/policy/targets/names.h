// Names of tools as products rewrite or read them. Pure functions.
#ifndef MCPRISK_POLICY_TARGETS_NAMES_H_
#define MCPRISK_POLICY_TARGETS_NAMES_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "policy/policy.h"
#include "policy/target.h"

namespace mcprisk {

// Every byte that is no ASCII letter or digit and not in `others` becomes "_". Products written in
// JavaScript replace UTF-16 code units instead, so a character outside ASCII becomes as many "_" as
// it has of those.
std::string Rewritten(std::string_view name, std::string_view others);
// ASCII letters, digits and `others` only, and at least one.
bool IsMadeOf(std::string_view name, std::string_view others);

// The id of a tool in formats that take its name as it is, but read "*" as every tool.
Result<std::string> ExceptWildcard(const std::string& tool, const TargetServer& server);

// Names of the rulings with this decision, in order.
std::vector<std::string> ToolsWith(const Policy& policy, Decision decision);

}  // namespace mcprisk

#endif  // MCPRISK_POLICY_TARGETS_NAMES_H_
