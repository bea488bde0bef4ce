// The regular expressions of the rules, each compiled once.
//
// Patterns see lower-case text (ASCII folded), at most kMaxPatternBytes of it, and are RE2 syntax:
// linear time, whatever a stranger writes. One pass over a text finds the literals that patterns
// need; only patterns whose literals are there can occur, and a rule asks for its pattern only
// after its words held, so few of them run for one definition.
#ifndef MCPRISK_CLASSIFY_PATTERN_SET_H_
#define MCPRISK_CLASSIFY_PATTERN_SET_H_

#include <cstddef>
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

  // Number of the pattern, the same for the same text; or RE2's message.
  Result<size_t> Add(std::string_view pattern);
  size_t Size() const;
  // Call once after the last Add.
  void Compile();

  // Kept by the caller between texts.
  struct Buffers {
    LiteralScanner::Memory memory;
    std::vector<int> literals;
    std::vector<int> candidates;  // the patterns that may occur in the text, ascending
  };
  void Screen(std::string_view text, Buffers* buffers) const;

  bool Occurs(size_t pattern, std::string_view text) const;
  // Byte range of the first occurrence.
  std::optional<std::pair<size_t, size_t>> Find(size_t pattern, std::string_view text) const;

 private:
  struct Rep;
  std::unique_ptr<Rep> rep_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_PATTERN_SET_H_
