// GitHub Copilot CLI. It reads a project's .mcp.json, too, which is listed as Claude Code's.
// Source: docs.github.com, Copilot CLI.
#include "stack/client.h"

namespace mcprisk {
namespace {

constexpr ConfigPlace kPlaces[] = {
    {Scope::kUser, "$COPILOT_HOME/mcp-config.json"},
    {Scope::kUser, "~/.copilot/mcp-config.json"},
};

}  // namespace

extern const Client kCopilotCli;
const Client kCopilotCli = {.id = "copilot",
                            .title = "Copilot CLI",
                            .policy_target = "copilot",
                            .places = kPlaces,
                            .read = ReadMcpServers};

}  // namespace mcprisk
