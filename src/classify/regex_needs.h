// What every text has in which a regular expression matches: literals that are found in one pass
// over a text, before any expression is asked (pattern_set.h).
//
// RE2 knows this, too (FilteredRE2), but not where a literal must be a whole word, which tells
// "per" from "operation"; and of the parts of an expression each is known here.
#ifndef MCPRISK_CLASSIFY_REGEX_NEEDS_H_
#define MCPRISK_CLASSIFY_REGEX_NEEDS_H_

#include <string>
#include <string_view>
#include <vector>

#include "classify/literal_scanner.h"

namespace mcprisk {

// Literals as LiteralScanner takes them, of which one must be there.
using Literals = std::vector<std::string>;

// `pattern` is RE2 syntax, of lower-case letters, and compiles. Of each of the results, one is in
// every text that it matches, one behind the other in the order of the results. Empty: nothing can
// be relied on. What is between blanks counts one by one: a line end may stand in place of a blank.
std::vector<Literals> NeedsOf(std::string_view pattern);

// Which of `needs`, of which there is one, is met least.
size_t RarestOf(const std::vector<Literals>& needs);

// Whether all that `pattern` matches begins with a letter, a digit or an edge of a word.
bool BeginsWithLetter(std::string_view pattern);

// Behind the "]" of the set of characters whose "[" stands at `at`.
size_t EndOfSet(std::string_view pattern, size_t at);

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_REGEX_NEEDS_H_
