// Antigravity. Source: antigravity.google, MCP.
#include "stack/client.h"

namespace mcprisk {
namespace {

constexpr ConfigPlace kPlaces[] = {
    {Scope::kUser, "~/.gemini/antigravity/mcp_config.json"},
    {Scope::kUser, "~/.gemini/config/mcp_config.json"},
};

}  // namespace

extern const Client kAntigravity;
const Client kAntigravity = {.id = "antigravity",
                             .title = "Antigravity",
                             .policy_target = "",
                             .places = kPlaces,
                             .read = ReadMcpServers};

}  // namespace mcprisk
