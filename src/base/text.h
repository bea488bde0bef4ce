// Words and characters: what more than one layer needs of text. Knows nothing of MCP.
// Everything here is a pure function and safe from any thread.
#ifndef MCPRISK_BASE_TEXT_H_
#define MCPRISK_BASE_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mcprisk {

// --- ASCII ---------------------------------------------------------------------------------------
constexpr char AsciiLower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
std::string AsciiLowered(std::string_view text);
constexpr bool IsAsciiAlpha(char c) {
  char lower = AsciiLower(c);
  return lower >= 'a' && lower <= 'z';
}
constexpr bool IsAsciiDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsAsciiAlnum(char c) { return IsAsciiAlpha(c) || IsAsciiDigit(c); }
constexpr bool IsAsciiUpper(char c) { return c >= 'A' && c <= 'Z'; }
// Whether all of it is.
bool IsAscii(std::string_view text);
std::string_view Trimmed(std::string_view text);
bool StartsWithNoCase(std::string_view text, std::string_view prefix);
bool EqualsNoCase(std::string_view a, std::string_view b);
std::vector<std::string_view> Split(std::string_view text, char separator);
std::string Join(const std::vector<std::string>& parts, std::string_view separator);
std::string ReplaceAll(std::string text, std::string_view from, std::string_view to);
// RFC 3986: every byte but the unreserved characters and those of `also_plain` becomes %XX.
std::string PercentEncoded(std::string_view text, std::string_view also_plain = {});

// --- UTF-8 ---------------------------------------------------------------------------------------
// The code point that begins at text[*at], and moves *at behind it. Malformed bytes give U+FFFD,
// one byte at a time.
uint32_t NextCodePoint(std::string_view text, size_t* at);
void AppendCodePoint(uint32_t code_point, std::string* out);
bool IsValidUtf8(std::string_view text);
// The longest prefix of at most `bytes` bytes that does not cut a code point.
std::string_view Utf8Prefix(std::string_view text, size_t bytes);

// --- For people ----------------------------------------------------------------------------------
// What a terminal may show of foreign text, on one line. Control characters (so escape sequences),
// bidirectional marks, invisible, tag, private and unassigned special characters become "\u{1b}",
// malformed bytes "\x{ff}", the fifth and later marks on one letter "\u{301}". Newlines and tabs,
// with the blanks around them, become one space. Joiners and emoji selectors stay where honest text
// needs them: inside emoji, Arabic and Indic words.
std::string ForTerminal(std::string_view foreign);
// ForTerminal, cut to `columns` with "…" where it is longer.
std::string ForTerminal(std::string_view foreign, size_t columns);
// Columns that a line takes in a terminal: 2 for wide East Asian characters, 0 for combining marks.
size_t DisplayWidth(std::string_view line);
// `text` padded with spaces, or cut with "…", to exactly `columns`.
std::string PadTo(std::string_view text, size_t columns);
// `text` with spaces in front, so that it takes at least `columns`.
std::string RightAligned(std::string_view text, size_t columns);
// Words of `text` in lines of at most `columns` columns, `indent` spaces in front of each included;
// longer words are cut; no final newline.
std::string Wrapped(std::string_view text, size_t columns, size_t indent);
// 18707 -> "18,707".
std::string Grouped(uint64_t number);
// 0.955 -> "95.5 %".
std::string Percent(double share);
// "1 tool", "2,000 tools", "2 categories", "2 matches".
std::string Counted(uint64_t number, std::string_view noun);

// --- Nearness ------------------------------------------------------------------------------------
// Edits (insert, delete, replace, swap neighbors) between the two, ASCII case folded; at most
// `limit` + 1. Takes time by `limit` times the length.
size_t EditDistance(std::string_view a, std::string_view b, size_t limit);
// Up to `most` of `candidates` that are near `wanted` (few edits, or one holds the other), nearest
// first, equal ones in the order given.
std::vector<std::string> NearestNames(std::string_view wanted,
                                      const std::vector<std::string>& candidates, size_t most);

// A file name that no name of a stranger can turn against us: [a-z0-9-]{1,64} of the name, "-", and
// 12 hex digits of its SHA-256. "unnamed" stands for a name without letters and digits.
std::string SafeFileStem(std::string_view name);

}  // namespace mcprisk

#endif  // MCPRISK_BASE_TEXT_H_
