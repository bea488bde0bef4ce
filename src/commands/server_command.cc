// mcprisk server: one server's record.
#include "commands/assessment_text.h"
#include "commands/catalog_records.h"
#include "commands/command.h"
#include "commands/options.h"
#include "commands/server_text.h"
#include "records/server_record.h"

namespace mcprisk {
namespace {

int Run(const std::vector<std::string>& arguments, Console& console) {
  std::string name;
  std::string catalog = "catalog.db";
  std::string posture = "balanced";
  bool json = false;
  bool explain = false;
  Options parser("server", "One server's record, riskiest tools first.",
                 "mcprisk server io.github.acme/weather");
  parser.Argument("NAME", &name, true,
                  "Registry name, package, repository or remote URL, or a unique prefix");
  parser.Text("--catalog", &catalog, "The catalog to ask");
  parser.Text("--posture", &posture, "Posture of the recommendations");
  parser.Flag("--explain", &explain, "Also print the risk grade term by term");
  parser.Flag("--json", &json, "Print the record as JSON");
  if (!parser.Parse(arguments, console)) return kExitDone;
  const Posture& chosen = PostureNamed(posture);
  CatalogReader reader(catalog);
  std::optional<CatalogServer> server = OneServer(reader, catalog, name, console);
  if (!server) return kExitFindings;
  const ServerView view = ViewServer(reader, *std::move(server));
  if (json) {
    console.out() << ServerRecord(view, chosen).Json() << "\n";
  } else {
    PrintServerHead(view.server, console);
    PrintPublisher(view, console);
    PrintGrade(view, console);
    PrintReach(view, console);
    PrintServerFindings(view.server, console);
    PrintServerTools(view.server, view.tools, console);
    if (explain) PrintGradeTerms(view, console);
  }
  return kExitDone;
}

}  // namespace

extern const Command kServerCommand;
const Command kServerCommand = {"server", "one server's record, riskiest tools first", Run};

}  // namespace mcprisk
