// Text inside text: what a model can decode in its head, and a person does not see.
//
// Pure functions, linear in their input, never failing. What decodes to anything but readable UTF-8
// is no text: keys, digests and images come out empty.
#ifndef MCPRISK_CLASSIFY_TEXT_DECODING_H_
#define MCPRISK_CLASSIFY_TEXT_DECODING_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace mcprisk {

// How often what was decoded is decoded again, and how much comes out at most, all together.
inline constexpr int kMaxDecodeRounds = 2;
inline constexpr size_t kMaxDecodedBytes = size_t{64} << 10;
// Shorter ones are identifiers and examples.
inline constexpr size_t kMinBase64Letters = 24;
inline constexpr size_t kMinHexBytes = 12;
inline constexpr size_t kMinEscapes = 6;

struct DecodedText {
  size_t begin = 0;  // bytes of the outermost text
  size_t end = 0;
  std::string text;
};

// Readable text in base64 (both alphabets, padded or not), runs of hex digits ("5b 61", "0x5b,
// 0x61"), and runs of \x, \u, % and HTML escapes.
std::vector<DecodedText> DecodeParts(std::string_view text);

// A letter of either alphabet of base64, or a digit.
constexpr bool IsBase64Letter(char c) {
  return IsAsciiAlnum(c) || c == '+' || c == '/' || c == '-' || c == '_';
}
// How surprising its bytes are, in bits a byte (Shannon 1948): random base64 has 5 and more, words
// joined by "_" have 4, "xxxx" has none.
double EntropyOf(std::string_view text);

// The whole text by a transformation that keeps its length: ROT13, ROT47, backwards, and digits
// read as the letters they look like ("1gn0r3").
std::string Rot13(std::string_view text);
std::string Rot47(std::string_view text);
std::string Backwards(std::string_view text);
std::string Unleeted(std::string_view text);

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_TEXT_DECODING_H_
