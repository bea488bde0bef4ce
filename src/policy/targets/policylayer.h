// One tool's entry of a PolicyLayer policy.json, as it stands in the whole file.
#ifndef MCPRISK_POLICY_TARGETS_POLICYLAYER_H_
#define MCPRISK_POLICY_TARGETS_POLICYLAYER_H_

#include <string>

#include "policy/policy.h"

namespace mcprisk {

// On one line: `"get_job_status": {}`, `"hide": ["drop_table"]` for a tool that is denied, and
// `"default": "deny"` for one that the format cannot name.
std::string PolicyLayerEntry(const Ruling& ruling);

}  // namespace mcprisk

#endif  // MCPRISK_POLICY_TARGETS_POLICYLAYER_H_
