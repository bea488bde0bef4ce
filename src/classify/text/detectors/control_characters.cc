// Control characters: escape sequences steer a terminal, the others have no place in a definition.
#include "base/text.h"
#include "classify/text/detector.h"

namespace mcprisk {
namespace {

constexpr uint32_t kBackspace = 0x08;
constexpr uint32_t kVerticalTab = 0x0B;
constexpr uint32_t kFormFeed = 0x0C;
constexpr uint32_t kEscape = 0x1B;

bool IsControl(const TextField& field, uint32_t code_point) {
  if (code_point == '\t' || code_point == '\n' || code_point == '\r') return false;
  // Copied manual pages have these two; "\b" of a pattern is a backspace where it was escaped once
  // only.
  if (code_point == kVerticalTab || code_point == kFormFeed) return false;
  if (code_point == kBackspace) return field.role != TextRole::kValue;
  return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
}

// The bytes behind ESC or CSI that belong to the sequence: parameters, then one final byte.
size_t SequenceEnd(const std::string& text, size_t at) {
  if (at < text.size() && (text[at] == '[' || text[at] == ']')) ++at;
  while (at < text.size() && text[at] >= 0x20 && text[at] <= 0x3F) ++at;
  return at < text.size() && static_cast<unsigned char>(text[at]) >= 0x40 &&
                 static_cast<unsigned char>(text[at]) < 0x7F
             ? at + 1
             : at;
}

void Find(const TextField& field, std::vector<TextHit>* hits) {
  const std::string& text = field.text;
  for (size_t at = 0; at < text.size();) {
    size_t begin = at;
    uint32_t code_point = NextCodePoint(text, &at);
    if (!IsControl(field, code_point)) continue;
    if (code_point == kEscape || code_point == 0x9B) at = SequenceEnd(text, at);
    hits->push_back({begin, at, {}});
  }
}

}  // namespace

extern const TextDetector kControlCharacters;
const TextDetector kControlCharacters = {"control-characters",
                                         "control characters and terminal escape sequences",
                                         kControl | kUnplain,
                                         {},
                                         Find,
                                         false};

}  // namespace mcprisk
