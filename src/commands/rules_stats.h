// What each rule catches, for a person at a terminal and as JSON. Samples are text of strangers and
// come escaped.
#ifndef MCPRISK_COMMANDS_RULES_STATS_H_
#define MCPRISK_COMMANDS_RULES_STATS_H_

#include <cstddef>
#include <string>

#include "classify/rule_stats.h"

namespace mcprisk {

// `only`: the id of the one rule or decision path to show; empty: all, those that caught most
// first, and at the end the rules that caught nothing.
std::string RuleStatsText(const RuleStats& stats, const std::string& only, size_t columns);
std::string RuleStatsJson(const RuleStats& stats, const std::string& only);

}  // namespace mcprisk

#endif  // MCPRISK_COMMANDS_RULES_STATS_H_
