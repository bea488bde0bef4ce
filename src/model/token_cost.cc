#include "model/token_cost.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "base/json.h"
#include "base/text.h"

namespace mcprisk {
namespace {

// --- Averages, in hundredths of a token ----------------------------------------------------------

// Words of ASCII letters, by their length from 1; the last one and kWordLetter for each more.
using WordTable = std::array<uint16_t, 20>;
constexpr WordTable kWord = {100, 100, 104, 101, 102, 103, 109, 108, 146, 105,
                             102, 141, 199, 190, 213, 273, 303, 315, 330, 374};
constexpr WordTable kWordBehindSpace = {100, 100, 100, 101, 101, 101, 103, 103, 106, 105,
                                        107, 108, 113, 111, 120, 166, 229, 254, 269, 295};
constexpr WordTable kWordBehindMark = {100, 103, 122, 112, 134, 116, 137, 150, 176, 173,
                                       177, 198, 208, 246, 277, 326, 334, 351, 366, 377};
constexpr WordTable kCapitalized = {100, 100, 102, 102, 104, 102, 110, 115, 120, 105,
                                    134, 138, 135, 189, 199, 226, 253, 268, 283, 298};
constexpr WordTable kCapitalizedBehindSpace = {100, 100, 103, 106, 114, 115, 116, 121, 135, 138,
                                               146, 137, 197, 161, 183, 203, 295, 329, 344, 359};
constexpr WordTable kCapitalizedBehindMark = {109, 132, 161, 140, 195, 198, 248, 232, 245, 265,
                                              309, 310, 332, 359, 366, 389, 421, 447, 467, 492};
constexpr WordTable kCapitals = {100, 103, 125, 131, 172, 178, 194, 235, 195, 281,
                                 314, 317, 332, 356, 423, 448, 473, 498, 523, 548};
constexpr size_t kWordLetter = 18;
// Runs of ASCII punctuation, by length.
constexpr std::array<uint16_t, 8> kMarks = {100, 100, 101, 144, 192, 220, 296, 401};
constexpr size_t kMoreMarks = 40;      // each beyond the table
constexpr size_t kForeignLetter = 81;  // of a word with letters beyond ASCII, which alone count
constexpr size_t kForeignMark = 74;    // each mark of a run with marks beyond ASCII
constexpr size_t kWhole = 100;         // digits, white space

// --- Pieces --------------------------------------------------------------------------------------

enum class Kind { kLower, kUpper, kDigit, kNewline, kSpace, kMark, kLetter, kEnd };

bool IsForeignMark(uint32_t c) {
  return (c >= 0x80 && c < 0xc0 && c != 0xaa && c != 0xb5 && c != 0xba) || c == 0xd7 || c == 0xf7 ||
         (c >= 0x2000 && c <= 0x2bff) || (c >= 0x3001 && c <= 0x3004) ||
         (c >= 0x3008 && c <= 0x3020) || (c >= 0xe000 && c <= 0xf8ff) ||
         (c >= 0xfe00 && c <= 0xfe6f) || (c >= 0xff01 && c <= 0xff0f) ||
         (c >= 0xff1a && c <= 0xff20) || c >= 0x1f000;
}

constexpr Kind KindOfAscii(char c) {
  if (c >= 'a' && c <= 'z') return Kind::kLower;
  if (IsAsciiUpper(c)) return Kind::kUpper;
  if (IsAsciiDigit(c)) return Kind::kDigit;
  if (c == '\n' || c == '\r') return Kind::kNewline;
  if (c == ' ' || c == '\t' || c == '\v' || c == '\f') return Kind::kSpace;
  return Kind::kMark;
}

constexpr std::array<Kind, 128> kAsciiKinds = [] {
  std::array<Kind, 128> kinds{};
  for (size_t c = 0; c < kinds.size(); ++c) kinds[c] = KindOfAscii(static_cast<char>(c));
  return kinds;
}();

Kind KindOf(uint32_t c) {
  if (c < kAsciiKinds.size()) return kAsciiKinds[c];
  if (c == 0xa0 || c == 0x3000) return Kind::kSpace;
  return IsForeignMark(c) ? Kind::kMark : Kind::kLetter;
}

bool IsLetter(Kind kind) {
  return kind == Kind::kLower || kind == Kind::kUpper || kind == Kind::kLetter;
}

// Goes over a text piece by piece and adds up what they take.
class PieceCounter {
 public:
  explicit PieceCounter(std::string_view text) : text_(text) {}

  size_t Count() {
    while (at_ < text_.size()) CountPiece();
    return (hundredths_ + kWhole / 2) / kWhole;
  }

 private:
  struct Character {
    Kind kind = Kind::kEnd;
    size_t end = 0;  // offset behind it
    uint32_t code_point = 0;
  };

  Character CharacterAt(size_t at) const {
    if (at >= text_.size()) return {Kind::kEnd, at, 0};
    const auto byte = static_cast<unsigned char>(text_[at]);
    if (byte < 0x80) return {KindOf(byte), at + 1, byte};
    size_t end = at;
    const uint32_t code_point = NextCodePoint(text_, &end);
    return {KindOf(code_point), end, code_point};
  }

  void CountPiece() {
    const Character first = CharacterAt(at_);
    if (IsLetter(first.kind)) return CountWord(at_, Kind::kEnd);
    if (first.kind == Kind::kDigit) return CountDigits();
    const Kind second = CharacterAt(first.end).kind;
    if (first.kind != Kind::kNewline && IsLetter(second)) return CountWord(first.end, first.kind);
    const bool blank = text_[at_] == ' ';
    if (first.kind == Kind::kMark || (blank && second == Kind::kMark)) return CountMarks(blank);
    CountSpace();
  }

  // How many small letters of ASCII begin at `at`: most words are nothing else.
  size_t LowerAt(size_t at) const {
    size_t end = at;
    while (end < text_.size() && text_[end] >= 'a' && text_[end] <= 'z') ++end;
    return end - at;
  }

  // Capitals, then small letters; `before` is the kind of the one character in front.
  void CountWord(size_t at, Kind before) {
    size_t upper = 0;
    size_t lower = LowerAt(at);
    size_t foreign = 0;
    at += lower;
    Character c = CharacterAt(at);
    for (; lower == 0 && (c.kind == Kind::kUpper || c.kind == Kind::kLetter);
         c = CharacterAt(at = c.end)) {
      ++(c.kind == Kind::kUpper ? upper : foreign);
    }
    for (; c.kind == Kind::kLower || c.kind == Kind::kLetter; c = CharacterAt(at = c.end)) {
      ++(c.kind == Kind::kLower ? lower : foreign);
    }
    at_ = at + ContractionAt(at);
    if (foreign > 0) {
      hundredths_ += foreign * kForeignLetter;
      return;
    }
    const WordTable& table = TableOf(upper, lower, before);
    const size_t letters = upper + lower;
    hundredths_ += table[std::min(letters, table.size()) - 1];
    if (letters > table.size()) hundredths_ += (letters - table.size()) * kWordLetter;
  }

  static const WordTable& TableOf(size_t upper, size_t lower, Kind before) {
    if (lower == 0 && upper > 1) return kCapitals;
    const bool mark = before == Kind::kMark;
    const bool space = before == Kind::kSpace;
    if (upper == 0) return mark ? kWordBehindMark : space ? kWordBehindSpace : kWord;
    return mark ? kCapitalizedBehindMark : space ? kCapitalizedBehindSpace : kCapitalized;
  }

  // Bytes of "'s", "'t", "'re", "'ve", "'m", "'ll" or "'d" at `at`.
  size_t ContractionAt(size_t at) const {
    if (at >= text_.size() || text_[at] != '\'') return 0;
    const std::string tail = AsciiLowered(text_.substr(at + 1, 2));
    for (std::string_view two : {"re", "ve", "ll"}) {
      if (tail == two) return 3;
    }
    const bool one = !tail.empty() && std::string_view("stmd").find(tail[0]) != std::string::npos;
    return one ? 2 : 0;
  }

  void CountDigits() {
    const size_t begin = at_;
    while (at_ - begin < 3 && CharacterAt(at_).kind == Kind::kDigit) ++at_;
    hundredths_ += kWhole;
  }

  void CountMarks(bool blank) {
    size_t length = 0;
    bool foreign = false;
    if (blank) {
      ++at_;
      ++length;
    }
    for (Character c = CharacterAt(at_); c.kind == Kind::kMark; c = CharacterAt(at_)) {
      foreign = foreign || c.code_point > 0x7f;
      ++length;
      at_ = c.end;
    }
    while (at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '/')) {
      ++length;
      ++at_;
    }
    if (foreign) {
      hundredths_ += length * kForeignMark;
      return;
    }
    hundredths_ += kMarks[std::min(length, kMarks.size()) - 1];
    if (length > kMarks.size()) hundredths_ += (length - kMarks.size()) * kMoreMarks;
  }

  // The last blank belongs to what follows.
  void CountSpace() {
    size_t length = 0;
    size_t last = at_;
    Character c = CharacterAt(at_);
    Kind kind = Kind::kEnd;
    for (; c.kind == Kind::kSpace || c.kind == Kind::kNewline; c = CharacterAt(at_)) {
      kind = c.kind;
      last = at_;
      at_ = c.end;
      ++length;
    }
    if (at_ < text_.size() && length > 1 && kind == Kind::kSpace) at_ = last;
    hundredths_ += kWhole;
  }

  std::string_view text_;
  size_t at_ = 0;
  size_t hundredths_ = 0;
};

}  // namespace

size_t EstimateTokens(std::string_view text) { return PieceCounter(text).Count(); }

size_t EstimateTokens(std::string_view name, const std::optional<std::string>& description,
                      const std::optional<std::string>& input_schema) {
  std::string text = "{";
  if (description) {
    text += "\"description\":";
    AppendJsonString(*description, &text);
    text += ',';
  }
  if (input_schema) text += "\"inputSchema\":" + *input_schema + ",";
  text += "\"name\":";
  AppendJsonString(name, &text);
  text += '}';
  return EstimateTokens(text);
}

size_t EstimateTokens(const Tool& tool) {
  return EstimateTokens(tool.name, tool.description, tool.input_schema);
}

}  // namespace mcprisk
