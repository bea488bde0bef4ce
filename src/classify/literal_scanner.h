// Where which of many literals occur in a text: one pass, whatever their number.
//
// Of each literal its rarest four bytes, or the first four where it begins a word, are known to two
// tables. One, small enough for the processor's nearest cache, knows three of the four and is asked
// everywhere; only where these stand in the text the other tells which literals to compare. That is
// several times as fast as an automaton of all literals (Aho and Corasick 1975), whose four
// megabytes were elsewhere whenever they were needed, and faster than Hyperscan over the same
// literals (16 ns a byte), which cannot tell whole words from parts of words as they are meant
// here. RE2::Set was slower still: its states remember what matched before, and it spent its time
// making them.
#ifndef MCPRISK_CLASSIFY_LITERAL_SCANNER_H_
#define MCPRISK_CLASSIFY_LITERAL_SCANNER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "classify/rows.h"

namespace mcprisk {

class LiteralScanner {
 public:
  // At the begin or the end of a literal: there must be an edge of a word.
  static constexpr char kEdge = '\b';

  // Literals are known by their index; their letters are lower case. Empty ones never occur. ASCII
  // capitals of the text count as lower case. Words end where a letter or digit of ASCII has none
  // beside it, at a "_", before the capital of a camelCase name and behind an escape of JSON.
  explicit LiteralScanner(const std::vector<std::string>& literals);

  struct Hit {
    uint32_t place = 0;  // a byte of it: one that stands behind another has a later place
    int literal = 0;     // index
  };
  // Kept by the caller between texts, for its room: where in the text a literal may stand.
  using Places = std::vector<uint32_t>;
  // All occurrences in `text`, which has less than 2^32 bytes, by their places.
  void Scan(std::string_view text, Places* places, std::vector<Hit>* hits) const;

 private:
  static constexpr size_t kShortGram = 3;  // bytes that are looked for
  static constexpr size_t kGram = 4;
  static constexpr uint32_t kShortGramBytes = 0xffffff;
  static constexpr unsigned kSlotBits = 14;
  // Grams are numbers: their bytes, low byte first, without regard to case.
  static uint32_t Gram(const char* bytes);
  static uint32_t ShortGram(const char* bytes);
  static size_t RarestGram(std::string_view literal);  // where it begins
  static constexpr unsigned kFilterSlotBits = 16;
  template <unsigned bits>
  static size_t SlotOf(uint32_t gram) {
    return gram * 0x9e3779b1u >> (32 - bits);
  }

  // One literal that is looked for by its gram. Its first bytes are compared at once; few literals
  // that differ are alike in them.
  struct Wanted {
    uint64_t head = 0;       // up to eight bytes
    uint32_t literal = 0;    // index
    uint32_t gram_at = 0;    // bytes of the literal before the gram
    uint8_t head_bytes = 0;  // of `head` that there are
    bool all = false;        // the head is all of the literal, and nothing else equals it
    bool begins = false;
    bool ends = false;
  };
  // A literal, and where it must be a whole word.
  struct Literal {
    std::string bytes;
    bool begins = false;
    bool ends = false;
    bool FitsAt(std::string_view text, size_t begin) const;
  };
  static Wanted Want(const Literal& literal, int number);
  bool Stands(const Wanted& one, std::string_view text, size_t begin) const;
  template <bool escapes>
  size_t FindPlaces(std::string_view text, Places* places) const;
  void Compare(std::string_view text, size_t place, std::span<const Wanted> wanted,
               std::vector<Hit>* hits) const;
  void FindShort(std::string_view text, std::vector<Hit>* hits) const;

  std::vector<Literal> literals_;
  Rows<int> short_;  // of less than kShortGram bytes, by the first
  std::array<bool, 256> begins_short_{};
  // Where a short gram of this slot is looked for: everywhere, or at the begin of a word. Four
  // slots a byte.
  static constexpr uint8_t kAnywhere = 1;
  static constexpr uint8_t kAtBegin = 2;
  std::array<uint8_t, (size_t{1} << kFilterSlotBits) / 4> may_be_{};
  // Literals by the slot of a gram.
  Rows<Wanted> by_short_gram_;  // of three bytes
  Rows<Wanted> by_gram_;        // of more
};

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_LITERAL_SCANNER_H_
