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
  // Literals are known by their index; their letters are lower case. Empty ones never occur. ASCII
  // capitals of the text count as lower case.
  explicit LiteralScanner(const std::vector<std::string>& literals);

  // What the caller keeps between texts, so that nothing need be cleared.
  struct Memory {
    std::vector<uint32_t> seen;  // literal -> the text in which it was last met
    uint32_t text = 0;
  };
  // Indices of the literals that occur in `text`, each once, in no order.
  void Scan(std::string_view text, Memory* memory, std::vector<int>* found) const;

 private:
  // Steps over the text in `kLanes` places at once: each step waits for the one before it, and the
  // processor has room for several such chains.
  static constexpr size_t kLanes = 4;
  uint32_t Step(uint32_t step, char byte) const {
    return next_[(step >> 1) + class_of_[static_cast<unsigned char>(byte)]];
  }
  void Note(uint32_t step, Memory* memory, std::vector<int>* found) const;

  std::array<uint8_t, 256> class_of_{};  // bytes that no literal has share class 0
  size_t classes_ = 1;
  size_t literals_ = 0;
  size_t longest_ = 0;  // bytes of the longest literal
  // row of the state + class -> 2 × row of the next state, + 1 where literals end. A row is the
  // state's number × classes_, so that a step is one addition and one load.
  std::vector<uint32_t> next_;
  std::vector<std::vector<int>> literals_at_;  // state -> literals that end there
};

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_LITERAL_SCANNER_H_
