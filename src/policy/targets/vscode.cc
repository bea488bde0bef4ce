// VS Code's settings.json: tools that are never approved automatically. It knows tools by their
// name alone, whatever server they are of, and cannot deny; a tool that is allowed is left out, and
// then VS Code asks the first time, or not at all where the tool says that it only reads.
#include "base/value.h"
#include "policy/target.h"
#include "policy/targets/names.h"

namespace mcprisk {
namespace {

Result<std::string> ToolId(const std::string& tool, const TargetServer&) { return tool; }

std::string Write(const std::vector<TargetServer>& servers, std::vector<TargetNote>*) {
  Value eligible = Value::Map();
  for (const TargetServer& server : servers) {
    for (const std::string& tool : ToolsWith(server.policy, Decision::kAsk)) {
      eligible.Set(tool, false);
    }
  }
  return Value::Map({{"chat.tools.eligibleForAutoApproval", eligible}}).VisibleJson() + "\n";
}

}  // namespace

extern const Target kVsCodeTarget;
const Target kVsCodeTarget = {
    .name = "vscode",
    .description = "VS Code, tools that always ask, in settings.json",
    .file_name = "settings.json",
    .can = {.ask = true, .many_servers = true},
    .tool_id = ToolId,
    .write = Write,
};

}  // namespace mcprisk
