// list_changes: what changed in servers and tools, as a feed that can be resumed.
#include <utility>

#include "catalog/changes.h"
#include "serve/mcp/protocol.h"
#include "serve/mcp/shapes.h"

namespace mcprisk {
namespace {

constexpr size_t kChangesOtherwise = 20;
constexpr size_t kMostChanges = 200;
constexpr size_t kMaxSequence = size_t{1} << 52;

std::string OutputSchema() {
  const std::string change = ObjectSchema(
      R"("sequence":{"type":"integer"},"seen":{"type":"string"},"server":{"type":"string"},)"
      R"("tool":{"type":"string"},"field":{"type":"string"},"class":{"type":"string"},)"
      R"("severity":{"enum":["Info","Low","Medium","High","Critical"]},)"
      R"("silent":{"type":"boolean","description":"The version stayed the same"},"untrusted":)"
      R"({"type":"object","additionalProperties":{"type":"string"}})",
      "sequence,seen,server,field,class,severity,silent,untrusted");
  return ObjectSchema(R"("changes":)" + ListSchema(change) +
                          R"(,"next":{"type":"integer","description":"Go on with this as since"},)"
                          R"("more":{"type":"boolean"})",
                      "changes,next,more");
}

Value ChangeOf(const StoredChange& change) {
  const ChangeEvent& event = change.event;
  Value value = Value::Map(
      {{"sequence", change.sequence}, {"seen", change.seen}, {"server", Quote(change.server)}});
  if (!event.tool.empty()) value.Set("tool", Quote(event.tool));
  value.Set("field", Quote(event.field));
  value.Set("class", event.kind);
  value.Set("severity", SeverityName(event.severity));
  value.Set("silent", event.silent);
  Value untrusted = Value::Map();
  if (event.old_value) untrusted.Set("before", Quote(*event.old_value));
  if (event.new_value) untrusted.Set("after", Quote(*event.new_value));
  value.Set("untrusted", std::move(untrusted));
  return value;
}

Result<ChangeQuery> QueryOf(const Json& arguments, CatalogReader& reader) {
  ChangeQuery query;
  Result<size_t> limit = NumberArgument(arguments, "limit", kChangesOtherwise, kMostChanges);
  if (!limit) return Failure(limit.error());
  query.limit = *limit;
  Result<size_t> since = NumberArgument(arguments, "since", 0, kMaxSequence);
  if (!since) return Failure(since.error());
  if (!arguments["since"].IsMissing()) query.since = static_cast<int64_t>(*since);
  Result<std::string> severity = TextArgument(arguments, "severity", false);
  if (!severity) return Failure(severity.error());
  const std::optional<Severity> at_least = ParseSeverity(*severity);
  if (!severity->empty() && !at_least) {
    return Failure("argument \"severity\" is none of Info, Low, Medium, High, Critical");
  }
  query.at_least = at_least.value_or(Severity::kInfo);
  Result<std::string> name = TextArgument(arguments, "server", false);
  if (!name) return Failure(name.error());
  if (!name->empty()) {
    Result<CatalogServer> server = ServerNamed(reader, *name);
    if (!server) return Failure(server.error());
    query.server_id = server->id;
  }
  return query;
}

Result<Value> Run(const Json& arguments, McpCatalog& catalog) {
  Result<ChangeQuery> query = QueryOf(arguments, catalog.reader);
  if (!query) return Failure(query.error());
  const ChangePage page = catalog.reader.Changes(*query);
  return Value::Map({{"changes", Value::ListOf(page.changes, ChangeOf)},
                     {"next", page.next},
                     {"more", page.more}});
}

}  // namespace

extern const McpTool kListChanges;
const McpTool kListChanges = {
    "list_changes",
    "List changes",
    "List what changed in MCP servers and tools since they were first seen, with the severity of "
    "each change: definitions that now hold instructions, tools that became riskier, new and "
    "removed tools.",
    R"({"type":"object","properties":{)"
    R"("since":{"type":"integer","minimum":0,"description":"Go on behind this sequence; without it, the newest ones"},)"
    R"("server":{"type":"string","description":"Only of this server"},)"
    R"("severity":{"enum":["Info","Low","Medium","High","Critical"],"description":"This one or above"},)"
    R"("limit":{"type":"integer","minimum":0,"maximum":200,"description":"20 otherwise"}},)"
    R"("additionalProperties":false})",
    OutputSchema,
    Run};

}  // namespace mcprisk
