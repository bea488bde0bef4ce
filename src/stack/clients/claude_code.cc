// Claude Code: one file for the user and for each of the user's projects, one in a project, one of
// the administrator, and those of plugins, where the map may stand bare. Source: code.claude.com,
// mcp.
#include "stack/client.h"

namespace mcprisk {
namespace {

constexpr ConfigPlace kPlaces[] = {
    {Scope::kUser, "$CLAUDE_CONFIG_DIR/.claude.json"},
    {Scope::kUser, "~/.claude.json"},
    {Scope::kUser, "~/.claude/plugins/cache/**/.mcp.json"},
    {Scope::kProject, "./.mcp.json"},
    {Scope::kManaged, "/Library/Application Support/ClaudeCode/managed-mcp.json"},
    {Scope::kManaged, "/etc/claude-code/managed-mcp.json"},
    {Scope::kManaged, "%ProgramFiles%/ClaudeCode/managed-mcp.json"},
};

// {"notes": {"command": "npx"}} without a key around it.
bool IsBareMap(const ConfigValue& root) {
  if (!root.IsObject() || root.members.empty()) return false;
  for (const ConfigMember& member : root.members) {
    if (member.value["command"].IsAbsent() && member.value["url"].IsAbsent()) return false;
  }
  return true;
}

ConfigEntries Read(const ConfigValue& root) {
  ConfigEntries entries;
  AddServers(IsBareMap(root) ? root : root["mcpServers"], "", &entries);
  for (const ConfigMember& project : root["projects"].members) {
    AddServers(project.value["mcpServers"], project.key, &entries);
  }
  return entries;
}

}  // namespace

extern const Client kClaudeCode;
const Client kClaudeCode = {.id = "claude-code",
                            .title = "Claude Code",
                            .policy_target = "claude-code",
                            .places = kPlaces,
                            .read = Read};

}  // namespace mcprisk
