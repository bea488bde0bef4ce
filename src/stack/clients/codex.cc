// Codex. Source: developers.openai.com/codex, config.toml.
#include "stack/client.h"

namespace mcprisk {
namespace {

constexpr ConfigPlace kPlaces[] = {
    {Scope::kUser, "$CODEX_HOME/config.toml"},
    {Scope::kUser, "~/.codex/config.toml"},
    {Scope::kProject, "./.codex/config.toml"},
    {Scope::kManaged, "/etc/codex/*.toml"},
    {Scope::kManaged, "%ProgramData%/OpenAI/Codex/*.toml"},
};

ConfigEntries Read(const ConfigValue& root) { return ServersUnder(root, {"mcp_servers"}); }

}  // namespace

extern const Client kCodex;
const Client kCodex = {
    .id = "codex", .title = "Codex", .policy_target = "codex", .places = kPlaces, .read = Read};

}  // namespace mcprisk
