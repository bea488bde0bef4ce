#include "classify/documentation.h"

#include <set>

#include "model/reference.h"

namespace mcprisk {
namespace {

void CheckRule(const Rule& rule, std::vector<std::string>* faults) {
  auto fault = [&](const std::string& what) {
    faults->push_back("rules/" + rule.id + ".yaml: " + what);
  };
  if (rule.references.empty()) fault("no reference");
  for (const std::string& id : rule.references) {
    // Records show it by its name.
    const bool known = id.starts_with("https://") || References::Shipped().Find(id) != nullptr;
    if (!known) fault("no reference " + id + " in data/references.yaml");
  }
  if (rule.false_positives.empty()) fault("says nothing of what it gets wrong");
  const std::string& says = rule.kind == RuleKind::kWarning ? rule.message : rule.rationale;
  if (!says.ends_with('.')) fault("its sentence has no full stop");
  if (rule.raises.ends_with('.')) fault("what raises the risk ends in a full stop");
  std::set<std::string> definitions;
  for (const auto* examples : {&rule.matching, &rule.not_matching}) {
    for (const Example& example : *examples) {
      if (!definitions.insert(CanonicalDefinition(example.tool)).second) {
        fault("example " + example.tool.name + " twice");
      }
    }
  }
}

}  // namespace

std::vector<std::string> PoorlyDocumented(const RuleSet& rules) {
  std::vector<std::string> faults;
  for (const Rule& rule : rules.rules()) CheckRule(rule, &faults);
  return faults;
}

}  // namespace mcprisk
