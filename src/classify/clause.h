// What the words of one clause can be where they stand: a verb, a noun, a thing that is listed.
//
// The finder of the lead asks it word by word; it keeps nothing, so that any number of readers may
// share the tokens.
#ifndef MCPRISK_CLASSIFY_CLAUSE_H_
#define MCPRISK_CLASSIFY_CLAUSE_H_

#include <cstddef>
#include <vector>

#include "classify/grammar.h"
#include "classify/traits.h"

namespace mcprisk {

inline bool IsHangul(const Token& token) {
  auto first = static_cast<unsigned char>(token.text[0]);
  return first >= 0xea && first <= 0xed;
}

inline bool IsKana(const Token& token) {
  if (token.text.size() < 3 || static_cast<unsigned char>(token.text[0]) != 0xe3) return false;
  auto second = static_cast<unsigned char>(token.text[1]);
  return second >= 0x81 && second <= 0x83;
}

inline bool IsUnspaced(const Token& token) {
  return static_cast<unsigned char>(token.text[0]) >= 0xe3;
}

class Clause {
 public:
  static constexpr size_t kNone = static_cast<size_t>(-1);

  Clause(const std::vector<Token>& tokens, const Grammar& grammar)
      : tokens_(tokens), grammar_(grammar) {}

  bool Is(size_t at, size_t list) const { return at < tokens_.size() && tokens_[at].On(list); }
  size_t SkipAdverbs(size_t at) const;
  // nullptr where no verb can be.
  const Word* VerbWord(size_t at) const;
  bool IsPast(size_t at) const;
  bool Negated(size_t at) const;
  // Whether a word that may be a noun, too, is a verb where it stands.
  bool ReadsAsVerb(size_t at, const Word& word) const;
  // A verb behind `joint` that can be nothing else; behind "and" also one that moves money or
  // destroys: "Check the price and transfer the amount".
  bool Acts(const Word& word, size_t joint) const;
  // "Get a queue with its name, dispatch status and limits", "filter by creation, update, or delete
  // time", "a post/drop including its comments": one of the things that a tool reads.
  bool IsListed(size_t at) const;

 protected:
  const std::vector<Token>& tokens_;
  const Grammar& grammar_;

 private:
  bool IsNounBefore(size_t at, const Word& word) const;
};

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_CLAUSE_H_
