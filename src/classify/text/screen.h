// A glance at a text: does any detector need to look at it?
//
// It costs a fraction of what judging does and is asked of every definition; nearly all are done
// with it. Pure functions, safe from any thread.
#ifndef MCPRISK_CLASSIFY_TEXT_SCREEN_H_
#define MCPRISK_CLASSIFY_TEXT_SCREEN_H_

#include <cstdint>
#include <string_view>

namespace mcprisk {

// The TextSigns of `text`, which may be JSON. Never misses what a detector that asks for them would
// find; may say too much.
uint8_t SignsOf(std::string_view text);

// Whether folding could make words that the raw text does not have: of anything that is not plain,
// of control characters, and of Markdown inside a word ("ig**nore"). `signs`: SignsOf(text).
bool FoldingMakesWords(std::string_view text, uint8_t signs);

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_TEXT_SCREEN_H_
