#include "classify/literal_scanner.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/text.h"

namespace mcprisk {
namespace {

// Bytes of English text, the most frequent first; what is not here is rarer than all of them.
constexpr std::string_view kByFrequency = " etaoinsrhldcumfpgwybvkxjqz";

size_t Rarity(std::string_view bytes) {
  size_t rarity = 0;
  for (char c : bytes) rarity += std::min(kByFrequency.find(c), kByFrequency.size());
  return rarity;
}

constexpr size_t kHead = sizeof(uint64_t);
// Of the first so many bytes, which are the low ones.
constexpr std::array<uint64_t, kHead + 1> kHeadMasks = [] {
  std::array<uint64_t, kHead + 1> masks{};
  for (size_t i = 0; i < kHead; ++i) masks[i + 1] = masks[i] << 8 | 0xff;
  return masks;
}();

uint64_t EightBytes(const char* bytes) {
  uint64_t eight;
  std::memcpy(&eight, bytes, kHead);
  return eight;
}

// Turns capitals into small letters and some other bytes into one another: what is equal stays so.
constexpr uint64_t kFold = 0x2020202020202020;

bool SameButForCase(std::string_view text, std::string_view literal) {
  return std::equal(text.begin(), text.end(), literal.begin(),
                    [](char a, char b) { return AsciiLower(a) == b; });
}

// "readFile": what looks for words in names divides them there.
bool IsHump(char before, char after) {
  return IsAsciiUpper(after) && IsAsciiAlpha(before) && !IsAsciiUpper(before);
}

// Whether an escape of JSON, as canonical JSON has them, ends before `at`: \n, \u001b.
bool EndsEscape(std::string_view text, size_t at) {
  if (at >= 2 && text[at - 2] == '\\') return true;
  return at >= 6 && text.substr(at - 6, 4) == "\\u00";
}

// What a byte says of the begin of a word, for a quick look.
constexpr uint8_t kBehindIt = 1;  // one may begin behind it
constexpr uint8_t kWithIt = 2;    // one may begin with it, whatever stands before
constexpr std::array<uint8_t, 256> kWordEdges = [] {
  std::array<uint8_t, 256> edges{};
  for (size_t c = 0; c < 256; ++c) {
    if (!IsAsciiAlnum(static_cast<char>(c))) edges[c] |= kBehindIt;
    if (IsAsciiUpper(static_cast<char>(c))) edges[c] |= kWithIt;
  }
  return edges;
}();
uint8_t EdgesOf(char c) { return kWordEdges[static_cast<unsigned char>(c)]; }

bool WordBegins(std::string_view text, size_t at) {
  if (at == 0 || !IsAsciiAlnum(text[at - 1])) return true;
  return IsHump(text[at - 1], text[at]) || EndsEscape(text, at);
}

bool WordEnds(std::string_view text, size_t at) {
  return at == text.size() || !IsAsciiAlnum(text[at]) || IsHump(text[at - 1], text[at]);
}

}  // namespace

bool LiteralScanner::Literal::FitsAt(std::string_view text, size_t begin) const {
  if (text.size() - begin < bytes.size()) return false;
  return SameButForCase(text.substr(begin, bytes.size()), bytes) &&
         (!begins || WordBegins(text, begin)) && (!ends || WordEnds(text, begin + bytes.size()));
}

uint32_t LiteralScanner::Gram(const char* bytes) {
  uint32_t four;
  std::memcpy(&four, bytes, sizeof(four));
  return four | static_cast<uint32_t>(kFold);
}

uint32_t LiteralScanner::ShortGram(const char* bytes) {
  auto byte = [&](size_t at) { return uint32_t{static_cast<unsigned char>(bytes[at])}; };
  return (byte(0) | byte(1) << 8 | byte(2) << 16) | (kFold & kShortGramBytes);
}

size_t LiteralScanner::RarestGram(std::string_view literal) {
  size_t rarest = 0;
  size_t most = 0;
  for (size_t at = 0; at + kGram <= literal.size(); ++at) {
    size_t rarity = Rarity(literal.substr(at, kGram));
    if (at > 0 && rarity <= most) continue;
    rarest = at;
    most = rarity;
  }
  return rarest;
}

// Only a letter is told from all other bytes without regard to case.
LiteralScanner::Wanted LiteralScanner::Want(const Literal& literal, int number) {
  const std::string& bytes = literal.bytes;
  std::string head = bytes.substr(0, kHead);
  Wanted wanted;
  wanted.head_bytes = static_cast<uint8_t>(head.size());
  head.resize(kHead);
  wanted.head = EightBytes(head.data()) | kFold;
  wanted.literal = static_cast<uint32_t>(number);
  wanted.gram_at = literal.begins ? 0 : static_cast<uint32_t>(RarestGram(bytes));
  wanted.all = bytes.size() <= kHead && std::all_of(bytes.begin(), bytes.end(), IsAsciiAlpha);
  wanted.begins = literal.begins;
  wanted.ends = literal.ends;
  return wanted;
}

LiteralScanner::LiteralScanner(const std::vector<std::string>& literals) {
  for (std::string_view one : literals) {
    Literal literal;
    literal.begins = one.starts_with(kEdge);
    if (literal.begins) one.remove_prefix(1);
    literal.ends = one.ends_with(kEdge);
    if (literal.ends) one.remove_suffix(1);
    literal.bytes = one;
    literals_.push_back(std::move(literal));
  }
  std::vector<std::vector<int>> by_first_byte(256);
  std::vector<std::vector<Wanted>> by_short_gram(size_t{1} << kSlotBits);
  std::vector<std::vector<Wanted>> by_gram(size_t{1} << kSlotBits);
  for (size_t i = 0; i < literals_.size(); ++i) {
    const std::string& literal = literals_[i].bytes;
    const int number = static_cast<int>(i);
    if (literal.size() < kShortGram) {
      if (literal.empty()) continue;
      by_first_byte[static_cast<unsigned char>(literal[0])].push_back(number);
      begins_short_[static_cast<unsigned char>(literal[0])] = true;
      continue;
    }
    const Wanted wanted = Want(literals_[i], number);
    const char* gram = literal.data() + wanted.gram_at;
    const size_t slot = SlotOf<kFilterSlotBits>(ShortGram(gram));
    may_be_[slot / 4] |= (wanted.begins ? kAtBegin : kAnywhere) << (slot % 4 * 2);
    if (literal.size() < kGram) {
      by_short_gram[SlotOf<kSlotBits>(ShortGram(gram))].push_back(wanted);
    } else {
      by_gram[SlotOf<kSlotBits>(Gram(gram))].push_back(wanted);
    }
  }
  short_ = Rows(by_first_byte);
  by_short_gram_ = Rows(by_short_gram);
  by_gram_ = Rows(by_gram);
}

// How many places there are where a gram may stand; no branch depends on the text. `escapes`: there
// may be some, behind which words begin.
template <bool escapes>
size_t LiteralScanner::FindPlaces(std::string_view text, Places* places) const {
  if (places->size() < text.size()) places->resize(text.size());
  uint32_t* const to = places->data();
  const char* const bytes = text.data();
  size_t count = 0;
  size_t at = 0;
  uint8_t behind = kBehindIt;  // what stands before `at` says
  auto take = [&](uint32_t gram) {
    const uint8_t here = EdgesOf(bytes[at]);
    uint8_t begins = (behind & kBehindIt) | (here >> 1 & 1);
    if (escapes) {
      begins |= at < 6 || bytes[at - 2] == '\\' || bytes[at - 6] == '\\' ? 1 : 0;
    }
    behind = here;
    const size_t slot = SlotOf<kFilterSlotBits>(gram);
    const uint8_t may_be = may_be_[slot / 4] >> (slot % 4 * 2);
    to[count] = static_cast<uint32_t>(at);
    count += (may_be & kAnywhere) | (may_be >> 1 & begins & 1);
    ++at;
  };
  auto look = [&] {
    uint32_t four;
    std::memcpy(&four, bytes + at, sizeof(four));
    take((four | static_cast<uint32_t>(kFold)) & kShortGramBytes);
  };
  while (at + 4 <= text.size()) look();
  take(ShortGram(bytes + at));
  return count;
}

bool LiteralScanner::Stands(const Wanted& one, std::string_view text, size_t begin) const {
  if (text.size() - begin >= kHead) {
    const uint64_t head = EightBytes(text.data() + begin) | kFold;
    if (((head ^ one.head) & kHeadMasks[one.head_bytes]) != 0) return false;
    if (one.all) {
      return (!one.begins || WordBegins(text, begin)) &&
             (!one.ends || WordEnds(text, begin + one.head_bytes));
    }
  }
  return literals_[one.literal].FitsAt(text, begin);
}

void LiteralScanner::Compare(std::string_view text, size_t place, std::span<const Wanted> wanted,
                             std::vector<Hit>* hits) const {
  for (const Wanted& one : wanted) {
    if (place < one.gram_at) continue;
    if (Stands(one, text, place - one.gram_at)) {
      hits->push_back({static_cast<uint32_t>(place), static_cast<int>(one.literal)});
    }
  }
}

void LiteralScanner::FindShort(std::string_view text, std::vector<Hit>* hits) const {
  for (size_t at = 0; at < text.size(); ++at) {
    const auto first = static_cast<unsigned char>(AsciiLower(text[at]));
    if (!begins_short_[first]) continue;
    for (int number : short_[first]) {
      if (literals_[static_cast<size_t>(number)].FitsAt(text, at)) {
        hits->push_back({static_cast<uint32_t>(at), number});
      }
    }
  }
}

void LiteralScanner::Scan(std::string_view text, Places* places, std::vector<Hit>* hits) const {
  hits->clear();
  FindShort(text, hits);
  const size_t short_hits = hits->size();
  if (text.size() < kShortGram) return;
  const bool escapes = text.find('\\') != std::string_view::npos;
  const size_t count = escapes ? FindPlaces<true>(text, places) : FindPlaces<false>(text, places);
  for (size_t i = 0; i < count; ++i) {
    const size_t place = (*places)[i];
    const char* gram = text.data() + place;
    Compare(text, place, by_short_gram_[SlotOf<kSlotBits>(ShortGram(gram))], hits);
    if (place + kGram <= text.size())
      Compare(text, place, by_gram_[SlotOf<kSlotBits>(Gram(gram))], hits);
  }
  if (short_hits == 0) return;
  std::stable_sort(hits->begin(), hits->end(),
                   [](const Hit& a, const Hit& b) { return a.place < b.place; });
}

}  // namespace mcprisk
