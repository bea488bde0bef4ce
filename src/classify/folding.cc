#include "classify/folding.h"

#include <cstdint>
#include <cstring>

#include "base/text.h"

namespace mcprisk {
namespace {

constexpr uint64_t kOnes = 0x0101010101010101;
constexpr uint64_t kTops = 0x80 * kOnes;

// Eight bytes at once: the top bit of each of their lower seven bits, plus what lifts 'A' to 0x80,
// says "not below 'A'"; plus what lifts the byte behind 'Z', "above 'Z'".
constexpr uint64_t Lowered(uint64_t bytes) {
  const uint64_t low = bytes & ~kTops;
  const uint64_t from_a = low + (0x80 - 'A') * kOnes;
  const uint64_t above_z = low + (0x80 - 'Z' - 1) * kOnes;
  const uint64_t capital = from_a & ~above_z & ~bytes & kTops;
  return bytes | capital >> 2;  // 0x80 >> 2 is 'a' - 'A'
}

}  // namespace

void FoldForeignCase(std::string* text) {
  auto byte = [&](size_t at) { return static_cast<unsigned char>((*text)[at]); };
  for (size_t at = 0; at + 1 < text->size(); ++at) {
    if (byte(at) == 0xc3 && byte(at + 1) >= 0x80 && byte(at + 1) <= 0x9e && byte(at + 1) != 0x97) {
      (*text)[at + 1] = static_cast<char>(byte(at + 1) + 0x20);
    } else if (byte(at) == 0xd0 && byte(at + 1) >= 0x90 && byte(at + 1) <= 0x9f) {
      (*text)[at + 1] = static_cast<char>(byte(at + 1) + 0x20);
    } else if (byte(at) == 0xd0 && byte(at + 1) >= 0xa0 && byte(at + 1) <= 0xaf) {
      (*text)[at] = static_cast<char>(0xd1);
      (*text)[at + 1] = static_cast<char>(byte(at + 1) - 0x20);
    }
  }
}

void FoldCase(std::string* text) {
  // Most text is ASCII; one pass without branches folds it and tells whether it was.
  uint64_t all = 0;
  size_t at = 0;
  for (; at + sizeof(uint64_t) <= text->size(); at += sizeof(uint64_t)) {
    uint64_t bytes;
    std::memcpy(&bytes, text->data() + at, sizeof(bytes));
    all |= bytes;
    bytes = Lowered(bytes);
    std::memcpy(text->data() + at, &bytes, sizeof(bytes));
  }
  for (; at < text->size(); ++at) {
    char& c = (*text)[at];
    all |= static_cast<unsigned char>(c);
    c = AsciiLower(c);
  }
  if (all & kTops) FoldForeignCase(text);
}

}  // namespace mcprisk
