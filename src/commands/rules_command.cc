// mcprisk rules: the rules by which everything is judged.
#include <algorithm>
#include <atomic>
#include <filesystem>
#include <memory>

#include "assess/flow.h"
#include "assess/grade.h"
#include "assess/tool_set.h"
#include "base/shipped_table.h"
#include "base/text.h"
#include "base/value.h"
#include "classify/documentation.h"
#include "classify/examples.h"
#include "classify/rule_set.h"
#include "classify/rule_stats.h"
#include "commands/chosen_rules.h"
#include "commands/command.h"
#include "commands/options.h"
#include "commands/rules_stats.h"
#include "commands/whole_file.h"
#include "crawl/crawl.h"
#include "model/reference.h"

namespace mcprisk {
namespace {

std::string_view KindName(RuleKind kind) {
  switch (kind) {
    case RuleKind::kCategory:
      return "category";
    case RuleKind::kCapability:
      return "capability";
    case RuleKind::kWarning:
      return "warning";
  }
  return "";
}

std::string Claim(const Rule& rule) {
  switch (rule.kind) {
    case RuleKind::kCategory:
      return std::string(CategoryName(rule.category));
    case RuleKind::kCapability:
      return rule.capability;
    case RuleKind::kWarning:
      return std::string(SeverityName(rule.severity));
  }
  return "";
}

int List(const RuleSet& rules, bool json, Console& console) {
  Value list = Value::List();
  for (const Rule& rule : rules.rules()) {
    if (json) {
      list.Add(Value::Map({{"id", rule.id},
                           {"kind", KindName(rule.kind)},
                           {"claim", Claim(rule)},
                           {"title", rule.title}}));
    } else {
      console.out() << "  " << PadTo(rule.id, 38) << PadTo(Claim(rule), 22)
                    << ForTerminal(rule.title, console.columns() > 72 ? console.columns() - 62 : 40)
                    << "\n";
    }
  }
  if (json) {
    console.out() << list.Json() << "\n";
  } else {
    console.out() << "\n"
                  << Counted(rules.rules().size(), "rule") << " · digest " << rules.digest().Hex()
                  << "\n";
  }
  return kExitDone;
}

void TellUnknown(const RuleSet& rules, const std::string& id, Console& console) {
  std::vector<std::string> ids;
  for (const Rule& rule : rules.rules()) ids.push_back(rule.id);
  std::vector<std::string> near = NearestNames(id, ids, 3);
  console.err() << "mcprisk: no rule \"" << ForTerminal(id, 60) << "\""
                << (near.empty() ? "" : "; nearest: " + Join(near, ", ")) << "\n";
}

// The tables beside the rules: what follows for a server.
constexpr std::string_view kTables[] = {"grade", "flows", "server"};

// What the ids of a rule's references mean, as comments behind its file.
void PrintReferences(const std::vector<std::string>& ids, Console& console) {
  for (const std::string& id : ids) {
    const Reference* reference = References::Shipped().Find(id);
    if (reference == nullptr) continue;
    console.out() << "# " << PadTo(id, 16) << reference->name << " (" << reference->framework->title
                  << ", " << reference->framework->version << ")\n";
  }
}

int Show(const RuleSet& rules, const std::string& id, Console& console) {
  if (std::find(std::begin(kTables), std::end(kTables), id) != std::end(kTables)) {
    console.out() << EmbeddedText("rules/" + id + ".yaml");
    return kExitDone;
  }
  if (const Rule* rule = rules.Find(id)) {
    console.out() << rule->text;
    PrintReferences(rule->references, console);
    return kExitDone;
  }
  if (const ToolSetRule* rule = ToolSetRules::Shipped().Find(id)) {
    console.out() << rule->text;
    PrintReferences(rule->references, console);
    return kExitDone;
  }
  TellUnknown(rules, id, console);
  return kExitFindings;
}

int Report(const std::vector<std::string>& faults, const std::string& summary, Console& console) {
  for (const std::string& fault : faults) console.out() << ForTerminal(fault) << "\n";
  console.out() << summary << "\n";
  return faults.empty() ? kExitDone : kExitFindings;
}

// Whether the files are well written: they load, and each tells its readers what it should.
template <typename Table>
void AddFaultsOf(const std::string& path, std::vector<std::string>* faults) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return;
  std::vector<Problem> problems;
  Table::Parse(path, ReadWhole(path), &problems);
  for (const Problem& problem : problems) faults->push_back(problem.place + ": " + problem.what);
}

void AddTableFaults(const std::string& folder, std::vector<std::string>* faults) {
  AddFaultsOf<GradeRules>(folder + "/grade.yaml", faults);
  AddFaultsOf<FlowRules>(folder + "/flows.yaml", faults);
  AddFaultsOf<ToolSetRules>(folder + "/server.yaml", faults);
}

int Lint(const std::string& folder, Console& console) {
  std::unique_ptr<RuleSet> own;
  if (!folder.empty()) {
    // What does not load is what lint is asked about, so it is no Error here.
    Result<std::unique_ptr<RuleSet>> loaded = RuleSet::FromFolder(folder);
    if (!loaded) {
      console.out() << loaded.error() << "\n";
      return kExitFindings;
    }
    own = std::move(*loaded);
  }
  const RuleSet& rules = own ? *own : RuleSet::Shipped();
  std::vector<std::string> faults = PoorlyDocumented(rules);
  if (own) AddTableFaults(folder, &faults);
  return Report(faults,
                Counted(rules.rules().size(), "rule") + ", " + Counted(faults.size(), "fault"),
                console);
}

// Whether the rules do what they say: every example of every rule is judged.
int Test(const RuleSet& rules, Console& console) {
  std::vector<std::string> failures = FailedExamples(rules);
  size_t examples = 0;
  for (const Rule& rule : rules.rules()) {
    if (rule.status == RuleStatus::kDeprecated) continue;  // not tried
    examples += rule.matching.size() + rule.not_matching.size();
  }
  return Report(failures,
                Counted(rules.rules().size(), "rule") + ", " + Counted(examples, "example") + ", " +
                    Grouped(failures.size()) + " failed",
                console);
}

struct RulesOptions {
  std::string verb;
  std::vector<std::string> arguments;
  std::string rules;
  std::string rule;
  size_t samples = 2;
  bool json = false;
};

int Stats(const RulesOptions& options, const RuleSet& rules, Console& console) {
  RuleStats stats(rules, options.samples);
  size_t problems = 0;
  CrawlSink sink;
  sink.listing = [&](const Listing& listing) {
    if (!listing.tools) return;
    for (const Tool& tool : *listing.tools) stats.Add(listing.server.name, tool);
  };
  sink.problem = [&](const Source&, const Problem& p) {
    console.err() << "mcprisk: " << ForTerminal(p.place) << ": " << ForTerminal(p.what) << "\n";
    ++problems;
  };
  sink.file = [] {};
  const std::atomic<bool> stop = false;
  Crawl(options.arguments, stop, sink);
  if (!options.rule.empty() && !rules.Find(options.rule) &&
      !stats.path_stats().contains(options.rule)) {
    TellUnknown(rules, options.rule, console);
    return kExitFindings;
  }
  console.out() << (options.json ? RuleStatsJson(stats, options.rule)
                                 : RuleStatsText(stats, options.rule, console.columns()));
  return problems == 0 ? kExitDone : kExitFindings;
}

// The one argument of verbs that take one, and nothing more.
std::string Only(const RulesOptions& options) {
  if (options.arguments.size() > 1) {
    throw UsageError("rules: " + options.verb + " takes one argument at most");
  }
  return options.arguments.empty() ? "" : options.arguments[0];
}

int RunVerb(const RulesOptions& options, Console& console) {
  if (options.verb == "lint") return Lint(Only(options), console);
  if (options.verb == "test") return Test(*ChosenRules(Only(options)), console);
  if (options.verb == "list") return List(*ChosenRules(options.rules), options.json, console);
  if (options.verb == "show") {
    std::string id = Only(options);
    if (id.empty()) throw UsageError("rules: show needs the id of a rule");
    return Show(*ChosenRules(options.rules), id, console);
  }
  if (options.verb == "stats") {
    if (options.arguments.empty()) throw UsageError("rules: stats needs a source of definitions");
    return Stats(options, *ChosenRules(options.rules), console);
  }
  throw UsageError("rules: \"" + ForTerminal(options.verb, 40) +
                   "\" is none of list, show, lint, test, stats");
}

int Run(const std::vector<std::string>& arguments, Console& console) {
  RulesOptions options;
  Options parser("rules", "List the rules, show one, check a folder of them, see what they catch.",
                 "mcprisk rules stats data/sample-registry");
  parser.Argument("WHAT", &options.verb, true,
                  "list, show ID|grade|flows|server, lint [DIR] (are the files well written), test "
                  "[DIR] (do their "
                  "examples hold), or stats SOURCE… (what each rule catches)");
  parser.Arguments("ID|DIR|SOURCE", &options.arguments, false,
                   "A rule's id, a folder laid out like rules/, or anything that index takes");
  parser.Text("--rules", &options.rules, "list, show, stats: folder of rules to use instead");
  parser.Text("--rule", &options.rule, "stats: the one rule or decision path to show");
  parser.Number("--samples", &options.samples, "stats: how many definitions to show of each");
  parser.Flag("--json", &options.json, "list, stats: print as JSON");
  if (!parser.Parse(arguments, console)) return kExitDone;
  return RunVerb(options, console);
}

}  // namespace

extern const Command kRulesCommand;
const Command kRulesCommand = {"rules", "list, show, check and try the rules, see what they catch",
                               Run};

}  // namespace mcprisk
