// opencode.json: patterns over tool ids, in the order of the file; the last that matches decides.
// So the patterns that deny whole servers come first.
#include "base/value.h"
#include "policy/target.h"
#include "policy/targets/names.h"

namespace mcprisk {
namespace {

constexpr std::string_view kIdCharacters = "_-";

// "a_b" and "c" have the id of "a" and "b_c".
Result<std::string> ToolId(const std::string& tool, const TargetServer& server) {
  return Rewritten(server.key, kIdCharacters) + "_" + Rewritten(tool, kIdCharacters);
}

std::string KeyProblem(const std::string& key) { return key.empty() ? "it is empty" : ""; }

std::string Write(const std::vector<TargetServer>& servers, std::vector<TargetNote>*) {
  Value permission = Value::Map();
  for (const TargetServer& server : servers) permission.Set(*ToolId("", server) + "*", "deny");
  for (const TargetServer& server : servers) {
    for (const Ruling& ruling : server.policy.rulings) {
      permission.Set(*ToolId(ruling.tool, server), DecisionName(ruling.decision));
    }
  }
  Value file = Value::Map({{"$schema", "https://opencode.ai/config.json"}});
  file.Set("permission", permission);
  return file.VisibleJson() + "\n";
}

}  // namespace

extern const Target kOpencodeTarget;
const Target kOpencodeTarget = {
    .name = "opencode",
    .description = "opencode, permission in opencode.json",
    .file_name = "opencode.json",
    .can = {.ask = true, .deny = true, .denies_unlisted = true, .many_servers = true},
    .tool_id = ToolId,
    .key_problem = KeyProblem,
    .write = Write,
};

}  // namespace mcprisk
