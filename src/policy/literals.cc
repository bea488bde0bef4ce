#include "policy/literals.h"

#include <array>
#include <cstdint>
#include <cstdio>

#include "base/characters.h"
#include "base/json.h"
#include "base/text.h"

namespace mcprisk {
namespace {

constexpr uint32_t kLastOfBmp = 0xFFFF;
// YAML 1.1 reads these as line breaks.
constexpr uint32_t kLineSeparator = 0x2028;
constexpr uint32_t kParagraphSeparator = 0x2029;

std::string Formatted(const char* format, uint32_t number) {
  std::array<char, 16> text{};
  int size = std::snprintf(text.data(), text.size(), format, number);
  return {text.data(), static_cast<size_t>(size)};
}

std::string Escape(uint32_t code_point, LiteralLanguage language) {
  if (language == LiteralLanguage::kCedar) return Formatted("\\u{%x}", code_point);
  if (code_point <= kLastOfBmp) return Formatted("\\u%04x", code_point);
  if (language != LiteralLanguage::kRego) return Formatted("\\U%08x", code_point);
  // JSON has no escape beyond the basic plane but a pair of surrogates.
  uint32_t above = code_point - (kLastOfBmp + 1);
  return Formatted("\\u%04x", 0xD800 + (above >> 10)) +
         Formatted("\\u%04x", 0xDC00 + (above & 0x3FF));
}

bool NeedsEscape(uint32_t code_point) {
  return IsHiddenCharacter(code_point) || code_point == kLineSeparator ||
         code_point == kParagraphSeparator;
}

}  // namespace

std::string Quoted(std::string_view text, LiteralLanguage language) {
  std::string literal = "\"";
  for (size_t at = 0; at < text.size();) {
    uint32_t code_point = NextCodePoint(text, &at);
    if (code_point == '"' || code_point == '\\') {
      literal += '\\';
      literal += static_cast<char>(code_point);
    } else if (NeedsEscape(code_point)) {
      literal += Escape(code_point, language);
    } else {
      AppendCodePoint(code_point, &literal);
    }
  }
  return literal + '"';
}

std::string QuotedList(const std::vector<std::string>& texts, LiteralLanguage language,
                       std::string_view separator) {
  std::vector<std::string> quoted;
  quoted.reserve(texts.size());
  for (const std::string& text : texts) quoted.push_back(Quoted(text, language));
  return Join(quoted, separator);
}

std::string NumberText(double number) {
  std::string text;
  AppendJsonNumber(number, &text);
  return text;
}

}  // namespace mcprisk
