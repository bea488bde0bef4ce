// classify_definition: judges a definition that is in no catalog.
#include <utility>

#include "classify/classify.h"
#include "model/tool.h"
#include "serve/mcp/protocol.h"
#include "serve/mcp/shapes.h"

namespace mcprisk {
namespace {

Result<Value> Run(const Json& arguments, McpCatalog& catalog) {
  const Json definition = arguments["definition"];
  if (!definition.IsObject()) {
    return Failure("argument \"definition\" is no object; give one tool as tools/list returns it");
  }
  Result<std::string> server = TextArgument(arguments, "server", false);
  if (!server) return Failure(server.error());
  Result<Tool> tool = ReadTool(definition);
  if (!tool) return Failure("the definition cannot be read: " + Quote(tool.error()));
  const Classification classification = catalog.classifier.Classify(*tool, {*server});
  return McpVerdict(*server, *tool, classification, catalog.posture);
}

}  // namespace

extern const McpTool kClassifyDefinition;
const McpTool kClassifyDefinition = {
    "classify_definition",
    "Classify a definition",
    "Judge one MCP tool definition that is not in the catalog: category, risk class, why, warnings "
    "about its text, and the rule to set for it. Nothing is stored.",
    R"({"type":"object","properties":{)"
    R"("definition":{"type":"object","description":"One tool as tools/list returns it: name, description, inputSchema, annotations"},)"
    R"("server":{"type":"string","description":"The server's name, where it is known"}},)"
    R"("required":["definition"],"additionalProperties":false})",
    McpVerdictSchema,
    Run};

}  // namespace mcprisk
