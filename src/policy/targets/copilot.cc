// GitHub Copilot's mcpServers entry, for the coding agent's repository settings and for the command
// line's mcp-config.json. Tools that are not listed do not exist for it; those that are run in the
// coding agent without any approval.
#include "base/value.h"
#include "policy/target.h"
#include "policy/targets/names.h"

namespace mcprisk {
namespace {

Result<std::string> ToolId(const std::string& tool, const TargetServer& server) {
  if (!ExceptWildcard(tool, server)) return ExceptWildcard(tool, server);
  if (tool.find(',') != std::string::npos) return Failure("the name has a comma");
  return server.key + "(" + tool + ")";
}

std::string KeyProblem(const std::string& key) {
  return IsMadeOf(key, "_-") ? "" : "a server name of Copilot is made of letters, digits, _ and -";
}

std::string Write(const std::vector<TargetServer>& servers, std::vector<TargetNote>*) {
  Value entries = Value::Map();
  for (const TargetServer& server : servers) {
    Value entry = Value::Map();
    if (!server.endpoint.empty()) {
      entry.Set("type", server.transport == "sse" ? "sse" : "http");
      entry.Set("url", server.endpoint);
    }
    entry.Set("tools", Value::Texts(ToolsWith(server.policy, Decision::kAllow)));
    entries.Set(server.key, entry);
  }
  return Value::Map({{"mcpServers", entries}}).VisibleJson() + "\n";
}

}  // namespace

extern const Target kCopilotTarget;
const Target kCopilotTarget = {
    .name = "copilot",
    .description = "GitHub Copilot's coding agent and command line, mcpServers",
    .file_name = "mcp-config.json",
    .can = {.deny = true, .denies_unlisted = true, .many_servers = true},
    .tool_id = ToolId,
    .key_problem = KeyProblem,
    .write = Write,
};

}  // namespace mcprisk
