#include "classify/rule_index.h"

#include <algorithm>

namespace mcprisk {

// One thing of which a condition needs one.
struct RuleIndex::Need {
  enum Kind { kList, kNameSet, kPattern };
  Kind kind = kList;
  size_t number = 0;
};

namespace {

// How often a need is met, roughly: in words of a list. Literals of a pattern, and a parameter of a
// given name, are as rare as three words.
constexpr size_t kOtherWeight = 3;

void Mark(size_t at, uint32_t condition, std::vector<std::vector<uint32_t>>* sets) {
  if (at >= sets->size()) sets->resize(at + 1);
  (*sets)[at].push_back(condition);
}

}  // namespace

std::optional<std::vector<RuleIndex::Need>> RuleIndex::NeedsOf(const Match& match,
                                                               const Vocabulary& vocabulary) {
  std::optional<std::vector<Need>> best;
  size_t best_weight = 0;
  auto offer = [&](std::vector<Need> needs) {
    size_t weight = 0;
    for (const Need& need : needs) {
      weight += need.kind == Need::kList ? vocabulary.ListSize(need.number) : kOtherWeight;
    }
    if (best && weight >= best_weight) return;
    best = std::move(needs);
    best_weight = weight;
  };
  for (size_t list : {match.object, match.about, match.mentions, match.context, match.name}) {
    if (list != ListBits::kMax) offer({{Need::kList, list}});
  }
  for (size_t pattern : {match.description, match.lead}) {
    if (pattern != kNoPattern) offer({{Need::kPattern, pattern}});
  }
  // Of alternatives every one must need something, else the whole may hold without any of it.
  std::vector<Need> all;
  bool each = !match.parameter.empty();
  for (const ParameterMatch& parameter : match.parameter) {
    if (parameter.name_set != ListBits::kMax) {
      all.push_back({Need::kNameSet, parameter.name_set});
    } else if (parameter.word != ListBits::kMax) {
      all.push_back({Need::kList, parameter.word});
    } else {
      each = false;
    }
  }
  if (each) offer(std::move(all));
  all.clear();
  each = !match.any.empty();
  for (const Match& one : match.any) {
    std::optional<std::vector<Need>> needs = NeedsOf(one, vocabulary);
    each = each && needs;
    if (needs) all.insert(all.end(), needs->begin(), needs->end());
  }
  if (each) offer(std::move(all));
  return best;
}

void RuleIndex::Number(Match* match) {
  for (Match& one : match->any) one.number = count_++;
  for (Match& one : match->any) Number(&one);
}

void RuleIndex::Add(const Match& match, const Vocabulary& vocabulary) {
  std::optional<std::vector<Need>> needs = NeedsOf(match, vocabulary);
  if (!needs) always_.Set(match.number);
  for (const Need& need : needs.value_or(std::vector<Need>())) {
    switch (need.kind) {
      case Need::kList:
        Mark(need.number, match.number, &by_list_);
        needed_lists_.Set(need.number);
        break;
      case Need::kNameSet:
        Mark(need.number, match.number, &by_name_set_);
        break;
      case Need::kPattern:
        Mark(need.number, match.number, &by_pattern_);
        break;
    }
  }
  for (const Match& one : match.any) Add(one, vocabulary);
}

void RuleIndex::Build(const std::vector<Rule*>& rules, const Vocabulary& vocabulary) {
  for (Rule* rule : rules) rule->match.number = count_++;
  for (Rule* rule : rules) Number(&rule->match);
  always_ = ConditionBits(count_);
  always_.Set(0);  // exceptions are not indexed: always asked
  for (Rule* rule : rules) Add(rule->match, vocabulary);
}

void RuleIndex::FindPossible(const Traits& traits, const std::vector<size_t>& patterns,
                             ConditionBits* possible) const {
  *possible = always_;
  auto add = [&](const std::vector<Conditions>& sets, size_t at) {
    if (at >= sets.size()) return;
    for (uint32_t condition : sets[at]) possible->Set(condition);
  };
  ListBits lists = traits.context;
  lists &= needed_lists_;
  lists.ForEach([&](size_t list) { add(by_list_, list); });
  for (const ParameterTraits& parameter : traits.parameters) {
    if (!parameter.name_sets) continue;
    parameter.name_sets->ForEach([&](size_t set) { add(by_name_set_, set); });
  }
  for (size_t pattern : patterns) add(by_pattern_, pattern);
}

}  // namespace mcprisk
