// Claude Code's settings.json: permissions as lists of tool ids, decided deny before ask before
// allow, whatever is more specific. So "deny the server, allow two tools" cannot be said, and
// every tool is listed by its id, without globs.
#include "base/text.h"
#include "base/value.h"
#include "policy/target.h"
#include "policy/targets/names.h"

namespace mcprisk {
namespace {

// The client forms ids out of server key and tool name, and writes "_" for what it does not take.
constexpr std::string_view kIdCharacters = "_-";
constexpr std::string_view kPrefix = "mcp__";

Result<std::string> ToolId(const std::string& tool, const TargetServer& server) {
  return std::string(kPrefix) + Rewritten(server.key, kIdCharacters) + "__" +
         Rewritten(tool, kIdCharacters);
}

std::string KeyProblem(const std::string& key) {
  std::string id = Rewritten(key, kIdCharacters);
  bool ambiguous = id.find("__") != std::string::npos || id.starts_with('_') || id.ends_with('_');
  if (ambiguous) return "it is split from the tool's name at the first __ of the id";
  return key.empty() ? "it is empty" : "";
}

Value Ids(const std::vector<TargetServer>& servers, Decision decision) {
  Value list = Value::List();
  for (const TargetServer& server : servers) {
    for (const std::string& tool : ToolsWith(server.policy, decision)) {
      list.Add(*ToolId(tool, server));
    }
  }
  return list;
}

std::string Write(const std::vector<TargetServer>& servers, std::vector<TargetNote>*) {
  Value permissions = Value::Map();
  permissions.Set("allow", Ids(servers, Decision::kAllow));
  permissions.Set("ask", Ids(servers, Decision::kAsk));
  permissions.Set("deny", Ids(servers, Decision::kDeny));
  return Value::Map({{"permissions", permissions}}).VisibleJson() + "\n";
}

}  // namespace

extern const Target kClaudeCodeTarget;
const Target kClaudeCodeTarget = {
    .name = "claude-code",
    .description = "Claude Code, permissions in .claude/settings.json",
    .file_name = "settings.json",
    .can = {.ask = true, .deny = true, .asks_unlisted = true, .many_servers = true},
    .tool_id = ToolId,
    .key_problem = KeyProblem,
    .write = Write,
};

}  // namespace mcprisk
