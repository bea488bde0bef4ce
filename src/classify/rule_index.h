// Which conditions can hold for a definition at all: what each cannot do without, turned round.
//
// A rule, and each alternative of its `any`, needs something that is seen at a glance: a word of
// some list, a pattern whose literals occur, a parameter of some name, a hint. Only those that have
// what they need are asked; the others cannot hold. So the cost of a definition follows what it
// says, not the number of rules.
//
// Built once by the rule set; immutable after that and safe from any thread.
#ifndef MCPRISK_CLASSIFY_RULE_INDEX_H_
#define MCPRISK_CLASSIFY_RULE_INDEX_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "classify/rule.h"
#include "classify/traits.h"

namespace mcprisk {

// Conditions whose numbers follow each other.
struct ConditionRange {
  uint32_t first = 0;
  uint32_t count = 0;
};

// A set of conditions, by Match::number.
class ConditionBits {
 public:
  explicit ConditionBits(size_t conditions = 0) : words_(conditions / 64 + 1) {}
  // `condition`: at most as many as there is room for.
  void Set(uint32_t condition) { words_[condition / 64] |= uint64_t{1} << (condition % 64); }
  bool Has(uint32_t condition) const { return words_[condition / 64] >> (condition % 64) & 1; }
  // Becomes what both have; they have the same room.
  void SetToBoth(const ConditionBits& a, const ConditionBits& b) {
    words_.resize(a.words_.size());
    for (size_t i = 0; i < words_.size(); ++i) words_[i] = a.words_[i] & b.words_[i];
  }
  void SetToEither(const ConditionBits& a, const ConditionBits& b) {
    words_.resize(a.words_.size());
    for (size_t i = 0; i < words_.size(); ++i) words_[i] = a.words_[i] | b.words_[i];
  }
  void Clear(size_t conditions) { words_.assign(conditions / 64 + 1, 0); }
  // Calls `visit(condition)` for what it has of `range`, ascending, until that returns true;
  // whether it did.
  template <typename Visit>
  bool AnyOf(ConditionRange range, const Visit& visit) const {
    if (range.count == 0) return false;
    const uint32_t first = range.first;
    const uint32_t end = range.first + range.count;
    for (size_t i = first / 64; i <= (end - 1) / 64; ++i) {
      uint64_t word = words_[i];
      if (i == first / 64) word &= ~uint64_t{0} << (first % 64);
      if (i == end / 64) word &= (uint64_t{1} << (end % 64)) - 1;
      if (AnyOfWord(word, i, visit)) return true;
    }
    return false;
  }

 private:
  template <typename Visit>
  static bool AnyOfWord(uint64_t word, size_t at, const Visit& visit) {
    for (; word != 0; word &= word - 1) {
      if (visit(static_cast<uint32_t>(at * 64 + static_cast<size_t>(std::countr_zero(word))))) {
        return true;
      }
    }
    return false;
  }

  std::vector<uint64_t> words_;
};

class RuleIndex {
 public:
  // Numbers the conditions of `rules`: the rules themselves come first, in this order from 1 on.
  // `vocabulary`: complete.
  void Build(const std::vector<Rule*>& rules, const Vocabulary& vocabulary);

  // What may hold for a definition.
  struct Possible {
    ConditionBits definition;           // for it as a whole
    std::vector<ConditionBits> frames;  // for each frame of its name, then of its lead
    ConditionBits met;                  // of which something they need is there
  };
  // `patterns`: those that may occur in its description.
  void FindPossible(const Traits& traits, const std::vector<size_t>& patterns,
                    Possible* possible) const;
  // What may hold for a frame of this verb, whatever else it says.
  const ConditionBits& ForVerb(Lemma verb) const { return by_verb_[verb]; }

 private:
  struct Need;
  struct Needs;
  using Conditions = std::vector<uint32_t>;
  static Needs NeedsOf(const Match& match, const Vocabulary& vocabulary);
  void Number(Match* match);
  void Add(const Match& match, const Vocabulary& vocabulary);
  bool AlwaysFor(const Match& match, Lemma verb) const;

  uint32_t count_ = 1;
  ConditionBits always_;             // need nothing that is seen at a glance
  std::vector<Conditions> by_list_;  // word list -> conditions that need it
  std::vector<Conditions> by_name_set_;
  std::vector<Conditions> by_pattern_;
  std::vector<Conditions> by_annotation_;
  std::vector<ConditionBits> by_verb_;         // may hold for the verb
  std::vector<ConditionBits> always_by_verb_;  // of these, without anything else
  ListBits needed_lists_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_RULE_INDEX_H_
