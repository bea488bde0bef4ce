// Claude Desktop: its own file, and bundles that it has unpacked beside it, each with a manifest
// (MCPB). Source: modelcontextprotocol.io, connect local servers; github.com/anthropics/mcpb.
#include "stack/client.h"

namespace mcprisk {
namespace {

constexpr ConfigPlace kPlaces[] = {
    {Scope::kUser, "%AppSupport%/Claude/claude_desktop_config.json"},
    {Scope::kUser,
     "%LocalAppData%/Packages/Claude_pzs8sxrjxfjjc/LocalCache/Roaming/Claude/"
     "claude_desktop_config.json"},
    {Scope::kUser, "%AppSupport%/Claude/Claude Extensions/*/manifest.json"},
};

ConfigEntries Read(const ConfigValue& root) {
  const ConfigValue& bundle = root["server"]["mcp_config"];
  if (!bundle.IsObject()) return ReadMcpServers(root);
  ConfigEntries entries;
  entries.entries.push_back({std::string(root["name"].Text()), bundle.at, &bundle, ""});
  return entries;
}

}  // namespace

extern const Client kClaudeDesktop;
const Client kClaudeDesktop = {.id = "claude-desktop",
                               .title = "Claude Desktop",
                               .policy_target = "",
                               .places = kPlaces,
                               .read = Read};

}  // namespace mcprisk
