// Which of many literals occur in a text: one pass, whatever their number.
//
// Of each literal its rarest three bytes, or the first three where it begins a word, are known to a
// table small enough for the processor's nearest cache; only where these stand in the text are
// literals compared. That is three times as
// fast as an automaton of all literals (Aho and Corasick 1975), whose four megabytes were elsewhere
// whenever they were needed. RE2::Set over the same literals was slower still: its states remember
// what matched before, and it spent its time making them.
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
  // At the begin or the end of a literal: there must be an edge of a word.
  static constexpr char kEdge = '\b';

  // Literals are known by their index; their letters are lower case. Empty ones never occur. ASCII
  // capitals of the text count as lower case. Words end where a letter or digit of ASCII has none
  // beside it, at a "_", before the capital of a camelCase name and behind an escape of JSON.
  explicit LiteralScanner(const std::vector<std::string>& literals);

  // What the caller keeps between texts, so that nothing need be cleared.
  struct Memory {
    std::vector<uint32_t> seen;  // literal -> the text in which it was last met
    uint32_t text = 0;
    std::vector<uint32_t> places;  // in the text, where three bytes of a literal may stand
  };
  // Indices of the literals that occur in `text`, each once, in no order.
  void Scan(std::string_view text, Memory* memory, std::vector<int>* found) const;

 private:
  static constexpr size_t kGram = 3;  // bytes that are looked for
  static constexpr uint32_t kGramBytes = 0xffffff;
  static constexpr unsigned kSlotBits = 14;
  // The gram as a number: its bytes, low byte first, without regard to case.
  static uint32_t Gram(const char* bytes);
  static size_t RarestGram(std::string_view literal);  // where it begins
  static size_t SlotOf(uint32_t gram) { return gram * 0x9e3779b1u >> (32 - kSlotBits); }

  // One literal that is looked for by its gram. Its first bytes are compared at once; few literals
  // that differ are alike in them.
  struct Wanted {
    uint64_t head = 0;     // up to eight bytes
    uint64_t mask = 0;     // of the bytes of `head` that there are
    uint32_t gram_at = 0;  // bytes of the literal before the gram
    int literal = 0;
  };
  // A literal, and where it must be a whole word.
  struct Literal {
    std::string bytes;
    bool begins = false;
    bool ends = false;
    bool FitsAt(std::string_view text, size_t begin) const;
  };
  size_t FindPlaces(std::string_view text, std::vector<uint32_t>* places) const;
  void Compare(std::string_view text, size_t place, Memory* memory, std::vector<int>* found) const;
  static void Note(int literal, Memory* memory, std::vector<int>* found);

  void FindShort(std::string_view text, Memory* memory, std::vector<int>* found) const;

  std::vector<Literal> literals_;
  std::vector<int> short_;  // of less than kGram bytes: looked for one by one
  // Where a gram of this slot is looked for: everywhere, or at the begin of a word.
  static constexpr uint8_t kAnywhere = 1;
  static constexpr uint8_t kAtBegin = 2;
  std::array<uint8_t, size_t{1} << kSlotBits> may_be_{};
  std::vector<Wanted> wanted_;   // by slot
  std::vector<uint32_t> first_;  // slot -> its first in wanted_, and one more at the end
};

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_LITERAL_SCANNER_H_
