// Markup whose text a page would not show: elements styled away, and comments as Markdown writes
// them. Comments of HTML are markup.cc's.
#include <algorithm>

#include "base/text.h"
#include "classify/text/detector.h"

namespace mcprisk {
namespace {

// A tag that begins with one of these in its attributes shows nothing of what it holds.
constexpr std::string_view kStyledAway[] = {"display:none",      "visibility:hidden", "font-size:0",
                                            "opacity:0",         "color:#fff",        "color:white",
                                            "color:transparent", "mso-hide:all"};
constexpr size_t kMaxTagBytes = 400;

// Lower case without blanks, so that "display : none" is "display:none".
std::string Squeezed(std::string_view text) {
  std::string squeezed;
  for (char c : text) {
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r') squeezed += AsciiLower(c);
  }
  return squeezed;
}

bool IsStyledAway(std::string_view tag) {
  const std::string squeezed = Squeezed(tag);
  return std::any_of(std::begin(kStyledAway), std::end(kStyledAway), [&](std::string_view style) {
    const size_t at = squeezed.find(style);
    if (at == std::string::npos) return false;
    // "opacity:0.5" and "font-size:0.9em" are to be seen.
    const size_t end = at + style.size();
    return !style.ends_with('0') || end == squeezed.size() || squeezed[end] != '.';
  });
}

void FindStyledAway(std::string_view text, std::vector<TextHit>* hits) {
  for (size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const size_t close = text.substr(0, std::min(text.size(), at + kMaxTagBytes)).find('>', at);
    if (close == std::string_view::npos) continue;
    if (!IsStyledAway(text.substr(at, close - at))) continue;
    const size_t end = std::min(text.size(), text.find('<', close));
    hits->push_back({at, end, std::string(Trimmed(text.substr(close + 1, end - close - 1)))});
    at = end - 1;
  }
}

// [//]: # (text) and [comment]: <> (text): a link that nothing refers to.
void FindLinkComments(std::string_view text, std::vector<TextHit>* hits) {
  for (std::string_view begin : {"]: # (", "]: # \"", "]: <> ("}) {
    for (size_t at = text.find(begin); at != std::string_view::npos;) {
      const size_t inner = at + begin.size();
      const size_t end = std::min(text.size(), text.find('\n', inner));
      const size_t open = std::min(at, text.rfind('[', at));
      std::string_view said = Trimmed(text.substr(inner, end - inner));
      if (said.ends_with(')') || said.ends_with('"')) said.remove_suffix(1);
      if (open < end) hits->push_back({open, end, std::string(said)});
      at = text.find(begin, inner);
    }
  }
}

void Find(const TextField& field, std::vector<TextHit>* hits) {
  FindStyledAway(field.text, hits);
  FindLinkComments(field.text, hits);
}

}  // namespace

extern const TextDetector kHiddenMarkup;
const TextDetector kHiddenMarkup = {
    "hidden-markup",
    "elements styled away and comments of Markdown, with what they say",
    0,
    {"display:", "display :", "visibility", "font-size", "opacity", "color:", "mso-hide", "]: # (",
     "]: # \"", "]: <> ("},
    Find,
    false};

}  // namespace mcprisk
