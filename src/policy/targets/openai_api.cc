// The tools of a request to OpenAI's Responses API: of each MCP server those that the model sees,
// and those for which the application must approve a call.
#include "base/value.h"
#include "policy/target.h"
#include "policy/targets/names.h"

namespace mcprisk {
namespace {

std::string LabelProblem(const std::string& key) {
  return IsMadeOf(key, "_-") ? "" : "a server's label is made of letters, digits, _ and -";
}

std::string WriteOpenAi(const std::vector<TargetServer>& servers, std::vector<TargetNote>*) {
  Value tools = Value::List();
  for (const TargetServer& server : servers) {
    std::vector<std::string> seen;
    for (const Ruling& ruling : server.policy.rulings) {
      if (ruling.decision != Decision::kDeny) seen.push_back(ruling.tool);
    }
    auto names = [&](Decision decision) {
      return Value::Map({{"tool_names", Value::Texts(ToolsWith(server.policy, decision))}});
    };
    Value tool = Value::Map({{"type", "mcp"}, {"server_label", server.key}});
    if (!server.endpoint.empty()) tool.Set("server_url", server.endpoint);
    tool.Set("allowed_tools", Value::Texts(seen));
    Value approval = Value::Map({{"always", names(Decision::kAsk)}});
    approval.Set("never", names(Decision::kAllow));
    tool.Set("require_approval", approval);
    tools.Add(tool);
  }
  return Value::Map({{"tools", tools}}).VisibleJson() + "\n";
}

}  // namespace

extern const Target kOpenAiApiTarget;
const Target kOpenAiApiTarget = {
    .name = "openai-api",
    .description = "OpenAI's Responses API, the tools of a request",
    .file_name = "tools.json",
    .can = {.ask = true, .deny = true, .denies_unlisted = true, .many_servers = true},
    .tool_id = ExceptWildcard,
    .key_problem = LabelProblem,
    .write = WriteOpenAi,
};

}  // namespace mcprisk
