#include "classify/literal_scanner.h"

#include <algorithm>
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

}  // namespace

uint32_t LiteralScanner::Gram(const char* bytes) {
  auto byte = [&](size_t at) { return uint32_t{static_cast<unsigned char>(bytes[at])}; };
  return (byte(0) | byte(1) << 8 | byte(2) << 16) | (kFold & kGramBytes);
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

LiteralScanner::LiteralScanner(const std::vector<std::string>& literals) : literals_(literals) {
  std::vector<std::vector<Wanted>> by_slot(may_be_.size());
  for (size_t i = 0; i < literals_.size(); ++i) {
    const std::string& literal = literals_[i];
    const int number = static_cast<int>(i);
    if (literal.size() < kGram) {
      if (!literal.empty()) short_.push_back(number);
      continue;
    }
    const size_t rarest = RarestGram(literal);
    std::string head = literal.substr(0, kHead);
    std::string mask(head.size(), '\xff');
    head.resize(kHead);
    mask.resize(kHead);
    by_slot[SlotOf(Gram(literal.data() + rarest))].push_back(
        {EightBytes(head.data()) | kFold, EightBytes(mask.data()), static_cast<uint32_t>(rarest),
         number});
  }
  first_.push_back(0);
  for (size_t slot = 0; slot < by_slot.size(); ++slot) {
    may_be_[slot] = by_slot[slot].empty() ? 0 : 1;
    wanted_.insert(wanted_.end(), by_slot[slot].begin(), by_slot[slot].end());
    first_.push_back(static_cast<uint32_t>(wanted_.size()));
  }
}

void LiteralScanner::Note(int literal, Memory* memory, std::vector<int>* found) {
  uint32_t& seen = memory->seen[static_cast<size_t>(literal)];
  if (seen == memory->text) return;
  seen = memory->text;
  found->push_back(literal);
}

// How many places there are where a gram may stand; no branch depends on the text.
size_t LiteralScanner::FindPlaces(std::string_view text, std::vector<uint32_t>* places) const {
  if (places->size() < text.size()) places->resize(text.size());
  uint32_t* const to = places->data();
  size_t count = 0;
  size_t at = 0;
  auto look = [&] {
    uint32_t four;
    std::memcpy(&four, text.data() + at, sizeof(four));
    to[count] = static_cast<uint32_t>(at++);
    count += may_be_[SlotOf((four | static_cast<uint32_t>(kFold)) & kGramBytes)];
  };
  while (at + 8 <= text.size()) {
    look();
    look();
    look();
    look();
  }
  while (at + 4 <= text.size()) look();
  to[count] = static_cast<uint32_t>(at);
  return count + may_be_[SlotOf(Gram(text.data() + at))];
}

void LiteralScanner::Compare(std::string_view text, size_t place, Memory* memory,
                             std::vector<int>* found) const {
  const size_t slot = SlotOf(Gram(text.data() + place));
  for (uint32_t i = first_[slot]; i < first_[slot + 1]; ++i) {
    const Wanted& one = wanted_[i];
    if (place < one.gram_at) continue;
    const size_t begin = place - one.gram_at;
    const size_t left = text.size() - begin;
    if (left >= kHead) {
      const uint64_t head = EightBytes(text.data() + begin) | kFold;
      if (((head ^ one.head) & one.mask) != 0) continue;
    }
    const std::string& literal = literals_[static_cast<size_t>(one.literal)];
    if (left < literal.size()) continue;
    if (SameButForCase(text.substr(begin, literal.size()), literal)) {
      Note(one.literal, memory, found);
    }
  }
}

void LiteralScanner::Scan(std::string_view text, Memory* memory, std::vector<int>* found) const {
  found->clear();
  if (memory->seen.size() != literals_.size() || ++memory->text == 0) {
    memory->seen.assign(literals_.size(), 0);
    memory->text = 1;
  }
  for (int literal : short_) {
    const std::string& wanted = literals_[static_cast<size_t>(literal)];
    bool occurs = std::search(text.begin(), text.end(), wanted.begin(), wanted.end(),
                              [](char a, char b) { return AsciiLower(a) == b; }) != text.end();
    if (occurs) Note(literal, memory, found);
  }
  if (text.size() < kGram) return;
  const size_t places = FindPlaces(text, &memory->places);
  for (size_t i = 0; i < places; ++i) Compare(text, memory->places[i], memory, found);
}

}  // namespace mcprisk
