// The regular expressions of the rules, each compiled once.
//
// Patterns see lower-case text (ASCII folded), at most kMaxPatternBytes of it, and are RE2 syntax:
// linear time, whatever a stranger writes. One pass over a text finds literals without which
// patterns cannot occur; a rule asks for a pattern only where its literal is there and its words
// held, so few of them run for one definition.
#ifndef MCPRISK_CLASSIFY_PATTERN_SET_H_
#define MCPRISK_CLASSIFY_PATTERN_SET_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "classify/literal_scanner.h"

namespace mcprisk {

class PatternSet {
 public:
  PatternSet();
  ~PatternSet();

  // What is wrong with the pattern, mostly in RE2's words; empty when nothing is.
  static std::string Problem(std::string_view pattern);
  // Number of the pattern that occurs where one of `alternatives` does; the same for the same ones.
  // None of them may have a problem.
  size_t Add(const std::vector<std::string>& alternatives);
  size_t Size() const;
  // Call once after the last Add.
  void Compile();

  // Kept by the caller between texts.
  struct Buffers {
    LiteralScanner::Memory memory;
    std::vector<int> literals;
    std::vector<uint64_t> bits;
    std::vector<size_t> candidates;  // the patterns that may occur in the text, ascending
    std::vector<size_t> marks;       // of which a literal occurs, ascending
  };
  void Screen(std::string_view text, Buffers* buffers) const;

  // Something to look for beside patterns, in the same pass: number of the mark that is met where
  // one of `literals`, which are lower case, occurs. In the text ASCII case does not matter.
  size_t AddMark(const std::vector<std::string>& literals);
  // The marks alone.
  void ScreenMarks(std::string_view text, Buffers* buffers) const;

  // Byte range of the first occurrence.
  std::optional<std::pair<size_t, size_t>> Find(size_t pattern, std::string_view text) const;

 private:
  struct Rep;
  std::unique_ptr<Rep> rep_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_PATTERN_SET_H_
