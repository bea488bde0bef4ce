// mcprisk search: full text over names and descriptions.
#include "base/text.h"
#include "commands/catalog_records.h"
#include "commands/command.h"
#include "commands/options.h"

namespace mcprisk {
namespace {

int Run(const std::vector<std::string>& arguments, Console& console) {
  SearchQuery query;
  std::vector<std::string> words;
  std::string catalog = "catalog.db";
  std::string category;
  std::string risk;
  std::string posture = "balanced";
  bool json = false;
  Options parser("search", "Search names and descriptions of all tools.",
                 "mcprisk search send email --risk High");
  parser.Arguments("TEXT", &words, true,
                   "Words that must occur; the last may be the beginning of one");
  parser.Choice("--category", &category, {"Read", "Write", "Execute", "Destructive", "Financial"},
                "Only this category");
  parser.Choice("--risk", &risk, {"Low", "Medium", "High", "Critical"}, "Only this risk class");
  parser.Text("--capability", &query.capability, "Only tools with this capability");
  parser.Number("--limit", &query.limit, "At most so many");
  parser.Text("--catalog", &catalog, "The catalog to ask");
  parser.Text("--posture", &posture, "Posture of the recommendations");
  parser.Flag("--json", &json, "Print the records as JSON");
  if (!parser.Parse(arguments, console)) return kExitDone;
  query.text = Join(words, " ");
  query.category = ParseCategory(category);
  query.risk = ParseRisk(risk);
  const Posture& chosen = PostureNamed(posture);
  CatalogReader reader(catalog);
  std::vector<CatalogTool> tools = reader.Search(query);
  if (json) {
    PrintToolsJson(tools, chosen, console);
  } else {
    for (const CatalogTool& tool : tools) console.out() << ToolLine(tool, true, console);
  }
  if (!tools.empty()) return kExitDone;
  console.err() << "mcprisk: nothing in " << ForTerminal(catalog) << " has \""
                << ForTerminal(query.text, 60) << "\"; try fewer words or filters\n";
  return kExitFindings;
}

}  // namespace

extern const Command kSearchCommand;
const Command kSearchCommand = {"search", "find tools by words, category, risk, capability", Run};

}  // namespace mcprisk
