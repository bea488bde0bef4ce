// Marks that change the direction of writing: text that is read otherwise than it is shown.
#include "base/text.h"
#include "classify/text/detector.h"

namespace mcprisk {
namespace {

bool IsRightToLeftLetter(uint32_t code_point) {
  return (code_point >= 0x0590 && code_point <= 0x08FF && code_point != 0x061C) ||
         (code_point >= 0xFB1D && code_point <= 0xFDFF) ||
         (code_point >= 0xFE70 && code_point <= 0xFEFC);
}

bool HasRightToLeft(const std::string& text) {
  for (size_t at = 0; at < text.size();) {
    if (IsRightToLeftLetter(NextCodePoint(text, &at))) return true;
  }
  return false;
}

bool IsIsolate(uint32_t code_point) { return code_point >= 0x2066 && code_point <= 0x2069; }

bool IsOverride(uint32_t code_point) {
  return (code_point >= 0x202A && code_point <= 0x202E) || IsIsolate(code_point);
}

bool IsMark(uint32_t code_point) {
  return code_point == 0x200E || code_point == 0x200F || code_point == 0x061C;
}

// Opened and closed as often, and never closed before opened.
bool IsolatesBalance(const std::string& text) {
  int open = 0;
  for (size_t at = 0; at < text.size();) {
    uint32_t code_point = NextCodePoint(text, &at);
    if (!IsIsolate(code_point)) continue;
    open += code_point == 0x2069 ? -1 : 1;
    if (open < 0) return false;
  }
  return open == 0;
}

void FindOverrides(const TextField& field, std::vector<TextHit>* hits) {
  const std::string& text = field.text;
  std::vector<TextHit> found;
  bool only_isolates = true;
  for (size_t at = 0; at < text.size();) {
    size_t begin = at;
    uint32_t code_point = NextCodePoint(text, &at);
    if (!IsOverride(code_point)) continue;
    only_isolates = only_isolates && IsIsolate(code_point);
    found.push_back({begin, at, {}});
  }
  if (found.empty()) return;
  // Honest text in Arabic or Hebrew sets foreign words apart with isolates.
  if (only_isolates && HasRightToLeft(text) && IsolatesBalance(text)) return;
  *hits = std::move(found);
}

void FindMarks(const TextField& field, std::vector<TextHit>* hits) {
  const std::string& text = field.text;
  for (size_t at = 0; at < text.size();) {
    size_t begin = at;
    if (IsMark(NextCodePoint(text, &at))) hits->push_back({begin, at, {}});
  }
  if (!hits->empty() && HasRightToLeft(text)) hits->clear();
}

}  // namespace

extern const TextDetector kDirectionOverride;
const TextDetector kDirectionOverride = {
    "direction-override",
    "bidirectional embeddings, overrides, and isolates that no right-to-left text needs",
    kUnplain,
    {},
    FindOverrides,
    false};

extern const TextDetector kDirectionMark;
const TextDetector kDirectionMark = {
    "direction-mark", "direction marks in text without right-to-left letters",
    kUnplain,         {},
    FindMarks,        false};

}  // namespace mcprisk
