// mcprisk stats: what a catalog holds.
#include "commands/command.h"
#include "commands/options.h"
#include "commands/summary.h"

namespace mcprisk {
namespace {

int Run(const std::vector<std::string>& arguments, Console& console) {
  std::string catalog = "catalog.db";
  bool by_source = false;
  bool json = false;
  Options parser("stats", "What the catalog holds: servers, tools, categories, risks, sources.",
                 "mcprisk stats --by-source");
  parser.Text("--catalog", &catalog, "The catalog to ask");
  parser.Flag("--by-source", &by_source, "Also a line for each source");
  parser.Flag("--json", &json, "Print as JSON");
  if (!parser.Parse(arguments, console)) return 0;
  if (json) {
    PrintStatsJson(catalog, by_source, console);
  } else {
    PrintStats(catalog, by_source, console);
  }
  return 0;
}

}  // namespace

extern const Command kStatsCommand;
const Command kStatsCommand = {"stats", "what a catalog holds, also by source", Run};

}  // namespace mcprisk
