// Cursor: the editor's permissions.json lists tools that run without asking, all others ask; its
// command line's cli.json also denies. Both know a tool as "server:tool" and read globs.
#include <algorithm>

#include "base/value.h"
#include "policy/target.h"
#include "policy/targets/names.h"

namespace mcprisk {
namespace {

// What the two would read as a glob, as the end of the server's name or as that of the entry.
constexpr std::string_view kSpecial = "*?[]{}!\\:()";

bool HasSpecial(const std::string& name) {
  return name.find_first_of(kSpecial) != std::string::npos;
}

Result<std::string> ToolId(const std::string& tool, const TargetServer& server) {
  if (HasSpecial(tool)) return Failure("the name has a character that patterns use");
  return server.key + ":" + tool;
}

std::string KeyProblem(const std::string& key) {
  if (key.empty()) return "it is empty";
  return HasSpecial(key) ? "it has a character that patterns use" : "";
}

std::vector<std::string> Ids(const std::vector<TargetServer>& servers, Decision decision) {
  std::vector<std::string> ids;
  for (const TargetServer& server : servers) {
    for (const std::string& tool : ToolsWith(server.policy, decision)) {
      ids.push_back(*ToolId(tool, server));
    }
  }
  return ids;
}

std::string WriteEditor(const std::vector<TargetServer>& servers, std::vector<TargetNote>*) {
  Value list = Value::Texts(Ids(servers, Decision::kAllow));
  return Value::Map({{"mcpAllowlist", list}}).VisibleJson() + "\n";
}

Value Entries(const std::vector<TargetServer>& servers, Decision decision) {
  Value list = Value::List();
  for (const std::string& id : Ids(servers, decision)) list.Add("Mcp(" + id + ")");
  return list;
}

std::string WriteCli(const std::vector<TargetServer>& servers, std::vector<TargetNote>*) {
  Value permissions = Value::Map({{"allow", Entries(servers, Decision::kAllow)}});
  permissions.Set("deny", Entries(servers, Decision::kDeny));
  return Value::Map({{"permissions", permissions}}).VisibleJson() + "\n";
}

}  // namespace

extern const Target kCursorTarget;
const Target kCursorTarget = {
    .name = "cursor",
    .description = "Cursor's editor, .cursor/permissions.json",
    .file_name = "permissions.json",
    .can = {.ask = true, .asks_unlisted = true, .many_servers = true},
    .tool_id = ToolId,
    .key_problem = KeyProblem,
    .write = WriteEditor,
};

extern const Target kCursorCliTarget;
const Target kCursorCliTarget = {
    .name = "cursor-cli",
    .description = "Cursor's command line, .cursor/cli.json",
    .file_name = "cli.json",
    .can = {.ask = true, .deny = true, .asks_unlisted = true, .many_servers = true},
    .tool_id = ToolId,
    .key_problem = KeyProblem,
    .write = WriteCli,
};

}  // namespace mcprisk
