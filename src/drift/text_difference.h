// What changed in a text, word by word. Pure functions, safe from any thread.
//
// Words are runs without white space; characters of scripts that put none between words (Chinese,
// Japanese, …) are words of their own. Shortest edit script: E. Myers, "An O(ND) Difference
// Algorithm and Its Variations", 1986.
#ifndef MCPRISK_DRIFT_TEXT_DIFFERENCE_H_
#define MCPRISK_DRIFT_TEXT_DIFFERENCE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mcprisk {

// Beyond so many edits what lies between the common beginning and the common end counts as replaced
// altogether: time and memory grow with the square.
inline constexpr size_t kMaxWordEdits = 1000;

struct TextPiece {
  enum class Kind { kSame, kRemoved, kAdded };
  Kind kind;
  std::string_view text;  // a run of words with the white space between and behind them
};

// In order; removed before added. The views are into `before` (removed) and `after` (the others).
std::vector<TextPiece> CompareTexts(std::string_view before, std::string_view after);

// Of the words of both sides, the share that was removed or added; 0 where there are none.
double ChangedShare(std::string_view before, std::string_view after);

}  // namespace mcprisk

#endif  // MCPRISK_DRIFT_TEXT_DIFFERENCE_H_
