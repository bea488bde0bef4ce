// mcprisk problems: what could not be read, with its place.
#include "base/result.h"
#include "base/text.h"
#include "catalog/reader.h"
#include "commands/command.h"
#include "commands/options.h"
#include "records/problem_record.h"

namespace mcprisk {
namespace {

int Run(const std::vector<std::string>& arguments, Console& console) {
  std::string catalog = "catalog.db";
  size_t limit = 1000;
  bool json = false;
  Options parser("problems", "What could not be read, with file, place and reason.",
                 "mcprisk problems --limit 20");
  parser.Text("--catalog", &catalog, "The catalog to ask");
  parser.Number("--limit", &limit, "At most so many");
  parser.Flag("--json", &json, "Print as JSON");
  if (!parser.Parse(arguments, console)) return kExitDone;
  CatalogReader reader(catalog);
  Value list = Value::List();
  for (const StoredProblem& problem : reader.Problems(limit)) {
    if (json) {
      list.Add(StoredProblemRecord(problem));
    } else {
      console.out() << ForTerminal(problem.place) << ": " << ForTerminal(problem.what) << "\n";
    }
  }
  if (json) console.out() << list.Json() << "\n";
  return kExitDone;
}

}  // namespace

extern const Command kProblemsCommand;
const Command kProblemsCommand = {"problems", "what could not be read, and why", Run};

}  // namespace mcprisk
