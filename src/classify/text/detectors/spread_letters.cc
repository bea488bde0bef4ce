// Words written letter by letter, "i g n o r e": no phrase is found in them, and a model reads
// them.
#include <algorithm>

#include "base/text.h"
#include "classify/text/detector.h"

namespace mcprisk {
namespace {

constexpr size_t kMinSpreadLetters = 8;
constexpr size_t kMinSpreadWord = 6;  // letters of the longest word
// Short words count where there are this many: "s e n d  a l l  k e y s".
constexpr size_t kMinSpreadWords = 3;

// What follows is read with it, since only the word that gives an order away may be spread.
constexpr size_t kMaxBehindBytes = 120;

// From `at` to the end of the sentence.
std::string_view RestOfSentence(std::string_view text, size_t at) {
  std::string_view rest = text.substr(at, kMaxBehindBytes);
  rest = rest.substr(0, rest.find_first_of(".!?\n"));
  // A cut character folds to nothing.
  return rest;
}

bool IsSeparator(char c) { return c == ' ' || c == '.' || c == '-' || c == '_' || c == '*'; }

// A letter, and the same separator and another letter behind it.
bool StartsWord(const std::string& text, size_t at, char separator) {
  return at + 2 < text.size() && IsAsciiAlpha(text[at]) && text[at + 1] == separator &&
         IsAsciiAlpha(text[at + 2]) && (at + 3 == text.size() || !IsAsciiAlpha(text[at + 3]));
}

// Letters with one and the same separator between each two; more of it, or a blank, divides words.
void Find(const TextField& field, std::vector<TextHit>* hits) {
  const std::string& text = field.text;
  for (size_t at = 0; at + 2 < text.size();) {
    bool starts = IsAsciiAlpha(text[at]) && IsSeparator(text[at + 1]) &&
                  (at == 0 || !IsAsciiAlpha(text[at - 1]));
    if (!starts) {
      ++at;
      continue;
    }
    char separator = text[at + 1];
    TextHit hit{at, at + 1, std::string(1, text[at])};
    size_t letters = 1, word = 1, longest = 1, words = 1;
    for (;;) {
      size_t next = hit.end;
      while (next < text.size() && text[next] == separator) ++next;
      const bool blank = next == hit.end && next < text.size() && text[next] == ' ' &&
                         StartsWord(text, next + 1, separator);
      if (blank) ++next;
      bool single = next > hit.end && next < text.size() && IsAsciiAlpha(text[next]) &&
                    (next + 1 == text.size() || !IsAsciiAlpha(text[next + 1]));
      if (!single) break;
      bool same_word = next - hit.end == 1 && !blank;
      if (!same_word) hit.revealed += ' ';
      words += same_word ? 0 : 1;
      word = same_word ? word + 1 : 1;
      longest = std::max(longest, word);
      hit.revealed += text[next];
      hit.end = next + 1;
      ++letters;
    }
    // The last letter may begin a word with another separator.
    at = std::max(at + 1, hit.end - 1);
    if (letters >= kMinSpreadLetters && (longest >= kMinSpreadWord || words >= kMinSpreadWords)) {
      hit.revealed += RestOfSentence(text, hit.end);
      hits->push_back(std::move(hit));
    }
  }
}

}  // namespace

extern const TextDetector kSpreadLetters;
const TextDetector kSpreadLetters = {
    "spread-letters", "words written with a separator behind each letter", kSpread, {}, Find, true};

}  // namespace mcprisk
