// Goose's permission.yaml, version 2. It is obeyed in the approve and smart_approve modes only.
#include "base/value.h"
#include "policy/target.h"
#include "policy/targets/names.h"

namespace mcprisk {
namespace {

// Ids inside Goose are extension__tool.
Result<std::string> ToolId(const std::string& tool, const TargetServer& server) {
  if (!ExceptWildcard(tool, server)) return ExceptWildcard(tool, server);
  return server.key + "__" + tool;
}

std::string KeyProblem(const std::string& key) {
  for (char c : key) {
    if (c >= 'A' && c <= 'Z') return "an extension's name is kept in lower case";
  }
  if (!IsMadeOf(key, "_-")) return "an extension's name is made of letters, digits, _ and -";
  bool ambiguous = key.find("__") != std::string::npos || key.ends_with('_');
  return ambiguous ? "it is split from the tool's name at the first __ of the id" : "";
}

// An effect without tools is left out.
void SetEffect(const std::vector<TargetServer>& servers, const char* effect, Decision decision,
               Value* user) {
  Value by_extension = Value::Map();
  for (const TargetServer& server : servers) {
    std::vector<std::string> tools = ToolsWith(server.policy, decision);
    if (!tools.empty()) by_extension.Set(server.key, Value::Texts(tools));
  }
  if (!by_extension.IsEmpty()) user->Set(effect, by_extension);
}

std::string Write(const std::vector<TargetServer>& servers, std::vector<TargetNote>* notes) {
  Value user = Value::Map();
  SetEffect(servers, "always_allow", Decision::kAllow, &user);
  SetEffect(servers, "ask_before", Decision::kAsk, &user);
  SetEffect(servers, "never_allow", Decision::kDeny, &user);
  notes->push_back({"goose obeys the file in its approve and smart_approve modes only", true});
  return Value::Map({{"version", 2}, {"user", user}}).Yaml();
}

}  // namespace

extern const Target kGooseTarget;
const Target kGooseTarget = {
    .name = "goose",
    .description = "Goose, ~/.config/goose/permission.yaml",
    .file_name = "permission.yaml",
    .can = {.ask = true, .deny = true, .asks_unlisted = true, .many_servers = true},
    .tool_id = ToolId,
    .key_problem = KeyProblem,
    .write = Write,
};

}  // namespace mcprisk
