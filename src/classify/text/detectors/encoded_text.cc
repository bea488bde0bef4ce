// Readable text in base64, hex or escapes.
#include "classify/text/decoding.h"
#include "classify/text/detector.h"

namespace mcprisk {
namespace {

void Find(const TextField& field, std::vector<TextHit>* hits) {
  for (DecodedText& one : DecodeParts(field.text)) {
    hits->push_back({one.begin, one.end, std::move(one.text)});
  }
}

}  // namespace

extern const TextDetector kEncodedText;
const TextDetector kEncodedText = {
    "encoded-text",
    "readable text in base64, hex digits or runs of escapes",
    kPacked,
    // Spaced hex digits of any English sentence have a space and an "e".
    {"\\x", "\\u00", "%20", "%6", "%7", "&#", " 20 ", " 65 ", ":20:", "0x65", "0x20"},
    Find,
    true};

}  // namespace mcprisk
