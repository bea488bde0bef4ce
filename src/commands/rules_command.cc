// mcprisk rules: the rules by which everything is judged.
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "classify/examples.h"
#include "classify/rule_set.h"
#include "commands/command.h"
#include "commands/options.h"

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
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Rule& rule : rules.rules()) {
    if (json) {
      list.push_back({{"id", rule.id},
                      {"kind", KindName(rule.kind)},
                      {"claim", Claim(rule)},
                      {"title", rule.title}});
    } else {
      console.out() << "  " << PadTo(rule.id, 38) << PadTo(Claim(rule), 22)
                    << ForTerminal(rule.title, console.columns() > 72 ? console.columns() - 62 : 40)
                    << "\n";
    }
  }
  if (json) {
    console.out() << list.dump(2) << "\n";
  } else {
    console.out() << "\n"
                  << Counted(rules.rules().size(), "rule") << " · digest " << rules.digest().Hex()
                  << "\n";
  }
  return kExitDone;
}

int Show(const RuleSet& rules, const std::string& id, Console& console) {
  if (const Rule* rule = rules.Find(id)) {
    console.out() << rule->text;
    return kExitDone;
  }
  std::vector<std::string> ids;
  for (const Rule& rule : rules.rules()) ids.push_back(rule.id);
  std::vector<std::string> near = NearestNames(id, ids, 3);
  console.err() << "mcprisk: no rule \"" << ForTerminal(id, 60) << "\""
                << (near.empty() ? "" : "; nearest: " + Join(near, ", ")) << "\n";
  return kExitFindings;
}

// Loads the folder and tries every example of every rule.
int Lint(const std::string& folder, Console& console) {
  std::unique_ptr<RuleSet> own;
  if (!folder.empty()) {
    Result<std::unique_ptr<RuleSet>> loaded = RuleSet::FromFolder(folder);
    if (!loaded) {
      console.out() << loaded.error() << "\n";
      return kExitFindings;
    }
    own = std::move(*loaded);
  }
  const RuleSet& rules = own ? *own : RuleSet::Shipped();
  std::vector<std::string> failures = FailedExamples(rules);
  for (const std::string& failure : failures) console.out() << ForTerminal(failure) << "\n";
  console.out() << Counted(rules.rules().size(), "rule") << ", "
                << Counted(failures.size(), "failed example") << "\n";
  return failures.empty() ? kExitDone : kExitFindings;
}

int Run(const std::vector<std::string>& arguments, Console& console) {
  std::string verb;
  std::string argument;
  bool json = false;
  Options parser("rules", "List the rules, show one, or check a folder of rules.",
                 "mcprisk rules show category/deletes-data");
  parser.Argument("WHAT", &verb, true, "list, show ID, or lint [DIR]");
  parser.Argument("ID|DIR", &argument, false, "A rule's id, or a folder laid out like rules/");
  parser.Flag("--json", &json, "list as JSON");
  if (!parser.Parse(arguments, console)) return kExitDone;
  if (verb == "list") return List(RuleSet::Shipped(), json, console);
  if (verb == "lint") return Lint(argument, console);
  if (verb == "show") {
    if (argument.empty()) throw UsageError("rules: show needs the id of a rule");
    return Show(RuleSet::Shipped(), argument, console);
  }
  throw UsageError("rules: \"" + ForTerminal(verb, 40) + "\" is none of list, show, lint");
}

}  // namespace

extern const Command kRulesCommand;
const Command kRulesCommand = {"rules", "list the rules, show one, check a folder of rules", Run};

}  // namespace mcprisk
