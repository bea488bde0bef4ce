#include "crawl/packages/source.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace mcprisk {
namespace {

int HexDigit(char c) {
  if (IsAsciiDigit(c)) return c - '0';
  char lower = AsciiLower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// The number of at most `digits` hex digits at text[*at], which moves behind them.
uint32_t ReadHex(std::string_view text, size_t digits, size_t* at) {
  uint32_t value = 0;
  for (; digits > 0 && *at < text.size() && HexDigit(text[*at]) >= 0; --digits, ++*at) {
    value = value << 4 | static_cast<uint32_t>(HexDigit(text[*at]));
  }
  return value;
}

constexpr bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

constexpr uint32_t kReplacement = 0xFFFD;

// One \u escape; text[*at] is behind the u. Halves of a pair that come together are one character.
uint32_t ReadUnicode(std::string_view text, size_t* at) {
  constexpr size_t kMostDigits = 8;
  if (*at < text.size() && text[*at] == '{') {
    ++*at;
    uint32_t value = ReadHex(text, kMostDigits, at);
    if (*at < text.size() && text[*at] == '}') ++*at;
    return value;
  }
  uint32_t high = ReadHex(text, 4, at);
  if (high < 0xD800 || high > 0xDBFF || !text.substr(*at).starts_with("\\u")) return high;
  size_t behind = *at + 2;
  uint32_t low = ReadHex(text, 4, &behind);
  if (low < 0xDC00 || low > 0xDFFF) return high;
  *at = behind;
  return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

void AppendChecked(uint32_t code_point, std::string* out) {
  bool valid = code_point <= 0x10FFFF && (code_point < 0xD800 || code_point > 0xDFFF);
  AppendCodePoint(valid ? code_point : kReplacement, out);
}

// Resolves the escape whose backslash is text[*at].
void AppendEscape(std::string_view text, Language language, size_t* at, std::string* out) {
  constexpr std::string_view kLetters = "ntrbfv0";
  constexpr std::string_view kMeanings("\n\t\r\b\f\v\0", 7);
  char c = *at + 1 < text.size() ? text[*at + 1] : '\\';
  *at += 2;
  if (size_t letter = kLetters.find(c); letter != std::string_view::npos) {
    *out += kMeanings[letter];
  } else if (c == 'x') {
    AppendChecked(ReadHex(text, 2, at), out);
  } else if (c == 'u') {
    AppendChecked(ReadUnicode(text, at), out);
  } else if (c == 'U' && language != Language::kJavaScript) {
    AppendChecked(ReadHex(text, 8, at), out);
  } else if (c == '\n' || c == '\r') {
    if (c == '\r' && *at < text.size() && text[*at] == '\n') ++*at;
    // Rust also drops the blanks that the next line begins with.
    while (language == Language::kRust && *at < text.size() && IsBlank(text[*at])) ++*at;
  } else {
    if (language == Language::kPython && c != '\\' && c != '\'' && c != '"') *out += '\\';
    --*at;
    AppendChecked(NextCodePoint(text, at), out);
  }
}

}  // namespace

SourceText::SourceText(std::string path, std::string text, Language language)
    : path_(std::move(path)), text_(std::move(text)), language_(language) {
  if (text_.size() > kMaxSourceFileBytes) text_.resize(kMaxSourceFileBytes);
  tokens_ = TokenizeSource(text_, language_);
  lines_.push_back(0);
  for (size_t at = text_.find('\n'); at != std::string::npos; at = text_.find('\n', at + 1)) {
    lines_.push_back(static_cast<uint32_t>(at + 1));
  }
  end_.begin = end_.end = static_cast<uint32_t>(text_.size());
  end_.match = size();
}

std::string_view SourceText::Text(uint32_t at) const {
  const SourceToken& token = (*this)[at];
  return std::string_view(text_).substr(token.begin, token.end - token.begin);
}

bool SourceText::Is(uint32_t at, std::string_view sign_or_name) const {
  const SourceToken& token = (*this)[at];
  return (token.kind == TokenKind::kName || token.kind == TokenKind::kSign ||
          token.kind == TokenKind::kOpen || token.kind == TokenKind::kClose) &&
         Text(at) == sign_or_name;
}

bool SourceText::IsOpen(uint32_t at, char bracket) const {
  const SourceToken& token = (*this)[at];
  return token.kind == TokenKind::kOpen && token.sign == bracket;
}

std::string SourceText::Decoded(uint32_t at) const {
  std::string_view text = Text(at);
  const bool raw = (*this)[at].raw;
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    if (text[i] == '\\' && !raw) {
      AppendEscape(text, language_, &i, &out);
    } else {
      AppendChecked(NextCodePoint(text, &i), &out);
    }
  }
  return out;
}

uint32_t SourceText::Next(uint32_t at) const {
  const SourceToken& token = (*this)[at];
  return token.kind == TokenKind::kOpen ? std::min(token.match + 1, size()) : at + 1;
}

Range SourceText::Inside(uint32_t open) const {
  return {open + 1, std::min((*this)[open].match, size())};
}

std::vector<Range> SourceText::Split(Range range, std::string_view separator) const {
  std::vector<Range> pieces;
  uint32_t begin = range.begin;
  for (uint32_t at = range.begin; at < range.end; at = Next(at)) {
    if ((*this)[at].kind != TokenKind::kSign || !Is(at, separator)) continue;
    pieces.push_back({begin, at});
    begin = at + 1;
  }
  if (begin < range.end) pieces.push_back({begin, range.end});
  return pieces;
}

uint32_t SourceText::Find(Range range, std::string_view sign_or_name) const {
  for (uint32_t at = range.begin; at < range.end; at = Next(at)) {
    if (Is(at, sign_or_name)) return at;
  }
  return range.end;
}

size_t SourceText::Line(uint32_t at) const {
  auto behind = std::upper_bound(lines_.begin(), lines_.end(), (*this)[at].begin);
  return static_cast<size_t>(behind - lines_.begin());
}

size_t SourceText::Column(uint32_t at) const { return (*this)[at].begin - lines_[Line(at) - 1]; }

std::optional<Language> SourceLanguage(std::string_view path) {
  constexpr std::array<std::string_view, 9> kFoldersLeftOut = {
      "node_modules", "__tests__", "__mocks__", "test",      "tests",
      "testdata",     "examples",  "example",   "test-utils"};
  std::string lowered = AsciiLowered(path);
  std::vector<std::string_view> parts = Split(lowered, '/');
  std::string_view name = parts.back();
  parts.pop_back();
  for (std::string_view part : parts) {
    if (std::find(kFoldersLeftOut.begin(), kFoldersLeftOut.end(), part) != kFoldersLeftOut.end()) {
      return std::nullopt;
    }
  }
  constexpr std::array<std::string_view, 9> kNamesLeftOut = {".d.ts",    ".d.mts", ".d.cts",
                                                             ".test.",   ".spec.", "_test.go",
                                                             "_test.py", "test_",  "conftest.py"};
  for (std::string_view part : kNamesLeftOut) {
    bool at_begin = part == "test_";
    if (at_begin ? name.starts_with(part) : name.find(part) != std::string_view::npos) {
      return std::nullopt;
    }
  }
  using Ending = std::pair<std::string_view, Language>;
  for (auto [ending, language] :
       {Ending{".js", Language::kJavaScript}, Ending{".mjs", Language::kJavaScript},
        Ending{".cjs", Language::kJavaScript}, Ending{".ts", Language::kJavaScript},
        Ending{".mts", Language::kJavaScript}, Ending{".cts", Language::kJavaScript},
        Ending{".jsx", Language::kJavaScript}, Ending{".tsx", Language::kJavaScript},
        Ending{".py", Language::kPython}, Ending{".go", Language::kGo},
        Ending{".cs", Language::kCSharp}, Ending{".java", Language::kJava},
        Ending{".rs", Language::kRust}}) {
    if (name.ends_with(ending)) return language;
  }
  return std::nullopt;
}

}  // namespace mcprisk
