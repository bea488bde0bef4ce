#include "classify/evaluation.h"

#include <algorithm>

#include "classify/rule_use.h"

namespace mcprisk {
namespace {

// 0 is the worst.
int Gravity(const Miss& miss) {
  if (miss.verdict.category == Category::kRead) {
    return miss.label.category >= Category::kExecute ? 0 : 1;
  }
  return miss.label.category == Category::kRead ? 2 : 3;
}

}  // namespace

void Evaluation::Add(const Label& label) {
  Explanation explanation;
  Classification verdict = classifier_.Classify(*label.tool, {label.server}, &explanation);
  bool right = verdict.category == label.category;
  all_.Add(label.category, label.also, verdict.category, verdict.confidence);
  if (!label.stratum.empty()) {
    strata_[label.stratum].Add(label.category, label.also, verdict.category, verdict.confidence);
  }
  for (const RuleUse& use : RulesUsed(verdict, explanation)) {
    RuleScore& score = rule_scores_[use.rule];
    ++score.matched;
    score.decided += use.decided ? 1 : 0;
    score.right += use.decided && right ? 1 : 0;
  }
  PathScore& path = path_scores_[explanation.path];
  ++path.tools;
  path.right += right ? 1 : 0;
  AddOperations(label, verdict);
  if (!right) misses_.push_back({label, std::move(verdict), std::move(explanation)});
}

void Evaluation::AddOperations(const Label& label, const Classification& verdict) {
  if (label.operations.empty()) return;
  ++operation_score_.tools;
  for (const Operation& wanted : label.operations) {
    ++operation_score_.values;
    auto found = std::find_if(verdict.operations.begin(), verdict.operations.end(),
                              [&](const Operation& one) { return one.value == wanted.value; });
    if (found == verdict.operations.end()) {
      ++operation_score_.unreported;
    } else {
      operation_score_.right += found->category == wanted.category ? 1 : 0;
    }
  }
}

std::vector<const Miss*> Evaluation::Misses() const {
  std::vector<const Miss*> misses;
  for (const Miss& miss : misses_) misses.push_back(&miss);
  std::stable_sort(misses.begin(), misses.end(),
                   [](const Miss* a, const Miss* b) { return Gravity(*a) < Gravity(*b); });
  return misses;
}

}  // namespace mcprisk
