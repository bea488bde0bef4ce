// What rules about text cannot say as phrases: a look at the characters of one field.
//
// A detector is a pure function over the raw text of a field, linear in its length, that never
// fails. What it finds may hide text; that is revealed, so that phrases are looked for in it, too.
// One file a detector under detectors/, one line in the list of detectors.cc.
#ifndef MCPRISK_CLASSIFY_TEXT_DETECTOR_H_
#define MCPRISK_CLASSIFY_TEXT_DETECTOR_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "classify/text/text_field.h"

namespace mcprisk {

// What the screen saw in a text at a glance (screen.h).
enum TextSign : uint8_t {
  kNonAscii = 1 << 0,
  kControl = 1 << 1,  // control characters other than tab and line ends
  kPacked = 1 << 2,   // a long run of letters and digits of mixed kinds
  kSpread = 1 << 3,   // single characters with separators between them
  // Beyond ASCII, and neither typographic marks, symbols, emoji, Han, kana nor Hangul.
  kUnplain = 1 << 4,
  kSelector = 1 << 5,  // a variation selector
};

struct TextHit {
  size_t begin = 0;  // bytes of the raw text
  size_t end = 0;
  std::string revealed;  // UTF-8; what it says, or what stands inside; empty: nothing
};

struct TextDetector {
  std::string_view id;  // what rule files call it
  std::string_view meaning;
  uint8_t signs = 0;  // asked where the screen saw one of these,
  // or where one of these occurs, ASCII case folded.
  std::vector<std::string> literals;
  void (*find)(const TextField& field, std::vector<TextHit>* hits) = nullptr;
  // What it reveals was hidden from people, so every rule looks into it.
  bool hides = false;
};

// All of them, in the order in which they are listed.
const std::vector<const TextDetector*>& TextDetectors();
// nullptr when there is none.
const TextDetector* FindTextDetector(std::string_view id);

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_TEXT_DETECTOR_H_
