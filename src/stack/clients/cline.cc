// Cline. Source: docs.cline.bot, MCP servers.
#include "stack/client.h"

namespace mcprisk {
namespace {

constexpr ConfigPlace kPlaces[] = {
    {Scope::kUser,
     "%CodeUser%/globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json"},
};

}  // namespace

extern const Client kCline;
const Client kCline = {.id = "cline",
                       .title = "Cline",
                       .policy_target = "",
                       .places = kPlaces,
                       .read = ReadMcpServers};

}  // namespace mcprisk
