#include "classify/rule_index.h"

#include <algorithm>

namespace mcprisk {

// One thing that is seen at a glance.
struct RuleIndex::Need {
  enum Kind { kList, kNameSet, kPattern, kAnnotation };
  Kind kind = kList;
  size_t number = 0;
};

// What makes a condition worth asking. Complete: without one of these it cannot hold. Otherwise it
// may also hold without any, by an alternative that needs nothing.
struct RuleIndex::Needs {
  bool complete = false;
  std::vector<Need> any_of;
};

namespace {

// How often a need is met, roughly: in words of a list. Literals of a pattern, and a parameter of a
// given name, are as rare as three words; most definitions have no hints at all.
constexpr size_t kOtherWeight = 3;
constexpr size_t kAnnotationWeight = 1;

constexpr std::string_view kHints[] = {"readOnlyHint", "destructiveHint", "idempotentHint",
                                       "openWorldHint"};

// The hint and its value as one number.
size_t AnnotationNumber(size_t hint, bool value) { return 2 * hint + (value ? 1 : 0); }

size_t AnnotationNumber(const AnnotationMatch& match) {
  const auto* hint = std::find(std::begin(kHints), std::end(kHints), match.hint);
  return AnnotationNumber(static_cast<size_t>(hint - std::begin(kHints)), match.value);
}

void Mark(size_t at, uint32_t condition, std::vector<std::vector<uint32_t>>* sets) {
  if (at >= sets->size()) sets->resize(at + 1);
  (*sets)[at].push_back(condition);
}

}  // namespace

RuleIndex::Needs RuleIndex::NeedsOf(const Match& match, const Vocabulary& vocabulary) {
  Needs best;
  size_t best_weight = 0;
  auto offer = [&](std::vector<Need> needs) {
    size_t weight = 0;
    for (const Need& need : needs) {
      weight += need.kind == Need::kList         ? vocabulary.ListSize(need.number)
                : need.kind == Need::kAnnotation ? kAnnotationWeight
                                                 : kOtherWeight;
    }
    if (best.complete && weight >= best_weight) return;
    best = {true, std::move(needs)};
    best_weight = weight;
  };
  for (size_t list : {match.object, match.about, match.mentions, match.context, match.name}) {
    if (list != ListBits::kMax) offer({{Need::kList, list}});
  }
  for (size_t pattern : {match.description, match.lead}) {
    if (pattern != kNoPattern) offer({{Need::kPattern, pattern}});
  }
  if (match.asked & Match::kAnnotation) {
    offer({{Need::kAnnotation, AnnotationNumber(match.annotation)}});
  }
  Needs parameters{!match.parameter.empty(), {}};
  for (const ParameterMatch& parameter : match.parameter) {
    if (parameter.name_set != ListBits::kMax) {
      parameters.any_of.push_back({Need::kNameSet, parameter.name_set});
    } else if (parameter.word != ListBits::kMax) {
      parameters.any_of.push_back({Need::kList, parameter.word});
    } else {
      parameters.complete = false;
    }
  }
  if (parameters.complete) offer(std::move(parameters.any_of));
  Needs alternatives{!match.any.empty(), {}};
  for (const Match& one : match.any) {
    Needs needs = NeedsOf(one, vocabulary);
    alternatives.complete = alternatives.complete && needs.complete;
    alternatives.any_of.insert(alternatives.any_of.end(), needs.any_of.begin(), needs.any_of.end());
  }
  if (alternatives.complete) offer(std::move(alternatives.any_of));
  return best.complete ? best : Needs{false, std::move(alternatives.any_of)};
}

void RuleIndex::Number(Match* match) {
  match->needs_frame = match->NeedsFrame();
  for (Match& one : match->any) one.number = count_++;
  for (Match& one : match->any) Number(&one);
}

void RuleIndex::Add(const Match& match, const Vocabulary& vocabulary) {
  Needs needs = NeedsOf(match, vocabulary);
  if (!needs.complete) always_.Set(match.number);
  for (const Need& need : needs.any_of) {
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
      case Need::kAnnotation:
        Mark(need.number, match.number, &by_annotation_);
        break;
    }
  }
  for (const Match& one : match.any) Add(one, vocabulary);
  for (Lemma lemma = 0; lemma < vocabulary.LemmaCount(); ++lemma) {
    if (!match.MayHoldForVerb(vocabulary, lemma)) continue;
    by_verb_[lemma].Set(match.number);
    if (AlwaysFor(match, lemma)) always_by_verb_[lemma].Set(match.number);
  }
}

// Its alternatives have been added.
bool RuleIndex::AlwaysFor(const Match& match, Lemma verb) const {
  if (!always_.Has(match.number)) return false;
  return match.any.empty() ||
         std::any_of(match.any.begin(), match.any.end(),
                     [&](const Match& one) { return always_by_verb_[verb].Has(one.number); });
}

void RuleIndex::Build(const std::vector<Rule*>& rules, const Vocabulary& vocabulary) {
  for (Rule* rule : rules) rule->match.number = count_++;
  for (Rule* rule : rules) Number(&rule->match);
  always_ = ConditionBits(count_);
  always_.Set(0);  // exceptions are not indexed: always asked
  by_verb_.assign(vocabulary.LemmaCount(), ConditionBits(count_));
  always_by_verb_ = by_verb_;
  for (const Rule* rule : rules) Add(rule->match, vocabulary);
}

void RuleIndex::FindPossible(const Traits& traits, const std::vector<size_t>& patterns,
                             Possible* possible) const {
  ConditionBits& met = possible->met;
  met.Clear(count_);
  auto add = [&](const std::vector<Conditions>& sets, size_t at) {
    if (at >= sets.size()) return;
    for (uint32_t condition : sets[at]) met.Set(condition);
  };
  ListBits lists = traits.context;
  lists &= needed_lists_;
  lists.ForEach([&](size_t list) { add(by_list_, list); });
  for (const ParameterTraits& parameter : traits.parameters) {
    if (!parameter.name_sets) continue;
    parameter.name_sets->ForEach([&](size_t set) { add(by_name_set_, set); });
  }
  for (size_t pattern : patterns) add(by_pattern_, pattern);
  const Annotations& hints = traits.tool->annotations;
  size_t number = 0;
  for (const auto& hint :
       {hints.read_only, hints.destructive, hints.idempotent, hints.open_world}) {
    if (hint) add(by_annotation_, AnnotationNumber(number, *hint));
    ++number;
  }
  possible->definition.SetToEither(met, always_);
  size_t frames = traits.name_frames.size() + traits.lead_frames.size();
  if (possible->frames.size() < frames) possible->frames.resize(frames);
  size_t at = 0;
  for (const std::vector<Frame>* list : {&traits.name_frames, &traits.lead_frames}) {
    for (const Frame& frame : *list) {
      possible->frames[at].SetToBoth(met, by_verb_[frame.verb]);
      possible->frames[at].SetToEither(possible->frames[at], always_by_verb_[frame.verb]);
      ++at;
    }
  }
}

}  // namespace mcprisk
