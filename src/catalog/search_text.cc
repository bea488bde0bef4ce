#include "catalog/search_text.h"

#include <algorithm>
#include <vector>

#include "base/text.h"

namespace mcprisk {
namespace {

struct Range {
  uint32_t first;
  uint32_t last;
};

// Blocks of the scripts that do not part words by spaces (Unicode 15, Blocks.txt). Hangul does, but
// joins particles to its words, so it gains as well.
constexpr Range kUnspaced[] = {
    {0x0E00, 0x0EFF},    // Thai, Lao
    {0x1000, 0x109F},    // Myanmar
    {0x1780, 0x17FF},    // Khmer
    {0x2E80, 0x2FDF},    // CJK radicals
    {0x3040, 0x30FF},    // Hiragana, Katakana
    {0x3100, 0x312F},    // Bopomofo
    {0x31F0, 0x31FF},    // Katakana extensions
    {0x3400, 0x4DBF},    // CJK extension A
    {0x4E00, 0x9FFF},    // CJK
    {0xAC00, 0xD7AF},    // Hangul
    {0xF900, 0xFAFF},    // CJK compatibility
    {0x20000, 0x3FFFF},  // CJK extensions B and up
};

bool IsUnspaced(uint32_t code_point) {
  return std::any_of(std::begin(kUnspaced), std::end(kUnspaced), [=](const Range& range) {
    return code_point >= range.first && code_point <= range.last;
  });
}

bool IsAsciiLowerOrDigit(char c) { return (c >= 'a' && c <= 'z') || IsAsciiDigit(c); }

// A capital begins a part behind a small letter or digit (createIssue), and where it ends a run of
// capitals before a small letter (getHTTPStatus: get HTTP Status).
bool BeginsPart(std::string_view text, size_t at) {
  if (at == 0 || !IsAsciiUpper(text[at])) return false;
  if (IsAsciiLowerOrDigit(text[at - 1])) return true;
  return IsAsciiUpper(text[at - 1]) && at + 1 < text.size() && text[at + 1] >= 'a' &&
         text[at + 1] <= 'z';
}

// `text` with a space before each part of its camelCase words; nullopt when it has none.
std::optional<std::string> CamelParts(std::string_view text) {
  std::optional<std::string> parts;
  for (size_t i = 0; i < text.size(); ++i) {
    if (BeginsPart(text, i)) {
      if (!parts) parts = std::string(text.substr(0, i));
      *parts += ' ';
    }
    if (parts) *parts += text[i];
  }
  return parts;
}

// `text` as an FTS5 string.
std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  quoted += '"';
  return quoted;
}

bool IsQuerySpace(char c) {
  return c == '\0' || c == ' ' || (c >= '\t' && c <= '\r');  // NUL would end the expression
}

std::vector<std::string_view> QueryWords(std::string_view text) {
  std::vector<std::string_view> words;
  size_t at = 0;
  while (at < text.size() && words.size() < kMaxQueryWords) {
    while (at < text.size() && IsQuerySpace(text[at])) ++at;
    const size_t begin = at;
    while (at < text.size() && !IsQuerySpace(text[at])) ++at;
    if (at > begin) words.push_back(text.substr(begin, at - begin));
  }
  return words;
}

}  // namespace

std::optional<std::string> IndexedText(std::string_view text) {
  if (IsAscii(text)) return std::nullopt;
  std::string apart;
  bool after_unspaced = false;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    const bool unspaced = IsUnspaced(NextCodePoint(text, &at));
    if (begin > 0 && (unspaced || after_unspaced)) apart += ' ';
    apart += text.substr(begin, at - begin);
    after_unspaced = unspaced;
  }
  if (apart.size() == text.size()) return std::nullopt;
  return apart;
}

std::optional<std::string> IndexedName(std::string_view name) {
  std::optional<std::string> indexed = IndexedText(name);
  if (std::optional<std::string> parts = CamelParts(name)) {
    indexed = indexed.value_or(std::string(name)) + ' ' + *parts;
  }
  return indexed;
}

std::string MatchExpression(std::string_view text) {
  // Words side by side are an AND that overlooks those in which the index sees no word ("—"), so
  // they come first; what has two forms takes an explicit AND, which does not.
  std::string plain;
  std::string in_two_forms;
  const std::vector<std::string_view> words = QueryWords(Utf8Prefix(text, kMaxQueryBytes));
  for (size_t i = 0; i < words.size(); ++i) {
    const bool is_last = i + 1 == words.size();
    const std::string_view prefix = is_last && words[i].size() >= kShortestPrefix ? "*" : "";
    const std::string word = IndexedText(words[i]).value_or(std::string(words[i]));
    const std::string asked = Quoted(word).append(prefix);
    if (const std::optional<std::string> parts = CamelParts(word)) {
      if (!in_two_forms.empty()) in_two_forms += " AND ";
      in_two_forms += "(" + asked + " OR " + Quoted(*parts).append(prefix) + ")";
    } else {
      if (!plain.empty()) plain += ' ';
      plain += asked;
    }
  }
  return plain + (plain.empty() || in_two_forms.empty() ? "" : " AND ") + in_two_forms;
}

}  // namespace mcprisk
