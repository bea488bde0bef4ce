// Amazon Q Developer, its agents too. Source: docs.aws.amazon.com/amazonq.
#include "stack/client.h"

namespace mcprisk {
namespace {

constexpr ConfigPlace kPlaces[] = {
    {Scope::kUser, "~/.aws/amazonq/mcp.json"},
    {Scope::kUser, "~/.aws/amazonq/agents/*.json"},
    {Scope::kProject, "./.amazonq/mcp.json"},
};

}  // namespace

extern const Client kAmazonQ;
const Client kAmazonQ = {.id = "amazon-q",
                         .title = "Amazon Q",
                         .policy_target = "",
                         .places = kPlaces,
                         .read = ReadMcpServers};

}  // namespace mcprisk
