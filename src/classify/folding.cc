#include "classify/folding.h"

#include "base/text.h"

namespace mcprisk {

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
  unsigned char all = 0;
  for (char& c : *text) {
    all |= static_cast<unsigned char>(c);
    c = AsciiLower(c);
  }
  if (all & 0x80) FoldForeignCase(text);
}

}  // namespace mcprisk
