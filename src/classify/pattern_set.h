// Regular expressions over descriptions: one RE2::Set tells in one pass which of them occur, and
// only those are run again for their place.
//
// Patterns see lower-case text (ASCII folded), at most kMaxPatternBytes of it, and are RE2 syntax:
// linear time, whatever a stranger writes.
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

namespace mcprisk {

class PatternSet {
 public:
  PatternSet();
  ~PatternSet();

  // Number of the pattern, the same for the same text; or RE2's message.
  Result<size_t> Add(std::string_view pattern);
  // Call once after the last Add. Throws Error when the set needs too much memory.
  void Compile();

  // Numbers of the patterns that occur in `text`, ascending. Throws Error when RE2 runs out of its
  // memory budget, since then "no match" would be a lie.
  void MatchAll(std::string_view text, std::vector<int>* matched) const;
  // Byte range of the first occurrence of one pattern.
  std::optional<std::pair<size_t, size_t>> Find(size_t pattern, std::string_view text) const;

 private:
  struct Rep;
  std::unique_ptr<Rep> rep_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_PATTERN_SET_H_
