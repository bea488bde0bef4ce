// The policies of a whole stack, for `mcprisk policy --stack`.
#ifndef MCPRISK_COMMANDS_POLICY_STACK_H_
#define MCPRISK_COMMANDS_POLICY_STACK_H_

#include <memory>
#include <string>
#include <vector>

#include "commands/judged_stack.h"
#include "commands/policy_settings.h"
#include "policy/target.h"
#include "records/server_policy.h"

namespace mcprisk {

struct StackPolicies {
  std::vector<std::unique_ptr<ServerPolicy>> policies;
  // What has no policy and why, a sentence each without a full stop.
  std::vector<std::string> left_out;
};

// Of the enabled servers of one client, each under the key that its configuration has: of `client`
// where that is given, else of the client whose own policy `target` is, else of all clients.
// Rulings are over what the catalog knows, or what the server itself answered. `reader` may be null
// when nothing was matched. Throws Error when the client knows two servers by one key, UsageError
// for an unknown client.
StackPolicies PoliciesOfStack(CatalogReader* reader, const JudgedStack& judged,
                              const Target& target, const std::string& client,
                              const PolicySettings& settings);

}  // namespace mcprisk

#endif  // MCPRISK_COMMANDS_POLICY_STACK_H_
