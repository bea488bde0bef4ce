// How the sentences of a definition read: as what a tool does, or as orders to whoever calls it.
//
// Every sentence but the first of a description has a sum of weights: of its words, of classes of
// words, of marks such as an address or a quoted value, of its length, and of how many sentences
// there are. The weights stand in rules/wording.yaml, in hundredths; tools/wording says how they
// are come by. A pure function of definition and weights, in integers, so that it is the same on
// every machine; linear in the definition.
#ifndef MCPRISK_CLASSIFY_WORDING_H_
#define MCPRISK_CLASSIFY_WORDING_H_

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "classify/word_map.h"
#include "model/tool.h"

namespace mcprisk {

// What a sentence has beside its words.
enum class WordingMark : uint8_t {
  kQuoted,     // something in quotation marks
  kUrl,        // "https://…"
  kEmail,      // an address of mail
  kPath,       // "/etc/…", "~/…"
  kAddress,    // of a wallet, or another long run of letters and digits
  kPercent,    // "5%"
  kNumber,     // "14", "2019-01-01"
  kHost,       // "a.example"
  kSelf,       // the tool's own name
  kParameter,  // the name of one of its parameters
  kName,       // another name_like_this or nameLikeThis
  kProper,     // a capital inside of the sentence
  kSchema,     // stands in the description of a parameter
  kLead,       // is all that the description has
};
inline constexpr int kWordingMarks = 14;
// The word for it in rules/wording.yaml.
std::string_view WordingMarkName(WordingMark mark);

inline constexpr size_t kMaxWordingClasses = 64;
// Shorter descriptions of a parameter, sentences of fewer words and further sentences are not
// looked at.
inline constexpr size_t kMinWordingBytes = 40;
inline constexpr size_t kMinWordingWords = 5;
inline constexpr size_t kMaxWordingSentences = 80;

// The sentence with the highest sum.
struct WordingSum {
  int sum = 0;
  std::string field;  // "description", or a JSON pointer into the definition
  size_t begin = 0;   // bytes of the field
  size_t end = 0;
  std::string quote;               // these bytes
  std::vector<std::string> words;  // what weighs most, first the most
};

class Wording {
 public:
  // Weights, in hundredths. `word`: as WordStem leaves it.
  void SetBase(int weight) { base_ = weight; }
  void SetMark(WordingMark mark, int weight) { marks_[static_cast<size_t>(mark)] = weight; }
  // `number`: 1 to 6, 6 for more.
  void SetSentences(size_t number, int weight) { sentences_[number - 1] = weight; }
  // `step`: of 50 bytes each, the last for more.
  void SetLength(size_t step, int weight) { lengths_[step] = weight; }
  void AddWord(std::string_view stem, int weight) { Take(stem).weight = weight; }
  // For the word that the sentence begins with.
  void AddFirst(std::string_view word, int weight) { Take(word).first = weight; }
  // False when there are too many of them.
  bool AddClass(std::string_view name, int weight);
  // To the class added last: words, of which the last may end with "*" for any ending; four letters
  // at least stand before it where it is the first.
  void AddPhrase(const std::vector<std::string>& phrase);

  // nullopt where no sentence comes to `at_least`.
  std::optional<WordingSum> Highest(const Tool& tool, int at_least) const;

 private:
  struct Phrase {
    std::vector<std::string> rest;
    size_t in_class = 0;
  };
  struct Word {
    int weight = 0;
    int first = 0;
    std::vector<Phrase> phrases;  // that begin with it
  };
  struct Class {
    std::string name;
    int weight = 0;
  };
  struct Sentence;
  struct Weighed;

  Word& Take(std::string_view text);
  void Weigh(const Sentence& sentence, Weighed* weighed) const;
  // Each once, first the most.
  std::vector<std::string> WeightiestWords(const Sentence& sentence) const;
  void AddClasses(std::span<const std::string_view> words, size_t at, const Word* known,
                  Weighed* weighed) const;

  int base_ = 0;
  std::array<int, kWordingMarks> marks_{};
  std::array<int, 6> sentences_{};
  std::array<int, 8> lengths_{};
  std::vector<Class> classes_;
  WordMap<Word> words_;
  struct Stem {
    std::string text;
    size_t in_class = 0;
  };
  std::vector<Stem> stems_;                   // of phrases of one word that end with "*"
  std::bitset<size_t{1} << 16> stem_begins_;  // by their first four letters
};

// Without the ending of a plural, of a past or of a participle.
std::string_view WordStem(std::string_view word);

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_WORDING_H_
