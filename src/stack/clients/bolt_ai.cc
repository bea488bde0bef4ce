// BoltAI. Source: docs.boltai.com, MCP.
#include "stack/client.h"

namespace mcprisk {
namespace {

constexpr ConfigPlace kPlaces[] = {
    {Scope::kUser, "~/.boltai/mcp.json"},
};

}  // namespace

extern const Client kBoltAi;
const Client kBoltAi = {.id = "boltai",
                        .title = "BoltAI",
                        .policy_target = "",
                        .places = kPlaces,
                        .read = ReadMcpServers};

}  // namespace mcprisk
