// Long runs of letters and digits that decode to nothing readable: a payload that only a program,
// or a model that is told how, makes sense of.
#include <string_view>

#include "base/text.h"
#include "classify/text/decoding.h"
#include "classify/text/detector.h"

namespace mcprisk {
namespace {

// Digests and transaction hashes have 64 hex digits; what is longer, or of more kinds of letters,
// is data.
constexpr size_t kMinLetters = 64;
// Bits a letter: random base64 of this length has 5 and more, words joined by "_" have 4.
constexpr double kMinEntropy = 4.6;
// Paths are runs with "/" every few letters.
constexpr size_t kMaxSlashes = 3;

bool IsLetter(char c) { return IsBase64Letter(c) || c == '='; }

bool IsOpaque(std::string_view run) {
  if (run.size() < kMinLetters) return false;
  size_t slashes = 0, digits = 0, capitals = 0, small = 0;
  for (char c : run) {
    slashes += c == '/';
    digits += IsAsciiDigit(c);
    capitals += IsAsciiUpper(c);
    small += IsAsciiAlpha(c) && !IsAsciiUpper(c);
  }
  const bool mixed = digits > 0 && capitals > 0 && small > 0;
  return mixed && slashes <= kMaxSlashes + run.size() / 32 && EntropyOf(run) >= kMinEntropy &&
         DecodeParts(run).empty();
}

void Find(const TextField& field, std::vector<TextHit>* hits) {
  const std::string_view text = field.text;
  for (size_t at = 0; at < text.size();) {
    if (!IsLetter(text[at])) {
      ++at;
      continue;
    }
    const size_t begin = at;
    while (at < text.size() && IsLetter(text[at])) ++at;
    if (IsOpaque(text.substr(begin, at - begin))) hits->push_back({begin, at, {}});
  }
}

}  // namespace

extern const TextDetector kOpaqueText;
const TextDetector kOpaqueText = {
    "opaque-text", "long runs of letters and digits that decode to nothing readable",
    kPacked,       {},
    Find,          false};

}  // namespace mcprisk
