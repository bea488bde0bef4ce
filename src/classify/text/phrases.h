// Phrases that rules look for in folded text, and the word classes that they are made of.
//
// A phrase is RE2 syntax with three additions: <class> is any phrase of a class of
// rules/phrases.yaml, "…" is anything within the sentence, and a phrase is at most kMaxPhraseBytes
// long. Words of a class are whole words. Letters in phrases may be written with their accents.
//
// Which literals a phrase cannot do without is worked out here, so that one pass over a text tells
// which phrases may occur in it at all (PatternSet).
#ifndef MCPRISK_CLASSIFY_TEXT_PHRASES_H_
#define MCPRISK_CLASSIFY_TEXT_PHRASES_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/string_map.h"

namespace mcprisk {

// From the first to the last word; longer ones say two things.
inline constexpr size_t kMaxPhraseBytes = 220;
// What stands before a phrase in its sentence, as far as `unless` looks.
inline constexpr size_t kMaxBeforeBytes = 160;
// So often is a phrase looked for anew where `unless` took it back.
inline constexpr int kMaxPhraseTries = 24;

class PhraseClasses {
 public:
  // What is wrong with the class, or empty. A class may use those before it.
  std::string Add(const std::string& name, const std::vector<std::string>& alternatives);

  struct Compiled {
    std::string pattern;                // RE2
    std::vector<std::string> literals;  // one of these is in every text that it occurs in
    std::string problem;                // not empty: the rest is not to be used
  };
  // For `unless`, no literals are needed.
  Compiled Compile(const std::string& phrase, bool needs_literals) const;

 private:
  struct Class {
    std::string pattern;
    std::vector<std::string> literals;  // empty: none can be relied on
  };
  class Compiler;
  StringMap<Class> classes_;
};

// One set of phrases, of which any counts, but those that `unless` takes back.
class Phrase {
 public:
  // Patterns as Compile makes them. Throws Error when one does not compile.
  Phrase(const std::vector<std::string>& says, const std::vector<std::string>& unless);
  ~Phrase();

  // Byte range in folded text of the first one that counts. `unless` sees the sentence up to the
  // end of the phrase, and the rest of it.
  std::optional<std::pair<size_t, size_t>> Find(std::string_view folded) const;

 private:
  struct Rep;
  std::unique_ptr<Rep> rep_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_TEXT_PHRASES_H_
