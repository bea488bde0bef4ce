// A ruling as our own policy and every record write it.
#ifndef MCPRISK_POLICY_TARGETS_NEUTRAL_H_
#define MCPRISK_POLICY_TARGETS_NEUTRAL_H_

#include <string>

#include "base/result.h"
#include "base/value.h"
#include "policy/policy.h"

namespace mcprisk {

// {"decision":"ask","limit":{…},"cases":[…],"decided_by":[…],"reason":"…"}
Value RulingValue(const Ruling& ruling);

// Of the server with this key or name; `key` may be empty when the file has one server.
Result<Policy> ReadNeutral(const std::string& text, const std::string& key);

}  // namespace mcprisk

#endif  // MCPRISK_POLICY_TARGETS_NEUTRAL_H_
