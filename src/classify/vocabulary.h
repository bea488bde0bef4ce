// The words that rules speak in: rules/vocabulary.yaml and rules/languages/*.yaml, made fast.
//
// Every word of a list, in every inflected form, is one entry of a hash table that tells what verb
// it may be (lemma, category, how surely it is a verb at all) and which lists it is on. So "is this
// word on that list" is one bit, and a definition's words are looked up once for all rules.
//
// Built once by the rule set; immutable after that and safe from any thread.
#ifndef MCPRISK_CLASSIFY_VOCABULARY_H_
#define MCPRISK_CLASSIFY_VOCABULARY_H_

#include <array>
#include <bit>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/string_map.h"
#include "classify/word_map.h"
#include "model/classification.h"

namespace mcprisk {

// A set of word lists, by list number. 1,024 lists; the reader refuses more.
class ListBits {
 public:
  static constexpr size_t kMax = 1024;
  void Set(size_t list) { words_[list / 64] |= uint64_t{1} << (list % 64); }
  bool Has(size_t list) const { return words_[list / 64] >> (list % 64) & 1; }
  ListBits& operator|=(const ListBits& other) {
    Add(other.words_.data(), words_.data());
    return *this;
  }
  ListBits& operator&=(const ListBits& other) {
    for (size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
    return *this;
  }
  auto operator<=>(const ListBits&) const = default;
  // Those of the lists below 64, as bits.
  uint64_t First() const { return words_[0]; }
  bool Empty() const { return *this == ListBits(); }
  // Calls `visit(list)` for every list in the set, ascending.
  template <typename Visit>
  void ForEach(const Visit& visit) const {
    for (size_t i = 0; i < words_.size(); ++i) {
      for (uint64_t rest = words_[i]; rest != 0; rest &= rest - 1) {
        visit(i * 64 + static_cast<size_t>(std::countr_zero(rest)));
      }
    }
  }

 private:
  // Told that the two do not overlap, the compiler takes several at once.
  static void Add(const uint64_t* __restrict from, uint64_t* __restrict to) {
    for (size_t i = 0; i < kMax / 64; ++i) to[i] |= from[i];
  }

  std::array<uint64_t, kMax / 64> words_{};
};

enum class VerbForm : uint8_t {
  kNone,
  kBase,     // create
  kThird,    // creates: in a description a verb, in a name mostly a plural noun
  kGerund,   // creating
  kPast,     // created: an adjective, never the verb of a frame
  kNominal,  // creation, creator
};

// How surely a word is a verb where it stands.
enum class Surety : uint8_t { kNone, kSometimes, kUsually, kAlways };

using Lemma = uint16_t;
inline constexpr Lemma kNoLemma = 0;

struct Word {
  Lemma lemma = kNoLemma;
  VerbForm form = VerbForm::kNone;
  Surety surety = Surety::kNone;
  bool starts_compound = false;         // a noun of two words may begin here
  bool starts_separable = false;        // a verb in two parts may begin here ("setzt … zurück")
  bool compound = false;                // is a noun of two words
  bool listed = false;                  // `lists` has any; after Vocabulary::Freeze()
  Category category = Category::kRead;  // of the lemma alone
  const ListBits* lists = nullptr;      // the word (as noun, singular or plural) is on these
  // The first of these, here where no other memory need be looked at: rules/vocabulary.yaml begins
  // with the lists that finding verbs asks for. After Vocabulary::Freeze().
  uint64_t first_lists = 0;

  static constexpr size_t kFirstLists = 64;
  bool On(size_t list) const {
    if (list < kFirstLists) return first_lists >> list & 1;
    return list < ListBits::kMax && lists->Has(list);
  }
};

class Vocabulary {
 public:
  Vocabulary() = default;
  // Words point into it.
  Vocabulary(const Vocabulary&) = delete;
  Vocabulary& operator=(const Vocabulary&) = delete;

  // --- Building, by the rule reader
  // --------------------------------------------------------------- A verb with its category; makes
  // all its forms. False when the word is a verb already.
  bool AddVerb(std::string_view base, Category category, Surety surety);
  // `word` is a form of the verb `base` (an irregular one, a noun of action, or another language's
  // word). False when `base` is no verb.
  bool AddForm(std::string_view word, std::string_view base, VerbForm form);
  // A verb in two parts, as German has them: "setzt … zurück" is "reset". The whole is a word of
  // its own (AddForm); this remembers which tails a head can have.
  void AddSeparable(std::string_view head, std::string_view tail);
  // `word` counts as `english` in every list (another language's noun). Call after all lists.
  void AddAlias(std::string_view word, std::string_view english);
  // Puts the words, and their plurals, on the word list.
  void AddToList(size_t list, const std::vector<std::string>& words);
  // Puts those of the words that are verbs on the verb list.
  void AddToVerbList(size_t list, const std::vector<std::string>& verbs);
  // Everything on `from` is on `into` too.
  void Include(size_t from, size_t into);
  void IncludeVerbs(size_t from, size_t into);
  // A noun of two words ("pull request"), met as one token.
  void AddCompound(std::string_view first, std::string_view second);
  // Call once, after everything was added: words that are on the same lists share one set, so that
  // the table stays small enough for the processor's caches.
  void Freeze();
  // Number of the list of this name, made when new. Throws Error beyond ListBits::kMax. Word lists
  // and verb lists are numbered apart: what a verb is on is asked of its lemma.
  size_t ListNumber(std::string_view name);
  size_t VerbListNumber(std::string_view name);

  // --- Looking up
  // --------------------------------------------------------------------------------- The word in
  // any known form, lower case; nullptr when it is on no list.
  const Word* Find(std::string_view word) const;
  // The list's number, or kMax when there is none.
  size_t FindList(std::string_view name) const;
  size_t FindVerbList(std::string_view name) const;
  Lemma FindLemma(std::string_view base) const;  // kNoLemma when it is no verb
  // How many words are on it, inflected forms counted. After Freeze().
  size_t ListSize(size_t list) const { return list < list_sizes_.size() ? list_sizes_[list] : 0; }
  Lemma LemmaCount() const { return static_cast<Lemma>(lemmas_.size()); }
  const std::string& LemmaText(Lemma lemma) const { return lemmas_[lemma].text; }
  Category LemmaCategory(Lemma lemma) const { return lemmas_[lemma].category; }
  bool LemmaOn(Lemma lemma, size_t verb_list) const {
    return lemmas_[lemma].verb_lists.Has(verb_list);
  }
  // The noun that the two words make ("pull request"); nullptr when they make none.
  const Word* FindCompound(std::string_view first, std::string_view second) const;
  // The verb that the two parts make; nullptr when they make none.
  const Word* FindSeparable(std::string_view head, std::string_view tail) const;
  // Longest word without spaces between words (Chinese, Japanese, Korean) that is known at the
  // start of `text`; its length in bytes, 0 when none.
  size_t LongestUnspaced(std::string_view text) const;

 private:
  struct LemmaEntry {
    std::string text;
    Category category = Category::kRead;
    Surety surety = Surety::kNone;
    ListBits verb_lists;
  };

  Word& Entry(std::string_view word);
  // The lists of a word that Entry() made. Before Freeze() each word has a set of its own.
  static ListBits& Lists(Word& word) { return const_cast<ListBits&>(*word.lists); }
  void SetForm(std::string_view word, Lemma lemma, VerbForm form);

  std::vector<LemmaEntry> lemmas_{1};
  WordMap<Word> words_;
  std::deque<ListBits> sets_;  // what Word::lists points at
  std::vector<size_t> list_sizes_;
  using Numbers = std::map<std::string, size_t, std::less<>>;
  static size_t NumberIn(Numbers* numbers, std::string_view name);

  Numbers lists_;
  Numbers verb_lists_;
  std::map<std::string, Lemma, std::less<>> lemma_numbers_;
  // First three bytes -> longest word that begins with them.
  StringMap<size_t> longest_unspaced_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_VOCABULARY_H_
