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

// What stands before a byte, for a quick look: 1 where a word may begin behind it.
constexpr std::array<uint8_t, 256> kBeforeWord = [] {
  std::array<uint8_t, 256> before{};
  for (size_t c = 0; c < 256; ++c) {
    before[c] = IsAsciiAlnum(static_cast<char>(c)) ? 0 : 1;
  }
  return before;
}();

// The same and never less, without a branch: 1 where a word may begin.
uint8_t MayBegin(std::string_view text, size_t at) {
  if (at < 6) return 1;
  const char* here = text.data() + at;
  bool capital = *here >= 'A' && *here <= 'Z';
  return static_cast<uint8_t>(kBeforeWord[static_cast<unsigned char>(here[-1])] | capital |
                              (here[-2] == '\\') | (here[-6] == '\\'));
}

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
  std::string mask(head.size(), '\xff');
  head.resize(kHead);
  mask.resize(kHead);
  Wanted wanted;
  wanted.head = EightBytes(head.data()) | kFold;
  wanted.mask = EightBytes(mask.data());
  wanted.gram_at = literal.begins ? 0 : static_cast<uint32_t>(RarestGram(bytes));
  wanted.literal = number;
  const bool told = bytes.size() <= kHead && std::all_of(bytes.begin(), bytes.end(), IsAsciiAlpha);
  wanted.all = told ? static_cast<uint8_t>(bytes.size()) : 0;
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
  std::vector<std::vector<Wanted>> by_short_gram(kSlots);
  std::vector<std::vector<Wanted>> by_gram(kSlots);
  for (size_t i = 0; i < literals_.size(); ++i) {
    const std::string& literal = literals_[i].bytes;
    const int number = static_cast<int>(i);
    if (literal.size() < kShortGram) {
      if (!literal.empty()) short_.push_back(number);
      continue;
    }
    const Wanted wanted = Want(literals_[i], number);
    const char* gram = literal.data() + wanted.gram_at;
    may_be_[SlotOf(ShortGram(gram))] |= wanted.begins ? kAtBegin : kAnywhere;
    if (literal.size() < kGram) {
      by_short_gram[SlotOf(ShortGram(gram))].push_back(wanted);
    } else {
      by_gram[SlotOf(Gram(gram))].push_back(wanted);
    }
  }
  by_short_gram_ = Rows(by_short_gram);
  by_gram_ = Rows(by_gram);
}

// How many places there are where a gram may stand; no branch depends on the text.
size_t LiteralScanner::FindPlaces(std::string_view text, Places* places) const {
  if (places->size() < text.size()) places->resize(text.size());
  uint32_t* const to = places->data();
  size_t count = 0;
  size_t at = 0;
  // Whether what the slot says holds here.
  auto fits = [&](uint8_t may_be) {
    return (may_be & kAnywhere) | ((may_be >> 1) & MayBegin(text, at));
  };
  auto look = [&] {
    uint32_t four;
    std::memcpy(&four, text.data() + at, sizeof(four));
    to[count] = static_cast<uint32_t>(at);
    count += fits(may_be_[SlotOf((four | static_cast<uint32_t>(kFold)) & kShortGramBytes)]);
    ++at;
  };
  while (at + 8 <= text.size()) {
    look();
    look();
    look();
    look();
  }
  while (at + 4 <= text.size()) look();
  to[count] = static_cast<uint32_t>(at);
  return count + fits(may_be_[SlotOf(ShortGram(text.data() + at))]);
}

bool LiteralScanner::Stands(const Wanted& one, std::string_view text, size_t begin) const {
  if (text.size() - begin >= kHead) {
    const uint64_t head = EightBytes(text.data() + begin) | kFold;
    if (((head ^ one.head) & one.mask) != 0) return false;
    if (one.all != 0) {
      return (!one.begins || WordBegins(text, begin)) &&
             (!one.ends || WordEnds(text, begin + one.all));
    }
  }
  return literals_[static_cast<size_t>(one.literal)].FitsAt(text, begin);
}

void LiteralScanner::Compare(std::string_view text, size_t place, std::span<const Wanted> wanted,
                             std::vector<Hit>* hits) const {
  for (const Wanted& one : wanted) {
    if (place < one.gram_at) continue;
    if (Stands(one, text, place - one.gram_at)) {
      hits->push_back({static_cast<uint32_t>(place), one.literal});
    }
  }
}

void LiteralScanner::FindShort(std::string_view text, std::vector<Hit>* hits) const {
  for (int number : short_) {
    const Literal& literal = literals_[static_cast<size_t>(number)];
    const char first = literal.bytes[0];
    for (size_t at = 0; at < text.size(); ++at) {
      // A sign is looked for at the speed of memory.
      if (!IsAsciiAlpha(first)) at = std::min(text.find(first, at), text.size());
      if (at == text.size() || !literal.FitsAt(text, at)) continue;
      hits->push_back({static_cast<uint32_t>(at), number});
    }
  }
}

void LiteralScanner::Scan(std::string_view text, Places* places, std::vector<Hit>* hits) const {
  hits->clear();
  FindShort(text, hits);
  const size_t short_hits = hits->size();
  if (text.size() < kShortGram) return;
  const size_t count = FindPlaces(text, places);
  for (size_t i = 0; i < count; ++i) {
    const size_t place = (*places)[i];
    const char* gram = text.data() + place;
    Compare(text, place, by_short_gram_[SlotOf(ShortGram(gram))], hits);
    if (place + kGram <= text.size()) Compare(text, place, by_gram_[SlotOf(Gram(gram))], hits);
  }
  if (short_hits == 0) return;
  std::sort(hits->begin(), hits->end(),
            [](const Hit& a, const Hit& b) { return a.place < b.place; });
}

}  // namespace mcprisk
