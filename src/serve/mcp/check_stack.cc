// check_stack: the servers of a client's configuration, each looked up in the catalog.
#include <utility>

#include "base/text.h"
#include "records/stack_flows.h"
#include "records/stack_match.h"
#include "serve/mcp/protocol.h"
#include "serve/mcp/shapes.h"
#include "stack/client.h"
#include "stack/stack.h"

namespace mcprisk {
namespace {

constexpr std::string_view kClientOtherwise = "claude-code";
// What a finding's place is called: there is no file.
constexpr char kPlace[] = "config";

std::string OutputSchema() {
  const std::string server = ObjectSchema(
      R"("key":{"type":"string"},"runs":{"type":"string"},"in_catalog":{"type":"boolean"},)"
      R"("name":{"type":"string"},"tools":{"type":"integer"},"risk":)"
      R"({"enum":["Low","Medium","High","Critical"]},"riskiest":{"type":"array","items":{"type":"string"}})",
      "key,runs,in_catalog,tools,riskiest");
  const std::string finding = ObjectSchema(
      R"("rule":{"type":"string"},"severity":{"type":"string"},"server":{"type":"string"},)"
      R"("message":{"type":"string"})",
      "rule,severity,server,message");
  return ObjectSchema(R"("servers":)" + ListSchema(server) + R"(,"findings":)" +
                          ListSchema(finding) +
                          R"(,"problems":{"type":"array","items":{"type":"string"}})",
                      "servers,findings,problems");
}

Value ServerOf(const JudgedServer& judged) {
  constexpr size_t kToolsNamed = 5;
  Value value = Value::Map({{"key", Quote(judged.server.name)},
                            {"runs", Quote(RunsText(judged.server))},
                            {"in_catalog", !judged.catalog_name.empty()}});
  if (!judged.catalog_name.empty()) value.Set("name", Quote(judged.catalog_name));
  value.Set("tools", judged.tools.size());
  if (!judged.tools.empty()) {  // riskiest first
    value.Set("risk", RiskName(judged.tools[0].classification.risk));
  }
  Value riskiest = Value::List();
  for (size_t i = 0; i < judged.tools.size() && i < kToolsNamed; ++i) {
    riskiest.Add(Quote(judged.tools[i].tool.name));
  }
  value.Set("riskiest", std::move(riskiest));
  return value;
}

Result<const Client*> ClientNamed(const std::string& name) {
  std::vector<std::string> ids;
  for (const Client* client : Clients()) {
    if (client->id == (name.empty() ? kClientOtherwise : name)) return client;
    ids.emplace_back(client->id);
  }
  return Failure("argument \"client\" is none of " + Join(ids, ", "));
}

Result<std::string> ConfigText(const Json& config) {
  if (config.IsString()) return std::string(config.Text());
  if (config.IsObject()) return config.Canonical();
  return Failure(
      "argument \"config\" is missing; give the client's configuration, an object with "
      "\"mcpServers\", or its text");
}

Result<Value> Run(const Json& arguments, McpCatalog& catalog) {
  Result<std::string> client_name = TextArgument(arguments, "client", false);
  if (!client_name) return Failure(client_name.error());
  Result<const Client*> client = ClientNamed(*client_name);
  if (!client) return Failure(client.error());
  Result<std::string> text = ConfigText(arguments["config"]);
  if (!text) return Failure(text.error());
  Stack stack;
  ReadConfig(**client, Scope::kUser, kPlace, *text, &stack);
  std::vector<JudgedServer> servers;
  for (StackServer& server : stack.servers) {
    JudgedServer judged;
    judged.server = std::move(server);
    MatchToCatalog(catalog.reader, &judged);
    servers.push_back(std::move(judged));
  }
  const std::vector<StackFinding> findings = FindingsWithFlows(servers, FindClientFlows(servers));
  return Value::Map({{"servers", Value::ListOf(servers, ServerOf)},
                     {"findings", Value::ListOf(findings,
                                                [](const StackFinding& finding) {
                                                  return Value::Map(
                                                      {{"rule", finding.rule},
                                                       {"severity", SeverityName(finding.severity)},
                                                       {"server", Quote(finding.server)},
                                                       {"message", Quote(finding.message)}});
                                                })},
                     {"problems", Value::ListOf(stack.problems, [](const Problem& problem) {
                        return Value(Quote(problem.place + ": " + problem.what));
                      })}});
}

}  // namespace

extern const McpTool kCheckStack;
const McpTool kCheckStack = {
    "check_stack",
    "Check a stack",
    "Look up every MCP server of a client's configuration: which are in the catalog, what their "
    "riskiest tools are, and what is wrong with the configuration, such as secrets in plain text, "
    "packages without a version, and toxic flows between servers. Values of secrets are neither "
    "kept nor returned.",
    R"({"type":"object","properties":{)"
    R"("config":{"type":["object","string"],"description":"The configuration, such as {\"mcpServers\":{…}}, or its text"},)"
    R"("client":{"type":"string","description":"Whose format it is, claude-code otherwise"}},)"
    R"("required":["config"],"additionalProperties":false})",
    OutputSchema,
    Run};

}  // namespace mcprisk
