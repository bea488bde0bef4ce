#include "classify/examples.h"

#include <algorithm>

#include "classify/classify.h"

namespace mcprisk {
namespace {

bool Decides(const Rule& rule, const Classification& result, const Explanation& explanation) {
  if (rule.category != result.category) return false;
  return std::any_of(explanation.considered.begin(), explanation.considered.end(),
                     [&](const Explanation::Considered& one) {
                       return one.rule == rule.id && one.outcome == "decides";
                     });
}

bool Holds(const Rule& rule, const Classification& result, const Explanation& explanation) {
  switch (rule.kind) {
    case RuleKind::kCategory:
      return Decides(rule, result, explanation);
    case RuleKind::kCapability:
      return std::any_of(explanation.considered.begin(), explanation.considered.end(),
                         [&](const Explanation::Considered& one) { return one.rule == rule.id; });
    case RuleKind::kWarning:
      return std::any_of(result.findings.begin(), result.findings.end(),
                         [&](const Finding& finding) { return finding.rule == rule.id; });
  }
  return false;
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
    if (Holds(rule, result, explanation) == expected) return;
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
