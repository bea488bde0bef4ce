// Two policies of one server, tool by tool: what a change lets through, or what an existing policy
// lets through that a recommended one would not.
//
// Pure, deterministic, safe from any thread.
#ifndef MCPRISK_POLICY_COMPARE_H_
#define MCPRISK_POLICY_COMPARE_H_

#include <string>
#include <vector>

#include "policy/policy.h"

namespace mcprisk {

enum class PolicyChange { kSame, kMilder, kStricter, kBoth };

struct PolicyDifference {
  std::string tool;
  PolicyChange change = PolicyChange::kSame;  // on the way from the first to the second
  std::string from;                           // RulingText of each, "deny (not listed)"
  std::string to;
};

// "limit 30/minute; allow when action is list"
std::string RulingText(const Ruling& ruling);

// Of all tools that either names, those that differ, by name. A tool that one of the two does not
// name has that policy's `unlisted` decision there.
std::vector<PolicyDifference> Compare(const Policy& from, const Policy& to);

// How the second differs: kMilder when some call fares better there and none worse, and so on.
// A case that the other has no case around is compared with what the other says of all calls.
PolicyChange CompareRulings(const Ruling& from, const Ruling& to);

}  // namespace mcprisk

#endif  // MCPRISK_POLICY_COMPARE_H_
