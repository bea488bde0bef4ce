// A text cut into sentences and words, as Wording weighs them. Private to classify/.
#ifndef MCPRISK_CLASSIFY_WORDING_TEXT_H_
#define MCPRISK_CLASSIFY_WORDING_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "classify/wording.h"

namespace mcprisk {

// The names that a sentence may speak of, lower case.
class WordingNames {
 public:
  explicit WordingNames(const Tool& tool);
  bool IsParameter(std::string_view word) const;
  std::string self;

 private:
  std::vector<std::string> parameters_;
  uint64_t sizes_ = 0;  // bits: there is one of so many bytes, the last for more
};

// Words are lower case, without possessive endings; empty where a name, an address or a number
// stands.
class WordingText {
 public:
  struct Sentence {
    size_t begin = 0;  // bytes of the text as received
    size_t end = 0;
    size_t length = 0;      // in characters, without blanks around it
    size_t first_word = 0;  // index in words()
    size_t word_count = 0;
    uint16_t marks = 0;  // bits of WordingMark
  };

  // Of a text that stays. At most kMaxWordingSentences; those without any word are left out.
  // `from_first`: else of the first of several sentences the first word is enough.
  WordingText(std::string_view text, const WordingNames& names, bool from_first);
  WordingText(const WordingText&) = delete;
  WordingText& operator=(const WordingText&) = delete;

  const std::vector<Sentence>& sentences() const { return sentences_; }
  const std::vector<std::string_view>& words() const { return words_; }

 private:
  void Fold(std::string_view text);
  void Cut(const WordingNames& names, bool from_first);
  void AddSentence(size_t begin, size_t end, const WordingNames& names, size_t most_words);
  void AddChunk(size_t begin, size_t end, bool first, const WordingNames& names, uint16_t* marks);
  void AddParts(std::string_view word);
  size_t RawOf(size_t at) const { return from_.empty() ? at : from_[at]; }

  std::string folded_;          // plain_, where the text is another
  std::string_view plain_;      // ASCII, one byte a character
  std::string lowered_;         // the same in lower case, which words point into
  std::vector<uint32_t> from_;  // byte of plain_ -> byte of the text; empty: the same
  std::vector<Sentence> sentences_;
  std::vector<std::string_view> words_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_WORDING_TEXT_H_
