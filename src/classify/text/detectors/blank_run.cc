// Text behind so much blank space that nobody scrolls to it.
#include "base/text.h"
#include "classify/text/detector.h"

namespace mcprisk {
namespace {

constexpr size_t kMinBlanks = 60;
constexpr size_t kMinEmptyLines = 8;

bool IsBlank(std::string_view text, size_t at, size_t* next) {
  if (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r') {
    *next = at + 1;
    return true;
  }
  if (!(text[at] & 0x80)) return false;
  *next = at;
  uint32_t code_point = NextCodePoint(text, next);
  return code_point == 0xA0 || (code_point >= 0x2000 && code_point <= 0x200A) ||
         code_point == 0x3000;
}

void Find(const TextField& field, std::vector<TextHit>* hits) {
  std::string_view text = field.text;
  for (size_t at = 0; at < text.size();) {
    size_t begin = at, next = at, blanks = 0, lines = 0, line_blanks = 0, widest = 0;
    while (at < text.size() && IsBlank(text, at, &next)) {
      ++blanks;
      line_blanks = text[at] == '\n' ? 0 : line_blanks + 1;
      widest = std::max(widest, line_blanks);
      lines += text[at] == '\n' ? 1 : 0;
      at = next;
    }
    bool run = widest >= kMinBlanks || lines >= kMinEmptyLines;
    if (run && begin > 0 && at < text.size()) {
      hits->push_back({begin, at, std::string(text.substr(at))});
      return;  // what comes behind it is all revealed
    }
    if (at == begin) ++at;
  }
}

}  // namespace

extern const TextDetector kBlankRun;
const TextDetector kBlankRun = {
    "blank-run",
    "text behind sixty blanks or eight line ends",
    0,
    {std::string(kMinBlanks / 2, ' '), std::string(kMinEmptyLines, '\n'), std::string(20, '\t'),
     "\\n\\n\\n\\n\\n\\n\\n\\n", "\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n"},
    Find,
    false};

}  // namespace mcprisk
