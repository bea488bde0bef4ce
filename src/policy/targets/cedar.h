// Cedar text that both dialects share. Cedar denies what no policy permits, forbid wins over
// permit, and a policy that fails to evaluate permits nothing. There is no asking and no counting.
//
// Pure functions. Source: the Cedar language reference, version 4.
#ifndef MCPRISK_POLICY_TARGETS_CEDAR_H_
#define MCPRISK_POLICY_TARGETS_CEDAR_H_

#include <string>
#include <string_view>

#include "policy/policy.h"

namespace mcprisk {

// A decimal of Cedar has four digits behind the point and lies within +-922,337,203,685,477.
inline constexpr double kMaxCedarDecimal = 922337203685477.0;

// How the record of a call holds a number.
enum class CedarNumber { kLong, kDecimal };

// Whether one member of the arguments is asked for something that Cedar can say: its patterns know
// only "*", so regular expressions are none.
bool CanCheckInCedar(const ArgumentCondition& condition);

// `record has "member"`.
std::string CedarHas(std::string_view record, std::string_view member);
// `record["member"]`.
std::string CedarMember(std::string_view record, std::string_view member);
// The value is at most the number, rounded down to what the type holds.
std::string CedarAtMost(const std::string& value, double number, CedarNumber type);

}  // namespace mcprisk

#endif  // MCPRISK_POLICY_TARGETS_CEDAR_H_
