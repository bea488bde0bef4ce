// Zed. Source: zed.dev/docs/ai/mcp.
#include "stack/client.h"

namespace mcprisk {
namespace {

constexpr ConfigPlace kPlaces[] = {
    {Scope::kUser, "~/.config/zed/settings.json"},
    {Scope::kUser, "%AppData%/Zed/settings.json"},
    {Scope::kProject, "./.zed/settings.json"},
};

ConfigEntries Read(const ConfigValue& root) { return ServersUnder(root, {"context_servers"}); }

}  // namespace

extern const Client kZed;
const Client kZed = {
    .id = "zed", .title = "Zed", .policy_target = "", .places = kPlaces, .read = Read};

}  // namespace mcprisk
