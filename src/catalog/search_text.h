// Words, on their way into the full-text index and in a query. Private to catalog/. Pure functions.
//
// The index splits at everything that is no letter or digit (unicode61), which leaves two things to
// do. Scripts without spaces between words (Chinese, Japanese, Thai, …) would give one word a
// sentence: their characters are put apart, and a query's run of them is asked for as a phrase, so
// any part of a sentence is found. camelCase names would give one word a name: a name is followed
// by its parts. Limit: what a person means by a word in such a script is not known, so a query
// finds the same characters also where they belong to two words.
#ifndef MCPRISK_CATALOG_SEARCH_TEXT_H_
#define MCPRISK_CATALOG_SEARCH_TEXT_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace mcprisk {

// What a query may hold; the rest of it is not looked at. SQLite walks the list index of each word.
inline constexpr size_t kMaxQueryBytes = 1024;
inline constexpr size_t kMaxQueryWords = 32;
// The last word counts as a prefix from this many bytes on: one letter begins a tenth of all words.
inline constexpr size_t kShortestPrefix = 2;

// `text` as it goes into the index; nullopt when that is `text` itself, as for nearly all.
std::optional<std::string> IndexedText(std::string_view text);
// The same for a tool name: "createIssue" becomes "createIssue create Issue".
std::optional<std::string> IndexedName(std::string_view name);

// The FTS5 expression that asks for every word of `text`, the last one as a prefix. Each word is a
// quoted string, so that nothing in it is an operator: any text is safe. Empty when there is no
// word.
std::string MatchExpression(std::string_view text);

}  // namespace mcprisk

#endif  // MCPRISK_CATALOG_SEARCH_TEXT_H_
