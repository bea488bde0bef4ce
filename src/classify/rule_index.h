// Which conditions can hold for a definition at all: what each cannot do without, turned round.
//
// A rule, and each alternative of its `any`, needs something that is seen at a glance: a word of
// some list, a pattern whose literals occur, a parameter of some name. Only those that have what
// they need are asked; the others cannot hold. So the cost of a definition follows what it says,
// not the number of rules.
//
// Built once by the rule set; immutable after that and safe from any thread.
#ifndef MCPRISK_CLASSIFY_RULE_INDEX_H_
#define MCPRISK_CLASSIFY_RULE_INDEX_H_

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "classify/rule.h"
#include "classify/traits.h"

namespace mcprisk {

// A set of conditions, by Match::number.
class ConditionBits {
 public:
  explicit ConditionBits(size_t conditions = 0) : words_(conditions / 64 + 1) {}
  // `condition`: at most as many as there is room for.
  void Set(uint32_t condition) { words_[condition / 64] |= uint64_t{1} << (condition % 64); }
  bool Has(uint32_t condition) const { return words_[condition / 64] >> (condition % 64) & 1; }
  // Calls `visit(condition)` for what both have, ascending, until it returns true; whether it did.
  template <typename Visit>
  bool AnyOfBoth(const ConditionBits& other, const Visit& visit) const {
    size_t words = std::min(words_.size(), other.words_.size());
    for (size_t i = 0; i < words; ++i) {
      if (AnyOfWord(words_[i] & other.words_[i], i, visit)) return true;
    }
    return false;
  }
  // The same for what it has from `first` on, `count` at most.
  template <typename Visit>
  bool AnyOfRange(uint32_t first, uint32_t count, const Visit& visit) const {
    const uint32_t end = first + count;
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

  // The conditions that may hold for frames of the name and the lead, and for the definition as a
  // whole. (Frames of operations have words of their own: every condition may hold for them.)
  // `patterns`: those that may occur in the description.
  void FindPossible(const Traits& traits, const std::vector<size_t>& patterns,
                    ConditionBits* possible) const;

 private:
  struct Need;
  using Conditions = std::vector<uint32_t>;
  static std::optional<std::vector<Need>> NeedsOf(const Match& match, const Vocabulary& vocabulary);
  void Number(Match* match);
  void Add(const Match& match, const Vocabulary& vocabulary);

  uint32_t count_ = 1;
  ConditionBits always_;             // need nothing that is seen at a glance
  std::vector<Conditions> by_list_;  // word list -> conditions that need it
  std::vector<Conditions> by_name_set_;
  std::vector<Conditions> by_pattern_;
  ListBits needed_lists_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_RULE_INDEX_H_
