// What a word can be where it stands.
#include "classify/clause.h"

namespace mcprisk {

size_t Clause::SkipAdverbs(size_t at) const {
  while (Is(at, grammar_.adverbs)) ++at;
  return at;
}

const Word* Clause::VerbWord(size_t at) const {
  if (at >= tokens_.size() || !tokens_[at].word || tokens_[at].compound) return nullptr;
  const Word* word = tokens_[at].word;
  return word->lemma != kNoLemma && word->form != VerbForm::kPast ? word : nullptr;
}

bool Clause::IsPast(size_t at) const {
  return at < tokens_.size() && tokens_[at].word && tokens_[at].word->form == VerbForm::kPast;
}

bool Clause::Negated(size_t at) const {
  for (size_t back = 1; back <= 2 && back <= at; ++back) {
    if (Is(at - back, grammar_.negations)) return true;
  }
  return false;
}

bool Clause::ReadsAsVerb(size_t at, const Word& word) const {
  if (Negated(at) || word.form == VerbForm::kNominal) return false;
  if (Is(at, grammar_.event_nouns) && Is(at + 1, grammar_.states)) return false;
  if (Is(at + 1, grammar_.determiners)) return true;
  if (word.surety == Surety::kSometimes) return false;
  if (IsNounBefore(at, word)) return false;
  // "Complete documentation of a library" has an adjective, "Completes a task" a verb.
  // So has "Open tickets of an account"; "Open a ticket" has not.
  bool plural = at + 1 < tokens_.size() && tokens_[at + 1].text.ends_with('s');
  bool describes = word.form != VerbForm::kThird &&
                   (Is(at, grammar_.describing) || (plural && Is(at, grammar_.adjectives)));
  return !(describes && at + 1 < tokens_.size());
}

// "Runs of a pipeline", "Notes that link here", "Messages pinned to a channel", "Log of a step".
bool Clause::IsNounBefore(size_t at, const Word& word) const {
  bool ends = at + 1 == tokens_.size() || tokens_[at].clause_end;
  bool of = at + 1 < tokens_.size() && tokens_[at + 1].text == "of";
  bool sure = word.surety == Surety::kAlways;
  if (word.form == VerbForm::kThird) {
    bool that = at + 1 < tokens_.size() && tokens_[at + 1].text == "that";
    return of || that || (!sure && (ends || IsPast(at + 1) || Is(at + 1, grammar_.prepositions)));
  }
  if (sure) return false;
  const Word* next = ends && at + 1 < tokens_.size() ? VerbWord(at + 1) : nullptr;
  if (ends && !(next && next->surety == Surety::kAlways)) return true;
  return of || (Is(at, grammar_.event_nouns) && (ends || Is(at + 1, grammar_.prepositions)));
}

bool Clause::Acts(const Word& word, size_t joint) const {
  if (word.surety == Surety::kAlways) return true;
  bool severe = word.category == Category::kFinancial || word.category == Category::kDestructive;
  return severe && word.surety == Surety::kUsually && tokens_[joint].text == "and" &&
         !IsListed(joint + 1) && !Is(joint + 2, grammar_.prepositions);
}

bool Clause::IsListed(size_t at) const {
  if (tokens_[at].clause_end || at + 1 >= tokens_.size()) return true;
  // "mentions, and updates on issues"; "and writes to a file" is an act.
  bool plural = tokens_[at].word->form == VerbForm::kThird && Is(at + 1, grammar_.prepositions) &&
                tokens_[at + 1].text != "to";
  return plural || Is(at + 1, grammar_.states) || Is(at + 1, grammar_.conjunctions) ||
         tokens_[at + 1].text == "including";
}

}  // namespace mcprisk
