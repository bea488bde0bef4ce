// Kiro: settings, agents and powers. Source: kiro.dev/docs/mcp.
#include "stack/client.h"

namespace mcprisk {
namespace {

constexpr ConfigPlace kPlaces[] = {
    {Scope::kUser, "~/.kiro/settings/mcp.json"},
    {Scope::kUser, "~/.kiro/agents/*.json"},
    {Scope::kProject, "./.kiro/settings/mcp.json"},
    {Scope::kProject, "./.kiro/agents/*.json"},
};

ConfigEntries Read(const ConfigValue& root) {
  ConfigEntries entries = ReadMcpServers(root);
  AddServers(root["powers"]["mcpServers"], "", &entries);
  return entries;
}

}  // namespace

extern const Client kKiro;
const Client kKiro = {
    .id = "kiro", .title = "Kiro", .policy_target = "", .places = kPlaces, .read = Read};

}  // namespace mcprisk
