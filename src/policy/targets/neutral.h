// A ruling as our own policy and every record write it.
#ifndef MCPRISK_POLICY_TARGETS_NEUTRAL_H_
#define MCPRISK_POLICY_TARGETS_NEUTRAL_H_

#include "policy/policy.h"
#include "policy/targets/value.h"

namespace mcprisk {

// {"decision":"ask","limit":{…},"cases":[…],"decided_by":[…],"reason":"…"}
Value RulingValue(const Ruling& ruling);

}  // namespace mcprisk

#endif  // MCPRISK_POLICY_TARGETS_NEUTRAL_H_
