// Letters that are not what they look like: of another script, styled, or under a heap of marks.
#include "base/characters.h"
#include "base/confusables.h"
#include "base/text.h"
#include "classify/text/detector.h"

namespace mcprisk {
namespace {

// Shorter words are formulas and units ("αx", "μm").
constexpr size_t kMinMixedLetters = 3;
constexpr size_t kMinStyledLetters = 4;
constexpr size_t kMinStackedMarks = 5;
// One mark to so many letters is more than any spelling with accents on ASCII letters has.
constexpr size_t kLettersAMark = 20;

bool IsStyled(uint32_t code_point) {
  return (code_point >= 0x1D400 && code_point <= 0x1D7FF) ||  // mathematical letters
         (code_point >= 0x24B6 && code_point <= 0x24E9) ||    // in circles
         (code_point >= 0x1F110 && code_point <= 0x1F189);    // in boxes and parentheses
}

void FindMixed(const TextField& field, std::vector<TextHit>* hits) {
  const std::string& text = field.text;
  size_t begin = 0;
  size_t letters = 0, ascii = 0, alike = 0;
  auto close = [&](size_t end) {
    // Every letter of another script must look like a Latin one: "IDшник" is Russian.
    if (ascii > 0 && alike > 0 && ascii + alike == letters && letters >= kMinMixedLetters) {
      hits->push_back({begin, end, {}});
    }
  };
  for (size_t at = 0; at < text.size();) {
    size_t from = at;
    uint32_t code_point = NextCodePoint(text, &at);
    bool is_ascii = code_point < 0x80 && IsAsciiAlpha(static_cast<char>(code_point));
    bool word =
        is_ascii || (code_point >= 0xC0 && !IsHiddenCharacter(code_point) &&
                     !IsPictograph(code_point) && (code_point < 0x2000 || code_point >= 0xA000));
    if (!word) {
      if (letters > 0) close(from);
      letters = ascii = alike = 0;
      continue;
    }
    if (letters++ == 0) begin = from;
    ascii += is_ascii ? 1 : 0;
    alike += AsciiLookAlike(code_point) && code_point >= 0x370 ? 1 : 0;
  }
  if (letters > 0) close(text.size());
}

void FindStyled(const TextField& field, std::vector<TextHit>* hits) {
  const std::string& text = field.text;
  size_t begin = 0, count = 0;
  for (size_t at = 0; at < text.size();) {
    size_t from = at;
    bool styled = IsStyled(NextCodePoint(text, &at));
    if (styled && count++ == 0) begin = from;
    if (styled && at < text.size()) continue;
    if (count >= kMinStyledLetters) hits->push_back({begin, styled ? at : from, {}});
    count = 0;
  }
}

void FindStacked(const TextField& field, std::vector<TextHit>* hits) {
  const std::string& text = field.text;
  size_t letters = 0, marks = 0, first = 0, last = 0;
  uint32_t before = 0;
  for (size_t at = 0; at < text.size();) {
    size_t from = at;
    uint32_t code_point = NextCodePoint(text, &at);
    bool mark = code_point >= 0x0300 && code_point <= 0x036F;
    bool on_ascii = before < 0x80 || (before >= 0x0300 && before <= 0x036F);
    if (mark && on_ascii) {
      if (marks++ == 0) first = from;
      last = at;
    } else if (code_point < 0x80 && IsAsciiAlpha(static_cast<char>(code_point))) {
      ++letters;
    }
    before = code_point;
  }
  if (marks >= kMinStackedMarks && marks * kLettersAMark > letters) {
    hits->push_back({first, last, {}});
  }
}

}  // namespace

extern const TextDetector kMixedScripts;
const TextDetector kMixedScripts = {
    "mixed-scripts", "words of Latin letters with look-alikes of other scripts",
    kUnplain,        {},
    FindMixed,       false};

extern const TextDetector kStyledLetters;
const TextDetector kStyledLetters = {
    "styled-letters", "mathematical or enclosed letters in place of plain ones",
    kUnplain,         {},
    FindStyled,       false};

extern const TextDetector kStackedMarks;
const TextDetector kStackedMarks = {
    "stacked-marks", "marks heaped on plain letters", kUnplain, {}, FindStacked, false};

}  // namespace mcprisk
