// Phrases that rules look for in folded text, and the word classes that they are made of.
//
// A phrase is RE2 syntax with three additions: <class> is any phrase of a class of
// rules/phrases.yaml, "…" is anything within the sentence, and a phrase is at most kMaxPhraseBytes
// long. Words of a class are whole words, and a phrase that begins with a letter begins with a
// word. Letters in phrases may be written with their accents.
//
// Which literals a phrase cannot do without is worked out here, part by part, so that one pass over
// a text tells which phrases may occur in it at all (PatternSet).
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
#include "classify/expression.h"
#include "classify/regex_needs.h"

namespace mcprisk {

// From the first to the last word; longer ones say two things.
inline constexpr size_t kMaxPhraseBytes = 220;
// What stands before and behind a phrase in its sentence, as far as `unless` looks.
inline constexpr size_t kMaxBeforeBytes = 160;
// How far before and behind a phrase `with` looks for what makes it count: two or three sentences.
inline constexpr size_t kMaxWithBytes = 320;
// So often is a phrase looked for anew where `unless` took it back.
inline constexpr int kMaxPhraseTries = 24;

class PhraseClasses {
 public:
  explicit PhraseClasses(Compiling compiling = Compiling::kAtOnce) : compiling_(compiling) {}

  // What is wrong with the class, or empty. A class may use those before it.
  std::string Add(const std::string& name, const std::vector<std::string>& alternatives);

  struct Compiled {
    std::shared_ptr<const Expression> expression;
    std::vector<Literals> needs;  // as NeedsOf says
    bool in_line = false;         // nothing that it matches has a line end, as its syntax tells
    std::string problem;          // not empty: the rest is not to be used
  };
  // Where one of the phrases occurs. For `unless`, no literals are needed.
  Compiled Compile(const std::vector<std::string>& phrases, bool needs_literals) const;

 private:
  std::string Expand(std::string_view phrase, std::string* problem) const;

  Compiling compiling_;
  StringMap<std::string> classes_;  // their patterns
};

// Phrases of which any counts, but for what `unless` takes back, and where there is a `with`, only
// beside one of those.
class Phrases {
 public:
  using Place = std::pair<size_t, size_t>;  // [begin, end), in bytes

  using Shared = std::shared_ptr<const Expression>;

  // `unless`, `with`: nullptr for none.
  Phrases(std::vector<PhraseClasses::Compiled> says, Shared unless, Shared with = nullptr)
      : says_(std::move(says)), unless_(std::move(unless)), with_(std::move(with)) {}

  size_t size() const { return says_.size(); }
  // Whether one occurrence of this phrase is within one sentence.
  bool IsInLine(size_t phrase) const { return says_[phrase].in_line; }
  // The first place in folded text where this phrase counts. `unless` sees the sentence around it,
  // kMaxBeforeBytes on either side; `with` what stands before it or behind it, in other sentences,
  // too, kMaxWithBytes on either side.
  std::optional<Place> FindOne(size_t phrase, std::string_view folded) const;
  // The same of what lies within `part` of the text.
  std::optional<Place> FindOneIn(size_t phrase, std::string_view folded, Place part) const;
  // The same of any of them.
  std::optional<Place> Find(std::string_view folded) const;

 private:
  bool IsTakenBack(std::string_view folded, size_t begin, size_t end) const;
  bool HasCompany(std::string_view folded, size_t begin, size_t end) const;

  std::vector<PhraseClasses::Compiled> says_;
  Shared unless_;
  Shared with_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_TEXT_PHRASES_H_
