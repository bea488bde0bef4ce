// check_tool: what a tool of this name does, on the servers that have it.
#include <map>
#include <utility>

#include "base/text.h"
#include "serve/mcp/protocol.h"
#include "serve/mcp/shapes.h"

namespace mcprisk {
namespace {

constexpr size_t kVerdictsShown = 5;

std::string OutputSchema() {
  return ObjectSchema(R"("servers":{"type":"integer"},"agree":{"type":"boolean"},"verdicts":)" +
                          ListSchema(McpVerdictSchema()),
                      "servers,agree,verdicts");
}

Failure NoTool(CatalogReader& reader, const std::string& name, const std::string& server) {
  std::vector<std::string> near = reader.NearToolNames(name, kVerdictsShown);
  for (std::string& one : near) one = ForTerminal(one, 80);
  return Failure("no tool \"" + ForTerminal(name, 80) + "\"" +
                 (server.empty() ? "" : " on " + ForTerminal(server, 80)) +
                 " in the catalog, which says nothing good or bad of it" +
                 (near.empty() ? "" : "; nearest: " + Join(near, ", ")));
}

Result<Value> Run(const Json& arguments, McpCatalog& catalog) {
  Result<std::string> name = TextArgument(arguments, "tool", true);
  if (!name) return Failure(name.error());
  Result<std::string> server = TextArgument(arguments, "server", false);
  if (!server) return Failure(server.error());
  std::vector<ToolVerdict> tools = catalog.reader.VerdictsByName(*name);
  if (!server->empty()) {
    Result<CatalogServer> one = ServerNamed(catalog.reader, *server);
    if (!one) return Failure(one.error());
    std::erase_if(tools, [&](const ToolVerdict& tool) { return tool.server_id != one->id; });
  }
  if (tools.empty()) return NoTool(catalog.reader, *name, *server);
  // One of each verdict, the riskiest first.
  std::map<std::pair<int, int>, const ToolVerdict*> verdicts;
  for (const ToolVerdict& tool : tools) {
    verdicts.try_emplace({-static_cast<int>(tool.risk), -static_cast<int>(tool.category)}, &tool);
  }
  Value list = Value::List();
  size_t shown = 0;
  for (const auto& [key, verdict] : verdicts) {
    if (shown++ == kVerdictsShown) break;
    std::optional<CatalogTool> tool = catalog.reader.ToolAt(verdict->key);
    if (!tool) continue;  // another program is writing the catalog
    list.Add(McpVerdict(tool->server, tool->tool, tool->classification, catalog.posture));
  }
  Value value = Value::Map();
  value.Set("servers", tools.size());
  value.Set("agree", verdicts.size() == 1);
  value.Set("verdicts", std::move(list));
  return value;
}

}  // namespace

extern const McpTool kCheckTool;
const McpTool kCheckTool = {
    "check_tool",
    "Check a tool",
    "Look up the risk of an MCP tool by its name before it is called: category, risk class, why, "
    "and the rule to set for it. If no server is given, the result has one verdict of each kind, "
    "over all servers that have such a tool.",
    R"({"type":"object","properties":{)"
    R"("tool":{"type":"string","description":"The tool's name, as in tools/list"},)"
    R"("server":{"type":"string","description":"Only on this server: a registry name, package, repository or remote URL"}},)"
    R"("required":["tool"],"additionalProperties":false})",
    OutputSchema,
    Run};

}  // namespace mcprisk
