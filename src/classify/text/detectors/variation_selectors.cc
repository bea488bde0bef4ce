// Variation selectors in a row, or behind characters that take none: 256 of them can spell bytes.
#include "base/characters.h"
#include "base/text.h"
#include "classify/text/detector.h"

namespace mcprisk {
namespace {

// -1: no variation selector; else which of the 256.
int SelectorIndex(uint32_t code_point) {
  if (code_point >= 0xFE00 && code_point <= 0xFE0F) return static_cast<int>(code_point - 0xFE00);
  if (code_point >= 0xE0100 && code_point <= 0xE01EF) {
    return static_cast<int>(code_point - 0xE0100) + 16;
  }
  return -1;
}

bool IsHan(uint32_t code_point) {
  return (code_point >= 0x3400 && code_point <= 0x9FFF) ||
         (code_point >= 0xF900 && code_point <= 0xFAFF) ||
         (code_point >= 0x20000 && code_point <= 0x3FFFD);
}

// One behind an emoji, a keycap's digit, a Han character, or a letter of scripts that have
// variants.
bool TakesSelector(uint32_t base) {
  return IsPictograph(base) || base == '#' || base == '*' || (base >= '0' && base <= '9') ||
         IsHan(base) || (base >= 0x1000 && base <= 0x109F) || (base >= 0x1820 && base <= 0x18AA) ||
         (base >= 0x2200 && base <= 0x22FF) || (base >= 0x3001 && base <= 0x30FF) ||
         (base >= 0xFF00 && base <= 0xFF1F);
}

void Find(const TextField& field, std::vector<TextHit>* hits) {
  const std::string& text = field.text;
  uint32_t before = 0;
  for (size_t at = 0; at < text.size();) {
    size_t begin = at;
    uint32_t code_point = NextCodePoint(text, &at);
    if (SelectorIndex(code_point) < 0) {
      before = code_point;
      continue;
    }
    TextHit hit{begin, at, {}};
    size_t count = 0;
    for (;;) {
      int index = SelectorIndex(code_point);
      if (index < 0) break;
      ++count;
      // Byte b is selector b; letters among them are what a message is made of.
      if (index >= ' ' && index < 0x7F) hit.revealed += static_cast<char>(index);
      hit.end = at;
      if (at == text.size()) break;
      size_t next = at;
      code_point = NextCodePoint(text, &next);
      if (SelectorIndex(code_point) >= 0) at = next;
    }
    if (count >= 2 || !TakesSelector(before)) hits->push_back(std::move(hit));
    before = 0;
  }
}

}  // namespace

extern const TextDetector kVariationSelectors;
const TextDetector kVariationSelectors = {
    "variation-selectors",
    "variation selectors in a row or behind characters that take none",
    kSelector,
    {},
    Find,
    true};

}  // namespace mcprisk
