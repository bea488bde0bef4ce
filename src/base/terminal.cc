// The part of text.h that is for people: foreign text made safe, and lines of a given width.
#include <algorithm>
#include <cstdio>

#include "base/characters.h"
#include "base/text.h"

namespace mcprisk {
namespace {

// Marks on one character beyond this run over the lines above and below; Hebrew with vowels and
// accents, the densest honest writing, needs four.
constexpr int kMaxMarks = 4;

constexpr uint32_t kReplacement = 0xFFFD;
constexpr std::string_view kEllipsis = "…";

bool IsBreak(uint32_t code_point) {
  return code_point == '\n' || code_point == '\r' || code_point == '\t';
}

void AppendEscaped(char letter, uint32_t value, std::string* out) {
  char escaped[16];
  std::snprintf(escaped, sizeof(escaped), "\\%c{%x}", letter, static_cast<unsigned>(value));
  *out += escaped;
}

size_t WidthOf(uint32_t code_point) {
  if (code_point >= ' ' && code_point < 0x7F) return 1;
  if (IsHiddenCharacter(code_point) || IsCombiningMark(code_point)) return 0;
  return IsWideCharacter(code_point) ? 2 : 1;
}

// The longest prefix of at most `columns`; its width goes to *width.
std::string_view PrefixOfWidth(std::string_view line, size_t columns, size_t* width) {
  *width = 0;
  for (size_t at = 0; at < line.size();) {
    size_t begin = at;
    size_t next = WidthOf(NextCodePoint(line, &at));
    if (*width + next > columns) return line.substr(0, begin);
    *width += next;
  }
  return line;
}

// `line`, or as much of it as leaves room for the ellipsis; its width goes to *width.
std::string CutTo(std::string_view line, size_t columns, size_t* width) {
  std::string_view whole = PrefixOfWidth(line, columns, width);
  if (whole.size() == line.size() || columns == 0) return std::string(whole);
  std::string cut(PrefixOfWidth(line, columns - 1, width));
  ++*width;
  return cut.append(kEllipsis);
}

}  // namespace

std::string ForTerminal(std::string_view foreign) {
  // Nearly all is plain.
  const auto is_plain = [](char c) { return c >= ' ' && c < 0x7F; };
  if (std::all_of(foreign.begin(), foreign.end(), is_plain)) return std::string(foreign);
  std::string out;
  out.reserve(foreign.size());
  uint32_t before = 0;
  int marks = 0;
  for (size_t at = 0; at < foreign.size();) {
    size_t begin = at;
    uint32_t code_point = NextCodePoint(foreign, &at);
    if (IsBreak(code_point) || (code_point == ' ' && IsBreak(before))) {
      if (out.empty() || out.back() != ' ') out += ' ';
      before = '\n';
      continue;
    }
    marks = IsCombiningMark(code_point) ? marks + 1 : 0;
    size_t after_at = at;
    bool shown;
    if (code_point == kReplacement && at - begin == 1) {
      AppendEscaped('x', static_cast<uint8_t>(foreign[begin]), &out);
      shown = false;
    } else if (IsHiddenCharacter(code_point)) {
      uint32_t after = at < foreign.size() ? NextCodePoint(foreign, &after_at) : 0;
      shown = HiddenCharacterBelongs(before, code_point, after);
      if (!shown) AppendEscaped('u', code_point, &out);
    } else {
      shown = marks <= kMaxMarks;
      if (!shown) AppendEscaped('u', code_point, &out);
    }
    if (shown) out.append(foreign, begin, at - begin);
    before = shown ? code_point : 0;
  }
  return out;
}

std::string ForTerminal(std::string_view foreign, size_t columns) {
  size_t width;
  return CutTo(ForTerminal(foreign), columns, &width);
}

size_t DisplayWidth(std::string_view line) {
  size_t width = 0;
  for (size_t at = 0; at < line.size();) width += WidthOf(NextCodePoint(line, &at));
  return width;
}

std::string PadTo(std::string_view text, size_t columns) {
  size_t width;
  std::string padded = CutTo(text, columns, &width);
  return padded.append(columns - width, ' ');
}

std::string RightAligned(std::string_view text, size_t columns) {
  size_t width = DisplayWidth(text);
  return std::string(width < columns ? columns - width : 0, ' ').append(text);
}

std::string Wrapped(std::string_view text, size_t columns, size_t indent) {
  const size_t room = columns > indent + 1 ? columns - indent : 2;  // a wide character fits always
  const std::string margin(indent, ' ');
  std::string lines;
  size_t used = 0;  // columns of the line that is being filled, 0 before the first word
  auto add = [&](std::string_view piece, size_t width) {
    bool fits = used > 0 && used + 1 + width <= room;
    if (!lines.empty() && !fits) lines += '\n';
    lines += fits ? " " : margin;
    lines += piece;
    used = fits ? used + 1 + width : width;
  };
  for (std::string_view rest = Trimmed(text); !rest.empty(); rest = Trimmed(rest)) {
    std::string_view word = rest.substr(0, rest.find_first_of(" \t\n\v\f\r"));
    rest.remove_prefix(word.size());
    // A word longer than a line is cut, as there is no better place.
    while (!word.empty()) {
      size_t width;
      std::string_view piece = PrefixOfWidth(word, room, &width);
      add(piece, width);
      word.remove_prefix(piece.size());
    }
  }
  return lines;
}

std::string Grouped(uint64_t number) {
  std::string digits = std::to_string(number);
  for (size_t at = digits.size(); at > 3;) digits.insert(at -= 3, 1, ',');
  return digits;
}

std::string Percent(double share) {
  char text[32];
  std::snprintf(text, sizeof(text), "%.1f %%", 100 * share);
  return text;
}

std::string Counted(uint64_t number, std::string_view noun) {
  std::string text = Grouped(number) + " ";
  text += noun;
  if (number == 1 || noun.empty()) return text;
  auto ends = [noun](std::string_view ending) { return noun.ends_with(ending); };
  bool vowel_y = ends("ay") || ends("ey") || ends("oy") || ends("uy");
  if (ends("y") && !vowel_y) {
    text.pop_back();
    return text + "ies";
  }
  bool hisses = ends("s") || ends("x") || ends("ch") || ends("sh");
  return text + (hisses ? "es" : "s");
}

}  // namespace mcprisk
