// check_server: one server's record.
#include <utility>

#include "serve/mcp/protocol.h"
#include "serve/mcp/shapes.h"

namespace mcprisk {
namespace {

constexpr size_t kToolsOtherwise = 30;
constexpr size_t kMostTools = 500;

std::string OutputSchema() {
  return ObjectSchema(R"("server":)" + McpServerHeadSchema() + R"(,"riskiest":)" +
                          ListSchema(McpVerdictLineSchema()) + R"(,"more":{"type":"integer"})",
                      "server,riskiest,more");
}

Result<Value> Run(const Json& arguments, McpCatalog& catalog) {
  Result<std::string> name = TextArgument(arguments, "server", true);
  if (!name) return Failure(name.error());
  Result<size_t> limit = NumberArgument(arguments, "limit", kToolsOtherwise, kMostTools);
  if (!limit) return Failure(limit.error());
  Result<CatalogServer> server = ServerNamed(catalog.reader, *name);
  if (!server) return Failure(server.error());
  const std::vector<CatalogTool> tools = catalog.reader.ToolsOfServer(server->id);
  Value list = Value::List();
  for (size_t i = 0; i < tools.size() && i < *limit; ++i) {
    list.Add(McpVerdictLine(tools[i], catalog.posture));
  }
  Value value = Value::Map();
  value.Set("server", McpServerHead(*server));
  value.Set("riskiest", std::move(list));
  value.Set("more", tools.size() > *limit ? tools.size() - *limit : size_t{0});
  return value;
}

}  // namespace

extern const McpTool kCheckServer;
const McpTool kCheckServer = {
    "check_server",
    "Check a server",
    "Look up an MCP server before it is connected: how many tools of which category and risk it "
    "has, and its riskiest tools with the rule to set for each.",
    R"({"type":"object","properties":{)"
    R"("server":{"type":"string","description":"Registry name, package, repository or remote URL, or a unique prefix"},)"
    R"("limit":{"type":"integer","minimum":0,"maximum":500,"description":"Tools listed, 30 otherwise"}},)"
    R"("required":["server"],"additionalProperties":false})",
    OutputSchema,
    Run};

}  // namespace mcprisk
