// Which of many literals occur in a text: one pass, whatever their number (Aho and Corasick 1975).
// RE2::Set over the same literals was tried: its states remember what matched before, and it spent
// its time making them.
#ifndef MCPRISK_CLASSIFY_LITERAL_SCANNER_H_
#define MCPRISK_CLASSIFY_LITERAL_SCANNER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mcprisk {

class LiteralScanner {
 public:
  // Literals are known by their index. Empty ones never occur.
  explicit LiteralScanner(const std::vector<std::string>& literals);

  // What the caller keeps between texts, so that nothing need be cleared.
  struct Memory {
    std::vector<uint32_t> seen;  // state -> the text in which it was last met
    uint32_t text = 0;
  };
  // Indices of the literals that occur in `text`, ascending, each once.
  void Scan(std::string_view text, Memory* memory, std::vector<int>* found) const;

 private:
  size_t Next(size_t state, unsigned char byte) const {
    return next_[state * classes_ + class_of_[byte]];
  }

  std::array<uint8_t, 256> class_of_{};  // bytes that no literal has share class 0
  size_t classes_ = 1;
  std::vector<uint16_t> next_;                 // state, class -> state
  std::vector<std::vector<int>> literals_at_;  // state -> literals that end there
};

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_LITERAL_SCANNER_H_
