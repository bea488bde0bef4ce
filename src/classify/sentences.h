// Where sentences of a description end, and what at their beginning says nothing.
#ifndef MCPRISK_CLASSIFY_SENTENCES_H_
#define MCPRISK_CLASSIFY_SENTENCES_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "classify/traits.h"

namespace mcprisk {

inline bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// The byte behind the sentence that begins at `begin`: a full stop, colon or semicolon before a
// space, a newline that is no mere wrapping, or their ideographic forms. `original` has the case
// that `lowered` lost.
size_t SentenceEnd(std::string_view original, std::string_view lowered, size_t begin);

// The first of `tokens` behind openings such as "use this tool to", as often as they come.
size_t SkipBoilerplate(const std::vector<Token>& tokens, const Grammar& grammar);

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_SENTENCES_H_
