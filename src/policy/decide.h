// One call, decided by a policy.
//
// Pure, deterministic, safe from any thread.
#ifndef MCPRISK_POLICY_DECIDE_H_
#define MCPRISK_POLICY_DECIDE_H_

#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "policy/policy.h"

namespace mcprisk {

struct CallVerdict {
  Decision decision = Decision::kDeny;
  std::optional<CallLimit> limit;
  std::string because;  // "amount is at most 100", when a case decided; else empty
  std::string reason;   // of the ruling or the case
  bool listed = false;  // whether the policy names the tool
};

bool Holds(const ArgumentCondition& condition, const Json& arguments);

// `arguments` is the object that the call carries; missing for a call without arguments.
CallVerdict Decide(const Policy& policy, std::string_view tool, const Json& arguments);

}  // namespace mcprisk

#endif  // MCPRISK_POLICY_DECIDE_H_
