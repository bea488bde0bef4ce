#include "classify/text/screen.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/text.h"
#include "classify/text/decoding.h"
#include "classify/text/detector.h"

namespace mcprisk {
namespace {

constexpr uint64_t kHighBits = 0x8080808080808080ULL;
constexpr uint64_t kOnes = 0x0101010101010101ULL;

bool IsOddControl(char c) {
  return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r') || c == 0x7F;
}

bool HasOddControl(std::string_view text) {
  for (char c : text) {
    if (IsOddControl(c)) return true;
  }
  return false;
}

constexpr std::array<bool, 256> kBase64Letters = [] {
  std::array<bool, 256> letters{};
  for (int c = 0; c < 256; ++c) {
    letters[static_cast<size_t>(c)] = IsBase64Letter(static_cast<char>(c));
  }
  return letters;
}();

bool IsPackedLetter(char c) { return kBase64Letters[static_cast<unsigned char>(c)]; }

// A run of that many letters has one at each so many bytes.
bool HasPackedRun(std::string_view text) {
  constexpr size_t kStep = kMinBase64Letters;
  for (size_t at = kStep - 1; at < text.size(); at += kStep) {
    if (!IsPackedLetter(text[at])) continue;
    size_t begin = at;
    while (begin > 0 && IsPackedLetter(text[begin - 1])) --begin;
    size_t end = at + 1;
    while (end < text.size() && IsPackedLetter(text[end])) ++end;
    if (end - begin < kStep) continue;
    // Words joined with "_" have no capitals and no digits; readable text has both, packed.
    bool upper = false, lower = false, digit = false;
    for (size_t i = begin; i < end; ++i) {
      upper = upper || IsAsciiUpper(text[i]);
      lower = lower || (IsAsciiAlpha(text[i]) && !IsAsciiUpper(text[i]));
      digit = digit || IsAsciiDigit(text[i]);
    }
    if ((upper && lower) || digit) return true;
    at = end;
  }
  return false;
}

bool IsSpreadSeparator(char c) { return c == ' ' || c == '.' || c == '-' || c == '_' || c == '*'; }

// Two letters between three separators, the last of which may be the end of a word: a step of three
// bytes meets them in any two words that are spread.
bool HasSpreadRun(std::string_view text) {
  constexpr size_t kStep = 3;
  for (size_t at = 0; at + 6 < text.size(); at += kStep) {
    size_t from = IsSpreadSeparator(text[at]) ? at : at + 1;
    char separator = text[from];
    if (IsSpreadSeparator(separator) && text[from + 2] == separator &&
        IsAsciiAlpha(text[from + 1]) && IsAsciiAlpha(text[from + 3]) &&
        !IsAsciiAlpha(text[from + 4])) {
      return true;
    }
  }
  return false;
}

// Punctuation of Chinese and Japanese text that no literal of a rule has.
bool IsPlainWideMark(uint32_t c) {
  return c == 0xFF01 || c == 0xFF08 || c == 0xFF09 || c == 0xFF0C || (c >= 0xFF1A && c <= 0xFF1F);
}

bool IsPlainSymbol(uint32_t c) {
  return (c >= 0xA0 && c <= 0xBF && c != 0xAA && c != 0xAD && c != 0xBA) || c == 0xD7 ||
         c == 0xF7 || (c >= 0x2010 && c <= 0x2027) || (c >= 0x2030 && c <= 0x205E) ||
         (c >= 0x2190 && c <= 0x2449) || (c >= 0x2500 && c <= 0x27FF) ||
         (c >= 0x2900 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x9FFF) ||
         (c >= 0xAC00 && c <= 0xD7A3) || IsPlainWideMark(c) || (c >= 0x1F300 && c <= 0x1FAFF);
}

// Of the characters beyond ASCII.
uint8_t WideSigns(std::string_view text) {
  uint8_t signs = kNonAscii;
  bool symbol = false;  // before `at`: what a variation selector may follow
  for (size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      symbol = IsAsciiDigit(text[at]) || text[at] == '#' || text[at] == '*';  // keycaps
      ++at;
      continue;
    }
    const uint32_t c = NextCodePoint(text, &at);
    if (c == 0xFE0F) signs |= kSelector;
    const bool emoji = c == 0xFE0F && symbol;
    symbol = IsPlainSymbol(c);
    if (!symbol && !emoji) return signs | kUnplain | kSelector;
  }
  return signs;
}

// Eight bytes at once. Line ends count as controls until a second look.
uint8_t ByteSigns(std::string_view text) {
  uint64_t high = 0;
  uint64_t low = 0;  // a high bit for each byte below 0x20, or 0x7F
  size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    uint64_t word = 0;
    std::memcpy(&word, text.data() + at, 8);
    high |= word;
    low |= (word - kOnes * 0x20) & ~word;
    low |= (word + kOnes) & ~word;  // 0x7F + 1
  }
  bool control = (low & kHighBits) != 0;
  for (; at < text.size(); ++at) {
    high |= static_cast<unsigned char>(text[at]);
    control = control || IsOddControl(text[at]);
  }
  uint8_t signs = (high & kHighBits) != 0 ? WideSigns(text) : 0;
  if (control && HasOddControl(text)) signs |= kControl;
  return signs;
}

// Folding drops the marks.
bool MarkDividesWord(std::string_view text, char mark) {
  for (size_t at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at)) {
    const size_t begin = text.find_last_not_of("*`", at);
    at = std::min(text.size(), text.find_first_not_of("*`", at));
    if (begin != std::string_view::npos && at < text.size() && IsAsciiAlnum(text[begin]) &&
        IsAsciiAlnum(text[at])) {
      return true;
    }
  }
  return false;
}

bool MarkdownDividesWord(std::string_view text) {
  return MarkDividesWord(text, '*') || MarkDividesWord(text, '`');
}

}  // namespace

uint8_t SignsOf(std::string_view text) {
  uint8_t signs = ByteSigns(text);
  if (HasPackedRun(text)) signs |= kPacked;
  if (HasSpreadRun(text)) signs |= kSpread;
  return signs;
}

bool FoldingMakesWords(std::string_view text, uint8_t signs) {
  return (signs & (kControl | kUnplain)) != 0 || MarkdownDividesWord(text);
}

}  // namespace mcprisk
