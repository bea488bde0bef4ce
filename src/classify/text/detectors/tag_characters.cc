// Tag characters (U+E0000 to U+E007F): ASCII that no screen shows and every model reads.
#include "base/text.h"
#include "classify/text/detector.h"

namespace mcprisk {
namespace {

constexpr uint32_t kFirstTag = 0xE0000;
constexpr uint32_t kLastTag = 0xE007F;
// The flags of England, Scotland and Wales: a black flag, tags, this one (UTS #51).
constexpr uint32_t kBlackFlag = 0x1F3F4;
constexpr uint32_t kCancelTag = 0xE007F;
constexpr size_t kMaxFlagTags = 7;

bool IsTag(uint32_t code_point) { return code_point >= kFirstTag && code_point <= kLastTag; }

void Find(const TextField& field, std::vector<TextHit>* hits) {
  const std::string& text = field.text;
  uint32_t before = 0;
  for (size_t at = 0; at < text.size();) {
    size_t begin = at;
    uint32_t code_point = NextCodePoint(text, &at);
    if (!IsTag(code_point)) {
      before = code_point;
      continue;
    }
    TextHit hit{begin, at, {}};
    size_t tags = 0;
    uint32_t last = code_point;
    while (IsTag(code_point)) {
      last = code_point;
      ++tags;
      uint32_t letter = code_point - kFirstTag;
      if (letter >= ' ' && letter < 0x7F) hit.revealed += static_cast<char>(letter);
      hit.end = at;
      if (at == text.size()) break;
      size_t next = at;
      code_point = NextCodePoint(text, &next);
      if (IsTag(code_point)) at = next;
    }
    bool flag = before == kBlackFlag && last == kCancelTag && tags <= kMaxFlagTags;
    if (!flag) hits->push_back(std::move(hit));
    before = 0;
  }
}

}  // namespace

extern const TextDetector kTagCharacters;
const TextDetector kTagCharacters = {
    "tag-characters", "Unicode tag characters that are no flag", kUnplain, {}, Find, true};

}  // namespace mcprisk
