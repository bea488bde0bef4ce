#include "classify/examples.h"

#include <algorithm>

#include "classify/classify.h"
#include "classify/rule_use.h"

namespace mcprisk {
namespace {

// A category rule must decide; of the others it is enough that they hold.
bool Works(const Rule& rule, const Classification& result, const Explanation& explanation) {
  std::vector<RuleUse> uses = RulesUsed(result, explanation);
  return std::any_of(uses.begin(), uses.end(), [&](const RuleUse& use) {
    return use.rule == rule.id && (use.decided || rule.kind != RuleKind::kCategory);
  });
}

// What happened instead, for whoever mends the rule.
std::string Instead(const Classification& result, const Explanation& explanation) {
  std::string text(CategoryName(result.category));
  text += " by " + explanation.path;
  for (const Explanation::Considered& one : explanation.considered) {
    if (one.outcome == "decides") text += ", " + one.rule;
  }
  return text;
}

}  // namespace

std::vector<std::string> FailedExamples(const RuleSet& rules) {
  Classifier classifier(rules);
  std::vector<std::string> failures;
  auto check = [&](const Rule& rule, const Example& example, bool expected) {
    Explanation explanation;
    Classification result = classifier.Classify(example.tool, {}, &explanation);
    if (Works(rule, result, explanation) == expected) return;
    failures.push_back("rules/" + rule.id + ".yaml:" + std::to_string(example.line) +
                       ": example \"" + example.tool.name + "\" should " +
                       (expected ? "" : "not ") + "match, but it is " +
                       Instead(result, explanation));
  };
  for (const Rule& rule : rules.rules()) {
    if (rule.status == RuleStatus::kDeprecated) continue;
    for (const Example& example : rule.matching) check(rule, example, true);
    for (const Example& example : rule.not_matching) check(rule, example, false);
  }
  return failures;
}

}  // namespace mcprisk
