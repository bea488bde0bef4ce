// mcprisk attacks: how access is abused, and by which tools of a server.
#include <algorithm>

#include "assess/attack.h"
#include "base/text.h"
#include "base/value.h"
#include "commands/catalog_records.h"
#include "commands/command.h"
#include "commands/options.h"
#include "model/reference.h"
#include "records/assessment_record.h"

namespace mcprisk {
namespace {

constexpr size_t kIdColumns = 30;
constexpr size_t kToolsNamed = 6;

struct AttacksOptions {
  std::string id;
  std::string server;
  std::string catalog = "catalog.db";
  bool json = false;
};

void PrintList(Console& console) {
  for (const AttackPattern& pattern : AttackPatterns::Shipped().all()) {
    std::string line = PadTo(pattern.id, kIdColumns) + "  ";
    const size_t rest =
        console.columns() > kIdColumns + 10 ? console.columns() - kIdColumns - 2 : 0;
    if (rest > 0) line += ForTerminal(pattern.name, rest);
    while (line.ends_with(' ')) line.pop_back();
    console.out() << line << "\n";
  }
}

// What of a tool, or a server, a pattern needs.
std::string NeedsText(const AttackPattern& pattern) {
  std::vector<std::string> cases;
  for (const ToolCase& one : pattern.tools) {
    std::vector<std::string> parts;
    std::vector<std::string> categories;
    for (Category category : one.categories) categories.emplace_back(CategoryName(category));
    if (!categories.empty()) parts.push_back(Join(categories, " or "));
    if (!one.capabilities.empty()) parts.push_back(Join(one.capabilities, " or "));
    if (one.finding) parts.push_back("a finding of " + std::string(SeverityName(*one.finding)));
    cases.push_back(Join(parts, " with "));
  }
  if (pattern.packages) cases.emplace_back("a server started from a package");
  if (pattern.remotes) cases.emplace_back("a server at an address");
  if (pattern.any_tools) cases.emplace_back("any server with tools");
  return Join(cases, "; ");
}

void PrintPattern(const AttackPattern& pattern, Console& console) {
  const size_t columns = console.columns();
  console.out() << console.Bold(pattern.name) << "   " << pattern.id << " · " << pattern.group
                << "\n\n"
                << Wrapped(pattern.summary, columns, 2) << "\n\n"
                << Wrapped("needs: " + NeedsText(pattern), columns, 2) << "\n\n  what helps\n";
  for (const std::string& advice : pattern.prevent) {
    const std::string wrapped = Wrapped(advice, columns, 4);
    console.out() << "  - " << wrapped.substr(std::min<size_t>(4, wrapped.size())) << "\n";
  }
  console.out() << "\n  references\n";
  for (const std::string& id : pattern.references) {
    const Reference* reference = References::Shipped().Find(id);
    if (reference == nullptr) continue;
    const std::string wrapped = Wrapped(reference->name + " (" + reference->framework->id + ", " +
                                            reference->framework->version + ")",
                                        columns, 18);
    console.out() << "    " << PadTo(id, 14) << wrapped.substr(std::min<size_t>(18, wrapped.size()))
                  << "\n";
  }
}

int ExplainOne(const AttacksOptions& options, Console& console) {
  const AttackPattern* pattern = AttackPatterns::Shipped().Find(options.id);
  if (pattern == nullptr) {
    const std::vector<std::string> near =
        NearestNames(options.id, AttackPatterns::Shipped().Ids(), 3);
    console.err() << "mcprisk: no attack pattern \"" << ForTerminal(options.id, 60) << "\""
                  << (near.empty() ? "" : "; nearest: " + Join(near, ", "))
                  << " (mcprisk attacks lists them)\n";
    return kExitFindings;
  }
  if (options.json) {
    console.out() << AttackRecord(*pattern).Json() << "\n";
  } else {
    PrintPattern(*pattern, console);
  }
  return kExitDone;
}

int ListForServer(const AttacksOptions& options, Console& console) {
  CatalogReader reader(options.catalog);
  std::optional<CatalogServer> server = OneServer(reader, options.catalog, options.server, console);
  if (!server) return kExitFindings;
  const ServerView view = ViewServer(reader, *std::move(server));
  if (options.json) {
    console.out() << Value::Map({{"server", view.server.name},
                                 {"tools_known", view.server.tools_known},
                                 {"attacks", ServerAttackRecords(view.attacks)}})
                         .Json()
                  << "\n";
    return kExitDone;
  }
  console.out() << console.Bold(ForTerminal(view.server.name, console.columns())) << "\n";
  if (!view.server.tools_known) {
    console.out() << "  no source says which tools it has; this is about the server itself\n";
  }
  for (const ServerAttack& attack : view.attacks) {
    std::vector<std::string> tools;
    for (size_t i = 0; i < attack.tools.size() && i < kToolsNamed; ++i) {
      tools.push_back(ForTerminal(attack.tools[i], 40));
    }
    std::string text = Join(tools, ", ");
    if (attack.tools.size() > tools.size()) {
      text += " and " + Grouped(attack.tools.size() - tools.size()) + " more";
    }
    if (attack.server) text = text.empty() ? "the server" : "the server; " + text;
    console.out() << "\n  " << attack.pattern->id << "\n"
                  << Wrapped(text, console.columns(), 4) << "\n";
  }
  console.out() << "\n" << Wrapped("mcprisk attacks ID explains one", console.columns(), 0) << "\n";
  return kExitDone;
}

int Run(const std::vector<std::string>& arguments, Console& console) {
  AttacksOptions options;
  Options parser("attacks",
                 "Attack patterns: how the access that tools give is abused, what each needs, and "
                 "what helps.",
                 "mcprisk attacks rug-pull");
  parser.Argument("ID", &options.id, false, "Explain this one");
  parser.Text("--server", &options.server, "Which ones apply to this server and to which tools");
  parser.Text("--catalog", &options.catalog, "The catalog to ask, with --server");
  parser.Flag("--json", &options.json, "Print as JSON");
  if (!parser.Parse(arguments, console)) return kExitDone;
  if (!options.id.empty() && !options.server.empty()) {
    throw UsageError("attacks: give an id or --server, not both");
  }
  if (!options.server.empty()) return ListForServer(options, console);
  if (!options.id.empty()) return ExplainOne(options, console);
  if (options.json) {
    console.out() << Value::ListOf(AttackPatterns::Shipped().all(), AttackRecord).Json() << "\n";
  } else {
    PrintList(console);
  }
  return kExitDone;
}

}  // namespace

extern const Command kAttacksCommand;
const Command kAttacksCommand = {"attacks", "how access is abused, and by which tools", Run};

}  // namespace mcprisk
