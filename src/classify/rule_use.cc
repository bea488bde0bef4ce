#include "classify/rule_use.h"

#include <algorithm>

namespace mcprisk {

std::vector<RuleUse> RulesUsed(const Classification& verdict, const Explanation& explanation) {
  std::vector<RuleUse> uses;
  auto note = [&](const std::string& rule, bool decided) {
    auto known = std::find_if(uses.begin(), uses.end(),
                              [&](const RuleUse& use) { return use.rule == rule; });
    if (known == uses.end()) {
      uses.push_back({rule, decided});
    } else {
      known->decided = known->decided || decided;
    }
  };
  for (const Explanation::Considered& one : explanation.considered) {
    note(one.rule, one.outcome == "decides");
  }
  for (const Finding& finding : verdict.findings) note(finding.rule, false);
  return uses;
}

bool CaughtByNothing(const Classification& verdict, const Explanation& explanation,
                     const RuleSet& rules) {
  if (!verdict.operations.empty()) return false;
  return std::none_of(explanation.considered.begin(), explanation.considered.end(),
                      [&](const Explanation::Considered& one) {
                        const Rule* rule = rules.Find(one.rule);
                        return rule && rule->kind == RuleKind::kCategory;
                      });
}

}  // namespace mcprisk
