// What changed in a value, for people: the words that went and came, on a terminal and on a page.
#ifndef MCPRISK_RECORDS_CHANGE_WORDS_H_
#define MCPRISK_RECORDS_CHANGE_WORDS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "drift/text_difference.h"
#include "model/change.h"

namespace mcprisk {

// Words around a change that a difference shows.
inline constexpr size_t kWordsAround = 6;

struct ShownPiece {
  TextPiece::Kind kind = TextPiece::Kind::kSame;
  std::string text;  // escaped for display, one line
};

// The words of both, as CompareTexts finds them; runs of equal words are shortened.
std::vector<ShownPiece> ShownDifference(std::string_view before, std::string_view after);

// The text that an event's value is, also where it is the beginning of one; the JSON of other
// values.
std::optional<std::string> TextOfValue(const std::optional<std::string>& value);

}  // namespace mcprisk

#endif  // MCPRISK_RECORDS_CHANGE_WORDS_H_
