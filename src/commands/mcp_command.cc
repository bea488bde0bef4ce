// mcprisk mcp: the catalog as an MCP server, over standard input and output.
#include <iostream>

#include "catalog/reader.h"
#include "classify/classify.h"
#include "classify/rule_set.h"
#include "commands/catalog_records.h"
#include "commands/command.h"
#include "commands/options.h"
#include "serve/mcp/stdio.h"

namespace mcprisk {
namespace {

int Run(const std::vector<std::string>& arguments, Console& console) {
  std::string catalog = "catalog.db";
  std::string posture = "balanced";
  Options parser("mcp",
                 "The catalog as an MCP server on standard input and output, for agents that check "
                 "before they connect. mcprisk serve offers the same at /mcp.",
                 "mcprisk mcp --catalog catalog.db");
  parser.Text("--catalog", &catalog, "The catalog to ask");
  parser.Text("--posture", &posture, "Posture of the recommendations");
  if (!parser.Parse(arguments, console)) return kExitDone;
  CatalogReader reader(catalog);
  Classifier classifier(RuleSet::Shipped());
  McpCatalog asked{reader, classifier, PostureNamed(posture)};
  ServeMcpLines(std::cin, console.out(), asked);
  return kExitDone;
}

}  // namespace

extern const Command kMcpCommand;
const Command kMcpCommand = {"mcp", "the catalog as an MCP server, for agents", Run};

}  // namespace mcprisk
