// mcprisk diff: what changed from one catalog to another.
#include "base/text.h"
#include "catalog/reader.h"
#include "classify/rule_set.h"
#include "commands/catalog_diff.h"
#include "commands/change_text.h"
#include "commands/command.h"
#include "commands/options.h"
#include "records/change_record.h"

namespace mcprisk {
namespace {

int Run(const std::vector<std::string>& arguments, Console& console) {
  std::string from;
  std::string to;
  std::string severity;
  bool json = false;
  Options parser("diff",
                 "What changed from one catalog to another, each field with its class and "
                 "severity. Exit code 1: something did.",
                 "mcprisk diff last-week.db catalog.db --severity Medium");
  parser.Argument("CATALOG_A", &from, true, "The older catalog");
  parser.Argument("CATALOG_B", &to, true, "The newer one");
  parser.Choice("--severity", &severity, {"Info", "Low", "Medium", "High", "Critical"},
                "Only of this severity or above");
  parser.Flag("--json", &json, "Print as JSON");
  if (!parser.Parse(arguments, console)) return kExitDone;
  const Severity at_least = ParseSeverity(severity).value_or(Severity::kInfo);
  CatalogReader before(from);
  CatalogReader after(to);
  Value list = Value::List();
  size_t by_severity[static_cast<int>(Severity::kCritical) + 1] = {};
  size_t count = 0;
  for (const ServerChange& change : CompareCatalogs(before, after, RuleSet::Shipped())) {
    if (change.event.severity < at_least) continue;
    ++count;
    ++by_severity[static_cast<int>(change.event.severity)];
    if (json) {
      list.Add(ChangeRecord(change.server, change.event));
    } else {
      console.out() << ChangeText("", change.server, change.event, console);
    }
  }
  if (json) {
    console.out() << Value::Map({{"changes", std::move(list)}}).Json() << "\n";
  } else if (count == 0) {
    console.out() << "nothing changed" << (severity.empty() ? "" : " that is so severe") << "\n";
  } else {
    console.out() << Counted(count, "change");
    for (int i = static_cast<int>(Severity::kCritical); i >= 0; --i) {
      if (by_severity[i] == 0) continue;
      console.out() << " · " << Grouped(by_severity[i]) << " "
                    << SeverityName(static_cast<Severity>(i));
    }
    console.out() << "\n";
  }
  return count == 0 ? kExitDone : kExitFindings;
}

}  // namespace

extern const Command kDiffCommand;
const Command kDiffCommand = {"diff", "what changed from one catalog to another", Run};

}  // namespace mcprisk
