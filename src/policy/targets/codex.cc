// Codex's config.toml: an allow-list of tools and an approval mode for each. The server's table
// must say how it is reached, so without an endpoint this is a fragment to merge.
#include "base/value.h"
#include "policy/target.h"
#include "policy/targets/names.h"

namespace mcprisk {
namespace {

std::string KeyProblem(const std::string& key) {
  if (IsMadeOf(key, "_-")) return "";
  return "a server name of Codex is made of letters, digits, _ and -";
}

std::string ModeTable(const std::string& table, const std::string& tool, const char* mode) {
  return "\n[" + table + ".tools." + TomlKey(tool) + "]\napproval_mode = " + Quoted(mode) + "\n";
}

std::string Table(const TargetServer& server) {
  std::string table = "mcp_servers." + TomlKey(server.key);
  std::vector<std::string> enabled;
  std::string modes;
  for (const Ruling& ruling : server.policy.rulings) {
    if (ruling.decision == Decision::kDeny) continue;
    enabled.push_back(ruling.tool);
    modes +=
        ModeTable(table, ruling.tool, ruling.decision == Decision::kAllow ? "approve" : "prompt");
  }
  std::string text = "[" + table + "]\n";
  if (server.endpoint.empty()) {
    text += "# Merge into the table that has the server's command or url.\n";
  } else {
    text += "url = " + Quoted(server.endpoint) + "\n";
  }
  text += "enabled_tools = " + TomlTexts(enabled) + "\n";
  text += "disabled_tools = " + TomlTexts(ToolsWith(server.policy, Decision::kDeny)) + "\n";
  return text + "default_tools_approval_mode = \"prompt\"\n" + modes;
}

std::string Write(const std::vector<TargetServer>& servers, std::vector<TargetNote>*) {
  std::string text;
  for (const TargetServer& server : servers) {
    if (!text.empty()) text += "\n";
    text += Table(server);
  }
  return text;
}

}  // namespace

extern const Target kCodexTarget;
const Target kCodexTarget = {
    .name = "codex",
    .description = "Codex, MCP servers in config.toml",
    .file_name = "config.toml",
    .can = {.ask = true, .deny = true, .denies_unlisted = true, .many_servers = true},
    .tool_id = ExceptWildcard,
    .key_problem = KeyProblem,
    .write = Write,
};

}  // namespace mcprisk
