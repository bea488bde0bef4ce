#include "classify/sentences.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace mcprisk {
namespace {

constexpr size_t kMaxLeadBytes = 800;  // a sentence that never ends is cut here

// "e.g. ", "i.e. ", "etc. ", "vs. " end no sentence.
bool IsAbbreviation(std::string_view text, size_t dot) {
  for (std::string_view word : {"e.g", "i.e", "etc", "vs", "incl", "approx", "no"}) {
    if (dot >= word.size() && text.substr(dot - word.size(), word.size()) == word) {
      return dot == word.size() || !IsAsciiAlpha(text[dot - word.size() - 1]);
    }
  }
  return false;
}

// True when the newline at `at` ends the sentence: a blank line, a list or an indented block
// follows. A line that goes on in lower case is only wrapped. (`original` has the case that
// `lowered` lost.)
bool NewlineEnds(std::string_view original, size_t at) {
  size_t next = at + 1;
  while (next < original.size() && (original[next] == ' ' || original[next] == '\t')) ++next;
  if (next >= original.size()) return true;
  char c = original[next];
  return !(c >= 'a' && c <= 'z');
}

// Bytes that may end a sentence, so that all others are passed over quickly.
constexpr std::array<bool, 256> kMayEnd = [] {
  std::array<bool, 256> may{};
  for (unsigned char c : {'\n', '.', '!', '?', ';', ':'}) may[c] = true;
  for (size_t c = 0xe3; c < 256; ++c) may[c] = true;
  return may;
}();

}  // namespace

size_t SentenceEnd(std::string_view original, std::string_view lowered, size_t begin) {
  size_t limit = Utf8Prefix(lowered, begin + kMaxLeadBytes).size();
  for (size_t at = begin; at < limit; ++at) {
    const char* next = lowered.data() + at;
    while (next != lowered.data() + limit && !kMayEnd[static_cast<unsigned char>(*next)]) ++next;
    at = static_cast<size_t>(next - lowered.data());
    if (at == limit) break;
    char c = lowered[at];
    if (c == '\n' && NewlineEnds(original, at)) return at;
    bool spaced = at + 1 >= lowered.size() || IsSpace(lowered[at + 1]);
    if (c == '.' && spaced && !IsAbbreviation(lowered, at)) return at;
    if ((c == '!' || c == '?' || c == ';') && spaced) return at;
    if (c == ':' && spaced) return at;
    // Ideographic full stop, full-width semicolon, exclamation and question marks.
    if (static_cast<unsigned char>(c) >= 0xe3) {
      std::string_view three = lowered.substr(at, 3);
      if (three == "。" || three == "；" || three == "！" || three == "？") return at;
    }
  }
  return limit;
}

// Drops openings that say nothing, as often as they come.
size_t SkipBoilerplate(const std::vector<Token>& tokens, const Grammar& grammar) {
  size_t at = 0;
  bool again = true;
  while (again) {
    again = false;
    if (at >= tokens.size()) break;
    auto phrases = grammar.boilerplate.find(tokens[at].text);
    if (phrases == grammar.boilerplate.end()) break;
    for (const std::vector<std::string>& phrase : phrases->second) {
      if (at + phrase.size() > tokens.size()) continue;
      bool same = true;
      for (size_t i = 0; same && i < phrase.size(); ++i) same = tokens[at + i].text == phrase[i];
      if (!same) continue;
      at += phrase.size();
      again = true;
      break;
    }
  }
  return at;
}

}  // namespace mcprisk
