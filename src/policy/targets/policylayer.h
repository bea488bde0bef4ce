// PolicyLayer's policy.json beyond writing it: one tool's entry alone, and reading a file back.
#ifndef MCPRISK_POLICY_TARGETS_POLICYLAYER_H_
#define MCPRISK_POLICY_TARGETS_POLICYLAYER_H_

#include <string>

#include "base/result.h"
#include "policy/policy.h"

namespace mcprisk {

// On one line: `"get_job_status": {}`, `"hide": ["drop_table"]` for a tool that is denied, and
// `"default": "deny"` for one that the format cannot name.
std::string PolicyLayerEntry(const Ruling& ruling);

// The format has one server, so `key` is not looked at.
Result<Policy> ReadPolicyLayer(const std::string& text, const std::string& key);

}  // namespace mcprisk

#endif  // MCPRISK_POLICY_TARGETS_POLICYLAYER_H_
