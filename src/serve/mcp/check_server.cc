// check_server: one server's record.
#include <utility>

#include "records/server_view.h"
#include "serve/mcp/protocol.h"
#include "serve/mcp/shapes.h"

namespace mcprisk {
namespace {

constexpr size_t kToolsOtherwise = 30;
constexpr size_t kMostTools = 500;

std::string OutputSchema() {
  const std::string text = R"({"type":"string"})";
  const std::string term =
      ObjectSchema(R"("title":)" + text + R"(,"points":{"type":"integer"})", "title,points");
  const std::string grade =
      ObjectSchema(R"("grade":)" + text + R"(,"points":{"type":"integer"},"meaning":)" + text +
                       R"(,"terms":)" + ListSchema(term),
                   "grade,points,meaning,terms");
  return ObjectSchema(R"("server":)" + McpServerHeadSchema() + R"(,"grade":)" + grade +
                          R"(,"findings":)" + McpFindingsSchema() + R"(,"riskiest":)" +
                          ListSchema(McpVerdictLineSchema()) + R"(,"more":{"type":"integer"})",
                      "server,findings,riskiest,more");
}

Value GradeOfServer(const Grade& grade) {
  Value terms = Value::List();
  for (const GradeTerm& term : grade.terms) {
    if (term.points == 0) continue;
    terms.Add(Value::Map({{"title", term.rule->title}, {"points", term.points}}));
  }
  return Value::Map({{"grade", std::string(1, grade.letter)},
                     {"points", grade.points},
                     {"meaning", grade.meaning},
                     {"terms", std::move(terms)}});
}

Result<Value> Run(const Json& arguments, McpCatalog& catalog) {
  Result<std::string> name = TextArgument(arguments, "server", true);
  if (!name) return Failure(name.error());
  Result<size_t> limit = NumberArgument(arguments, "limit", kToolsOtherwise, kMostTools);
  if (!limit) return Failure(limit.error());
  Result<CatalogServer> server = ServerNamed(catalog.reader, *name);
  if (!server) return Failure(server.error());
  const ServerView view = ViewServer(catalog.reader, *std::move(server));
  const std::vector<CatalogTool>& tools = view.tools;
  Value list = Value::List();
  for (size_t i = 0; i < tools.size() && i < *limit; ++i) {
    list.Add(McpVerdictLine(tools[i], catalog.posture));
  }
  Value value = Value::Map();
  value.Set("server", McpServerHead(view.server));
  if (view.assessment.grade) value.Set("grade", GradeOfServer(*view.assessment.grade));
  value.Set("findings", McpFindings(view.server.findings));
  value.Set("riskiest", std::move(list));
  value.Set("more", tools.size() > *limit ? tools.size() - *limit : size_t{0});
  return value;
}

}  // namespace

extern const McpTool kCheckServer;
const McpTool kCheckServer = {
    "check_server",
    "Check a server",
    "Look up an MCP server before it is connected: its risk grade, how many tools of which "
    "category "
    "and risk it has, warnings about what it tells the model and about its tools together, and its "
    "riskiest tools with the rule to set for each.",
    R"({"type":"object","properties":{)"
    R"("server":{"type":"string","description":"Registry name, package, repository or remote URL, or a unique prefix"},)"
    R"("limit":{"type":"integer","minimum":0,"maximum":500,"description":"Tools listed, 30 otherwise"}},)"
    R"("required":["server"],"additionalProperties":false})",
    OutputSchema,
    Run};

}  // namespace mcprisk
