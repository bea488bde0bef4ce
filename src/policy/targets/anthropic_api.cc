// The toolsets of a request to Anthropic's Messages API: of each MCP server the tools that the
// model sees. Nothing there can ask.
#include "base/value.h"
#include "policy/target.h"
#include "policy/targets/names.h"

namespace mcprisk {
namespace {

std::string LabelProblem(const std::string& key) {
  return IsMadeOf(key, "_-") ? "" : "a server's label is made of letters, digits, _ and -";
}

std::string WriteAnthropic(const std::vector<TargetServer>& servers, std::vector<TargetNote>*) {
  Value reached = Value::List();
  Value toolsets = Value::List();
  for (const TargetServer& server : servers) {
    if (!server.endpoint.empty()) {
      reached.Add(Value::Map({{"type", "url"}, {"url", server.endpoint}, {"name", server.key}}));
    }
    Value configs = Value::Map();
    for (const std::string& tool : ToolsWith(server.policy, Decision::kAllow)) {
      configs.Set(tool, Value::Map({{"enabled", true}}));
    }
    Value toolset = Value::Map({{"type", "mcp_toolset"}, {"mcp_server_name", server.key}});
    toolset.Set("default_config", Value::Map({{"enabled", false}}));
    toolset.Set("configs", configs);
    toolsets.Add(toolset);
  }
  Value request = Value::Map();
  if (!reached.IsEmpty()) request.Set("mcp_servers", reached);
  request.Set("tools", toolsets);
  return request.VisibleJson() + "\n";
}

}  // namespace

extern const Target kAnthropicApiTarget;
const Target kAnthropicApiTarget = {
    .name = "anthropic-api",
    .description = "Anthropic's Messages API, the toolsets of a request",
    .file_name = "tools.json",
    .can = {.deny = true, .denies_unlisted = true, .many_servers = true},
    .tool_id = ExceptWildcard,
    .key_problem = LabelProblem,
    .write = WriteAnthropic,
};

}  // namespace mcprisk
