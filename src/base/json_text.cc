// The part of json.h that works on text alone: strings and numbers written, broken documents split.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "base/json.h"
#include "base/text.h"

namespace mcprisk {
namespace {

// --- Strings -------------------------------------------------------------------------------------

bool NeedsEscape(char c) { return static_cast<uint8_t>(c) < 0x20 || c == '"' || c == '\\'; }

// Whether one of eight bytes needs an escape. Each term sets the high bit of a byte that is less
// than 0x20, or equal to the quote or the backslash, and of none where all eight are harmless.
bool AnyNeedsEscape(const char* eight) {
  constexpr uint64_t kOnes = 0x0101010101010101;
  constexpr uint64_t kHigh = 0x8080808080808080;
  uint64_t bytes;
  std::memcpy(&bytes, eight, sizeof(bytes));
  uint64_t quote = bytes ^ (kOnes * '"');
  uint64_t backslash = bytes ^ (kOnes * '\\');
  uint64_t found = (bytes - kOnes * 0x20) & ~bytes;
  found |= (quote - kOnes) & ~quote;
  found |= (backslash - kOnes) & ~backslash;
  return (found & kHigh) != 0;
}

size_t FindEscape(std::string_view text, size_t at) {
  while (text.size() - at >= 8 && !AnyNeedsEscape(text.data() + at)) at += 8;
  while (at < text.size() && !NeedsEscape(text[at])) ++at;
  return at;
}

void AppendEscape(char c, std::string* out) {
  constexpr char kDigits[] = "0123456789abcdef";
  constexpr std::string_view kNamed = "\b\t\n\f\r\"\\";
  constexpr std::string_view kNames = "btnfr\"\\";
  *out += '\\';
  size_t named = kNamed.find(c);
  if (named != std::string_view::npos) {
    *out += kNames[named];
    return;
  }
  *out += "u00";
  *out += kDigits[static_cast<uint8_t>(c) >> 4];
  *out += kDigits[c & 15];
}

}  // namespace

void AppendJsonString(std::string_view text, std::string* out) {
  *out += '"';
  size_t at = 0;
  for (;;) {
    size_t end = FindEscape(text, at);
    out->append(text, at, end - at);
    if (end == text.size()) break;
    AppendEscape(text[end], out);
    at = end + 1;
  }
  *out += '"';
}

// --- Numbers -------------------------------------------------------------------------------------

void AppendJsonNumber(double number, std::string* out) {
  constexpr double kTwoTo53 = 9007199254740992;
  std::array<char, 32> buffer;
  if (std::abs(number) <= kTwoTo53 && std::trunc(number) == number) {
    auto whole = static_cast<int64_t>(number);  // -0 becomes 0, as it must
    out->append(buffer.data(), std::to_chars(buffer.begin(), buffer.end(), whole).ptr);
    return;
  }
  // "-d.ddde-xx" gives the digits and the exponent; ECMA-262, Number::toString, lays them out.
  char* end =
      std::to_chars(buffer.begin(), buffer.end(), number, std::chars_format::scientific).ptr;
  std::string_view text(buffer.data(), static_cast<size_t>(end - buffer.data()));
  if (text.front() == '-') {
    *out += '-';
    text.remove_prefix(1);
  }
  size_t e = text.find('e');
  std::string digits(1, text[0]);
  if (e > 2) digits += text.substr(2, e - 2);
  const int count = static_cast<int>(digits.size());
  int exponent = 0;
  std::string_view power = text.substr(e + (text[e + 1] == '+' ? 2 : 1));
  std::from_chars(power.data(), power.data() + power.size(), exponent);
  const int point = exponent + 1;  // the decimal point stands behind so many digits

  if (point >= count && point <= 21) {
    *out += digits;
    out->append(static_cast<size_t>(point - count), '0');
  } else if (point > 0 && point <= 21) {
    *out += digits.insert(static_cast<size_t>(point), 1, '.');
  } else if (point > -6 && point <= 0) {
    *out += "0.";
    out->append(static_cast<size_t>(-point), '0');
    *out += digits;
  } else {
    if (count > 1) digits.insert(1, 1, '.');
    *out += digits;
    *out += exponent > 0 ? "e+" : "e";
    *out += std::to_string(exponent);
  }
}

// --- Broken documents ----------------------------------------------------------------------------

namespace {

constexpr std::string_view kJsonSpace = " \t\n\r";

size_t SkipSpace(std::string_view text, size_t at) {
  return std::min(text.find_first_not_of(kJsonSpace, at), text.size());
}

// Behind the string that begins at `at`; *closed tells whether a quote ended it.
size_t SkipString(std::string_view text, size_t at, bool* closed) {
  for (++at; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '"' || text[at] == '\n') {
      *closed = text[at] == '"';
      return at + 1;
    }
  }
  *closed = false;
  return text.size();
}

// The place of the array under one of `keys` in an object at `depth` (1: the outermost one), or
// npos.
size_t FindArray(std::string_view text, size_t at, const std::vector<std::string_view>& keys,
                 size_t depth) {
  size_t level = 0;
  while (at < text.size()) {
    char c = text[at];
    if (c == '"') {
      size_t begin = at + 1;
      bool closed;
      at = SkipString(text, at, &closed);
      if (!closed || level != depth) continue;
      std::string_view key = text.substr(begin, at - 1 - begin);
      size_t colon = SkipSpace(text, at);
      if (colon == text.size() || text[colon] != ':') continue;
      size_t value = SkipSpace(text, colon + 1);
      bool array = value < text.size() && text[value] == '[';
      if (array && std::find(keys.begin(), keys.end(), key) != keys.end()) return value;
      continue;
    }
    ++at;
    if (c == '{' || c == '[') ++level;
    if ((c == '}' || c == ']') && --level == 0) break;
  }
  return std::string_view::npos;
}

// The items of the array that begins at `at`. Any closing bracket closes what was opened last, so
// that a wrong one inside an item stays there.
JsonPieces SplitItems(std::string_view text, size_t at) {
  JsonPieces pieces;
  size_t level = 1;
  size_t begin = ++at;
  auto finish_item = [&](size_t end) {
    std::string_view item = Trimmed(text.substr(begin, end - begin));
    if (!item.empty()) pieces.items.push_back(item);
    begin = end + 1;
  };
  while (at < text.size()) {
    char c = text[at];
    if (c == '"') {
      bool closed;
      at = SkipString(text, at, &closed);
      continue;
    }
    if (c == '{' || c == '[') ++level;
    if ((c == '}' || c == ']') && --level == 0) {
      finish_item(at);
      pieces.complete = true;
      break;
    }
    if (c == ',' && level == 1) finish_item(at);
    ++at;
  }
  return pieces;
}

}  // namespace

JsonPieces SplitJsonArray(std::string_view text, const std::vector<std::string_view>& keys) {
  size_t at = std::min(text.find_first_of("[{"), text.size());
  if (at < text.size() && text[at] == '{') {
    size_t envelope = at;
    at = FindArray(text, envelope, keys, 1);
    if (at == std::string_view::npos) at = FindArray(text, envelope, keys, 2);
  }
  if (at >= text.size()) return {};
  return SplitItems(text, at);
}

size_t LineOfOffset(std::string_view text, size_t offset) {
  std::string_view before = text.substr(0, std::min(offset, text.size()));
  return 1 + static_cast<size_t>(std::count(before.begin(), before.end(), '\n'));
}

}  // namespace mcprisk
