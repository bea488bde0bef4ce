// Trae. Source: docs.trae.ai, MCP.
#include "stack/client.h"

namespace mcprisk {
namespace {

constexpr ConfigPlace kPlaces[] = {
    {Scope::kUser, "%AppSupport%/Trae/User/mcp.json"},
};

}  // namespace

extern const Client kTrae;
const Client kTrae = {
    .id = "trae", .title = "Trae", .policy_target = "", .places = kPlaces, .read = ReadMcpServers};

}  // namespace mcprisk
