// Zero-width and other default-ignorable characters where honest text needs none.
#include "base/characters.h"
#include "base/text.h"
#include "classify/text/detector.h"

namespace mcprisk {
namespace {

// So many in one field are no accident of copying.
constexpr size_t kManyInvisible = 3;

bool IsInvisible(uint32_t code_point) {
  switch (code_point) {
    case 0x00AD:  // soft hyphen
    case 0x034F:
    case 0x115F:
    case 0x1160:
    case 0x17B4:
    case 0x17B5:
    case 0x180E:
    case 0x200B:
    case 0x200C:
    case 0x200D:
    case 0x2800:  // braille without dots
    case 0x3164:
    case 0xFEFF:
    case 0xFFA0:
      return true;
    default:
      return code_point >= 0x2060 && code_point <= 0x2064;
  }
}

bool IsLetterBeyondAscii(uint32_t code_point) {
  return code_point >= 0xC0 && !IsHiddenCharacter(code_point);
}

// A soft hyphen in German prose, a byte-order mark in front, a blank braille cell among others.
bool MayStand(uint32_t before, uint32_t code_point, uint32_t after, size_t begin) {
  if (code_point == 0xFEFF) return begin == 0;
  if (code_point == 0x00AD) return IsLetterBeyondAscii(before) || IsLetterBeyondAscii(after);
  if (code_point == 0x2800) {
    return (before > 0x2800 && before <= 0x28FF) || (after > 0x2800 && after <= 0x28FF);
  }
  return HiddenCharacterBelongs(before, code_point, after);
}

// Each as a hit of its own; neighbors as one. Returns how many characters.
size_t FindAll(const std::string& text, std::vector<TextHit>* hits) {
  size_t count = 0;
  uint32_t before = 0;
  for (size_t at = 0; at < text.size();) {
    size_t begin = at;
    uint32_t code_point = NextCodePoint(text, &at);
    if (IsInvisible(code_point)) {
      size_t next = at;
      uint32_t after = next < text.size() ? NextCodePoint(text, &next) : 0;
      if (!MayStand(before, code_point, after, begin)) {
        ++count;
        if (!hits->empty() && hits->back().end == begin) {
          hits->back().end = at;
        } else {
          hits->push_back({begin, at, {}});
        }
      }
    }
    before = code_point;
  }
  return count;
}

void FindFew(const TextField& field, std::vector<TextHit>* hits) {
  std::vector<TextHit> all;
  if (FindAll(field.text, &all) < kManyInvisible) *hits = std::move(all);
}

// Between two ASCII letters, where no script and no emoji has one.
void FindSplitWords(const TextField& field, std::vector<TextHit>* hits) {
  std::vector<TextHit> all;
  FindAll(field.text, &all);
  for (TextHit& hit : all) {
    bool inside = hit.begin > 0 && hit.end < field.text.size() &&
                  IsAsciiAlpha(field.text[hit.begin - 1]) && IsAsciiAlpha(field.text[hit.end]);
    if (inside) hits->push_back(std::move(hit));
  }
}

void FindMany(const TextField& field, std::vector<TextHit>* hits) {
  std::vector<TextHit> all;
  if (FindAll(field.text, &all) >= kManyInvisible) *hits = std::move(all);
}

}  // namespace

extern const TextDetector kInvisibleCharacter;
const TextDetector kInvisibleCharacter = {
    "invisible-character",
    "one or two zero-width characters where no script or emoji needs them",
    kUnplain,
    {},
    FindFew,
    false};

extern const TextDetector kSplitWord;
const TextDetector kSplitWord = {"split-word",   "zero-width characters between two ASCII letters",
                                 kUnplain,       {},
                                 FindSplitWords, false};

extern const TextDetector kInvisibleRun;
const TextDetector kInvisibleRun = {
    "invisible-characters",
    "three or more zero-width characters in one field where no script or emoji needs them",
    kUnplain,
    {},
    FindMany,
    false};

}  // namespace mcprisk
