// Words with digits for letters, "d0 n0t t3ll th3 us3r": no phrase is found in them, and a model
// reads them.
#include <algorithm>
#include <string>

#include "base/text.h"
#include "classify/text/decoding.h"
#include "classify/text/detector.h"

namespace mcprisk {
namespace {

// Names and units have digits, too ("k8s", "1st", "sha3"), so only words of plain English count,
// and two of them: nobody has written those with digits by chance.
constexpr size_t kMinWords = 2;
constexpr std::string_view kEnglish[] = {
    "about",    "all",     "also",         "always", "and",    "any",        "append",
    "before",   "call",    "copy",         "delete", "every",  "everything", "file",
    "files",    "first",   "folder",       "forget", "from",   "hidden",     "ignore",
    "include",  "instead", "instructions", "key",    "keys",   "log",        "message",
    "never",    "not",     "now",          "open",   "orders", "password",   "passwords",
    "previous", "prior",   "read",         "reveal", "rules",  "secret",     "secrets",
    "send",     "server",  "silently",     "step",   "steal",  "system",     "tell",
    "that",     "the",     "them",         "then",   "this",   "token",      "tokens",
    "upload",   "user",    "users",        "what",   "with",   "without",    "you",
    "your"};

bool IsWordByte(char c) { return IsAsciiAlnum(c) || c == '@' || c == '$'; }

// Letters and stand-ins for letters, mixed.
bool IsLeet(std::string_view word) {
  bool letter = false, other = false;
  for (char c : word) (IsAsciiAlpha(c) ? letter : other) = true;
  if (!letter || !other) return false;
  const std::string plain = AsciiLowered(Unleeted(word));
  return std::find(std::begin(kEnglish), std::end(kEnglish), plain) != std::end(kEnglish);
}

void Find(const TextField& field, std::vector<TextHit>* hits) {
  std::string_view text = field.text;
  size_t words = 0, first = 0, last = 0;
  for (size_t at = 0; at < text.size();) {
    size_t end = at;
    while (end < text.size() && IsWordByte(text[end])) ++end;
    if (end > at && IsLeet(text.substr(at, end - at))) {
      if (words++ == 0) first = at;
      last = end;
    }
    at = std::max(end, at + 1);
  }
  if (words < kMinWords) return;
  hits->push_back({first, last, Unleeted(text)});
}

}  // namespace

extern const TextDetector kLeet;
const TextDetector kLeet = {
    "leet",
    "plain English words with digits for letters",
    0,
    {"th3",  "y0u",  "us3r",   "n0t",  "s3nd",  "r3ad", "1gn0",  "ign0",  "1gno",  "pr3v", "th1s",
     "t3ll", "1nst", "4ll",    "k3y",  "3very", "ev3r", "nev3r", "n3v3r", "b3f0",  "bef0", "befor3",
     "s3cr", "fr0m", "f1l3",   "fil3", "f1le",  "t0k3", "s3rv",  "0rder", "0rd3r", "th@t", "th4t",
     "w1th", "p4ss", "passw0", "r3v3", "syst3", "d3l3", "st3p",  "@ll"},
    Find,
    true};

}  // namespace mcprisk
