// opencode. Source: opencode.ai/docs/mcp-servers.
#include "stack/client.h"

namespace mcprisk {
namespace {

constexpr ConfigPlace kPlaces[] = {
    {Scope::kUser, "~/.config/opencode/opencode.json"},
    {Scope::kUser, "~/.config/opencode/opencode.jsonc"},
    {Scope::kProject, "./opencode.json"},
    {Scope::kProject, "./opencode.jsonc"},
    {Scope::kManaged, "/etc/opencode/opencode.json"},
    {Scope::kManaged, "/etc/opencode/opencode.jsonc"},
};

ConfigEntries Read(const ConfigValue& root) { return ServersUnder(root, {"mcp"}); }

}  // namespace

extern const Client kOpencode;
const Client kOpencode = {.id = "opencode",
                          .title = "opencode",
                          .policy_target = "opencode",
                          .places = kPlaces,
                          .read = Read};

}  // namespace mcprisk
