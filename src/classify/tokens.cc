// Cutting identifiers and sentences into words.
#include <array>

#include "base/text.h"
#include "classify/traits.h"

namespace mcprisk {
namespace {

bool IsForeignByte(char c) { return (c & 0x80) != 0; }
// First byte of scripts without spaces between words, U+2E80 and above; the general punctuation and
// symbols of U+2000 to U+2E7F begin with 0xE2 too and are told apart by the second byte.
bool IsUnspacedStart(std::string_view text) {
  auto first = static_cast<unsigned char>(text[0]);
  if (first < 0xe2) return false;
  return first > 0xe2 || (text.size() > 1 && static_cast<unsigned char>(text[1]) >= 0xba);
}

// Punctuation and symbols of U+2000 to U+2E7F: dashes, quotes, bullets, arrows.
bool IsForeignSymbol(std::string_view text) {
  return static_cast<unsigned char>(text[0]) == 0xe2 && !IsUnspacedStart(text);
}

size_t Utf8Length(char first) {
  auto byte = static_cast<unsigned char>(first);
  if (byte >= 0xf0) return 4;
  if (byte >= 0xe0) return 3;
  return byte >= 0xc0 ? 2 : 1;
}

void Push(std::string_view lowered, size_t begin, size_t end, const Grammar& grammar,
          std::vector<Token>* tokens) {
  Token token;
  token.text = lowered.substr(begin, end - begin);
  token.begin = static_cast<uint32_t>(begin);
  token.end = static_cast<uint32_t>(end);
  token.word = grammar.vocabulary.Find(token.text);
  // "pull" + "request" is one noun; the two are neighbors, so the text between them is one
  // separator.
  if (!tokens->empty() && tokens->back().word && tokens->back().word->starts_compound &&
      !tokens->back().clause_end) {
    Token& last = tokens->back();
    if (const Word* whole = grammar.vocabulary.FindCompound(last.text, token.text)) {
      last.word = whole;
      last.text = lowered.substr(last.begin, end - last.begin);
      last.end = token.end;
      last.compound = true;
      return;
    }
  }
  tokens->push_back(token);
}

// A run of a script without spaces: known words by longest match, single characters skipped.
size_t PushUnspaced(std::string_view lowered, size_t at, size_t end, const Grammar& grammar,
                    std::vector<Token>* tokens) {
  size_t length = grammar.vocabulary.LongestUnspaced(lowered.substr(at, end - at));
  if (length == 0) return at + Utf8Length(lowered[at]);
  Push(lowered, at, at + length, grammar, tokens);
  return at + length;
}

}  // namespace

namespace {

// A byte of a word of an alphabet, Latin or other: "löschen" is one word.
bool IsLetter(std::string_view text, size_t at) {
  if (!IsForeignByte(text[at])) return IsAsciiAlnum(text[at]);
  return !IsUnspacedStart(text.substr(at)) && !IsForeignSymbol(text.substr(at));
}

}  // namespace

void TokenizeIdentifier(std::string_view original, std::string_view lowered, const Grammar& grammar,
                        std::vector<Token>* tokens) {
  size_t at = 0;
  while (at < original.size() && tokens->size() < kMaxNameWords) {
    if (IsForeignByte(original[at]) && IsUnspacedStart(original.substr(at))) {
      at = PushUnspaced(lowered, at, lowered.size(), grammar, tokens);
      continue;
    }
    if (!IsLetter(original, at)) {
      at += IsForeignByte(original[at]) ? Utf8Length(original[at]) : 1;
      continue;
    }
    size_t begin = at++;
    while (at < original.size() && IsLetter(original, at)) {
      bool hump = IsAsciiUpper(original[at]) && !IsAsciiUpper(original[at - 1]);
      bool acronym_end = IsAsciiUpper(original[at]) && at + 1 < original.size() &&
                         IsAsciiAlpha(original[at + 1]) && !IsAsciiUpper(original[at + 1]) &&
                         // URLs, IDs: the lower-case s belongs to the acronym
                         !(original[at + 1] == 's' &&
                           (at + 2 >= original.size() || !IsAsciiAlpha(original[at + 2])));
      if (hump || acronym_end) break;
      ++at;
    }
    Push(lowered, begin, at, grammar, tokens);
  }
}

namespace {

// True while the byte at `at` belongs to the word that has begun before it.
bool GoesOn(std::string_view lowered, size_t at, size_t end) {
  char c = lowered[at];
  if (IsAsciiAlnum(c) || c == '_') return true;
  // don't; the quote behind 'create' is none of the word's.
  if (c == '\'')
    return at + 1 < end && (IsAsciiAlpha(lowered[at + 1]) || IsForeignByte(lowered[at + 1]));
  if (IsForeignByte(c)) {
    return !IsUnspacedStart(lowered.substr(at)) && !IsForeignSymbol(lowered.substr(at));
  }
  // read-only, re-run: one word; a dash before a space is none.
  return c == '-' && at + 1 < end && IsAsciiAlpha(lowered[at + 1]);
}

// The bytes that most words are made of: letters and digits of ASCII.
constexpr std::array<bool, 256> kPlainWord = [] {
  std::array<bool, 256> plain{};
  for (size_t c = 0; c < 128; ++c) plain[c] = IsAsciiAlnum(static_cast<char>(c));
  return plain;
}();

// The word that begins at `at`; returns where it ends.
size_t PushWord(std::string_view lowered, size_t at, size_t end, bool wanted,
                const Grammar& grammar, std::vector<Token>* tokens) {
  const size_t start = at;
  do {
    const char* next = lowered.data() + at;
    while (next != lowered.data() + end && kPlainWord[static_cast<unsigned char>(*next)]) ++next;
    at = static_cast<size_t>(next - lowered.data());
  } while (at < end && GoesOn(lowered, at, end) && ++at < end);
  if (wanted) Push(lowered, start, at, grammar, tokens);
  return at;
}

}  // namespace

void TokenizeEverything(std::string_view lowered, const Grammar& grammar,
                        std::vector<Token>* tokens) {
  // Brackets end a run of words like a full stop, so each part is cut by itself.
  size_t begin = 0;
  while (begin < lowered.size() && tokens->size() < kMaxLeadWords) {
    size_t end = lowered.find_first_of("()[]:.\n", begin);
    if (end == std::string_view::npos) end = lowered.size();
    TokenizeText(lowered, begin, end, grammar, tokens);
    begin = end + 1;
  }
}

void TokenizeText(std::string_view lowered, size_t begin, size_t end, const Grammar& grammar,
                  std::vector<Token>* tokens) {
  size_t depth = 0;  // of parentheses: what stands in them is an aside
  size_t at = begin;
  end = Utf8Prefix(lowered, end).size();
  while (at < end && tokens->size() < kMaxLeadWords) {
    char c = lowered[at];
    if (c == ' ') {
      ++at;
      continue;
    }
    if (kPlainWord[static_cast<unsigned char>(c)]) {
      at = PushWord(lowered, at, end, depth == 0, grammar, tokens);
      continue;
    }
    if (c == '(' || c == '[') ++depth;
    if ((c == ')' || c == ']') && depth > 0) --depth;
    if (c == ',' || c == '/' || c == '&' || c == '+' || c == '|') {
      if (depth == 0 && !tokens->empty()) tokens->back().clause_end = true;
    }
    // "Manage lists - create, rename or delete them", "创建、删除": both end a part of the clause.
    bool dash =
        c == '-' && at > begin && lowered[at - 1] == ' ' && at + 1 < end && lowered[at + 1] == ' ';
    if (dash || (IsForeignByte(c) && lowered.substr(at, 3) == "、")) {
      if (depth == 0 && !tokens->empty()) tokens->back().clause_end = true;
    }
    if (IsForeignByte(c) && IsUnspacedStart(lowered.substr(at))) {
      size_t before = tokens->size();
      size_t next = PushUnspaced(lowered, at, end, grammar, tokens);
      if (depth > 0) tokens->resize(before);
      at = next;
      continue;
    }
    if (IsForeignByte(c) && IsForeignSymbol(lowered.substr(at))) {
      at += Utf8Length(c);
      continue;
    }
    if (IsForeignByte(c)) {
      at = PushWord(lowered, at, end, depth == 0, grammar, tokens);
    } else {
      ++at;
    }
  }
}

}  // namespace mcprisk
