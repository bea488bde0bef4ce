// Roo Code. Source: docs.roocode.com, MCP.
#include "stack/client.h"

namespace mcprisk {
namespace {

constexpr ConfigPlace kPlaces[] = {
    {Scope::kUser,
     "%CodeUser%/globalStorage/rooveterinaryinc.roo-cline/settings/mcp_settings.json"},
    {Scope::kProject, "./.roo/mcp.json"},
};

}  // namespace

extern const Client kRooCode;
const Client kRooCode = {.id = "roo-code",
                         .title = "Roo Code",
                         .policy_target = "",
                         .places = kPlaces,
                         .read = ReadMcpServers};

}  // namespace mcprisk
