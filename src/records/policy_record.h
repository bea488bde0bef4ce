// What policies say as records, the same in every command and over HTTP. A whole policy is what the
// target "neutral" writes (data/schemas/policy.schema.json), one ruling is RulingValue of
// policy/targets/neutral.h.
#ifndef MCPRISK_RECORDS_POLICY_RECORD_H_
#define MCPRISK_RECORDS_POLICY_RECORD_H_

#include <string>
#include <vector>

#include "base/value.h"
#include "policy/compare.h"
#include "policy/decide.h"
#include "policy/target.h"

namespace mcprisk {

// What a policy says of one call.
Value CallVerdictRecord(const CallVerdict& verdict);
// What differs between two policies, tool by tool.
Value PolicyDifferenceRecord(const Policy& from, const Policy& to,
                             const std::vector<PolicyDifference>& differences);
std::string_view PolicyChangeName(PolicyChange change);  // "milder", "stricter", "both", "same"

Value TargetRecord(const Target& target);
// Of ask, deny, limit, arguments and default-deny those that the target can say.
std::vector<std::string> AbilityNames(const Target& target);

}  // namespace mcprisk

#endif  // MCPRISK_RECORDS_POLICY_RECORD_H_
