// search_catalog: tools by words, category, risk and capability.
#include <utility>

#include "serve/mcp/protocol.h"
#include "serve/mcp/shapes.h"

namespace mcprisk {
namespace {

constexpr size_t kHitsOtherwise = 10;
constexpr size_t kMostHits = 50;

std::string OutputSchema() {
  return ObjectSchema(R"("tools":)" + ListSchema(McpVerdictLineSchema()), "tools");
}

Result<SearchQuery> QueryOf(const Json& arguments) {
  SearchQuery query;
  std::string category, risk;
  for (const auto& [name, value] : std::initializer_list<std::pair<std::string_view, std::string*>>{
           {"text", &query.text},
           {"category", &category},
           {"risk", &risk},
           {"capability", &query.capability}}) {
    Result<std::string> text = TextArgument(arguments, name, false);
    if (!text) return Failure(text.error());
    *value = std::move(*text);
  }
  Result<size_t> limit = NumberArgument(arguments, "limit", kHitsOtherwise, kMostHits);
  if (!limit) return Failure(limit.error());
  query.limit = *limit;
  query.category = ParseCategory(category);
  if (!category.empty() && !query.category) {
    return Failure("argument \"category\" is none of Read, Write, Execute, Destructive, Financial");
  }
  query.risk = ParseRisk(risk);
  if (!risk.empty() && !query.risk) {
    return Failure("argument \"risk\" is none of Low, Medium, High, Critical");
  }
  return query;
}

Result<Value> Run(const Json& arguments, McpCatalog& catalog) {
  Result<SearchQuery> query = QueryOf(arguments);
  if (!query) return Failure(query.error());
  Value list = Value::List();
  for (const CatalogTool& tool : catalog.reader.Search(*query)) {
    list.Add(McpVerdictLine(tool, catalog.posture));
  }
  Value value = Value::Map();
  value.Set("tools", std::move(list));
  return value;
}

}  // namespace

extern const McpTool kSearchCatalog;
const McpTool kSearchCatalog = {
    "search_catalog",
    "Search the catalog",
    "Search the tools of all known MCP servers by words of their name and description, and by "
    "category, risk class and capability.",
    R"({"type":"object","properties":{)"
    R"("text":{"type":"string","description":"Every word must occur; the last one may be a beginning"},)"
    R"("category":{"enum":["Read","Write","Execute","Destructive","Financial"]},)"
    R"("risk":{"enum":["Low","Medium","High","Critical"]},)"
    R"("capability":{"type":"string","description":"Such as runs-code, reads-secrets, sends-message"},)"
    R"("limit":{"type":"integer","minimum":0,"maximum":50,"description":"10 otherwise"}},)"
    R"("additionalProperties":false})",
    OutputSchema,
    Run};

}  // namespace mcprisk
