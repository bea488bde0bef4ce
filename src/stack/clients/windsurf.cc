// Windsurf. Source: docs.windsurf.com, Cascade MCP.
#include "stack/client.h"

namespace mcprisk {
namespace {

constexpr ConfigPlace kPlaces[] = {
    {Scope::kUser, "~/.codeium/windsurf/mcp_config.json"},
};

}  // namespace

extern const Client kWindsurf;
const Client kWindsurf = {.id = "windsurf",
                          .title = "Windsurf",
                          .policy_target = "",
                          .places = kPlaces,
                          .read = ReadMcpServers};

}  // namespace mcprisk
