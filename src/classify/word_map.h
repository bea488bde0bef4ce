// A hash table by words, for those that are asked for at every word of every definition.
//
// Words are mostly short: a word is known by its length, its first and its last eight bytes, and
// its text is looked at only where these leave bytes out, so it lies elsewhere. Entries lie close
// together, in the order in which they came; the table of a few bits each says where.
//
// Built once; after that immutable and safe from any thread. Entries move while it grows.
#ifndef MCPRISK_CLASSIFY_WORD_MAP_H_
#define MCPRISK_CLASSIFY_WORD_MAP_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace mcprisk {

struct WordKey {
  uint64_t first = 0;
  uint64_t last = 0;
  uint64_t size = 0;
  bool operator==(const WordKey&) const = default;

  // Without a loop or a call. Of less than eight bytes, no two words of one length have the same.
  static WordKey Of(std::string_view word) {
    if (word.size() < 8) return {Short(word.data(), word.size()), 0, word.size()};
    return {Eight(word.data()), Eight(word.data() + word.size() - 8), word.size()};
  }
  // Whether it leaves bytes out.
  bool IsPartial() const { return size > 16; }
  // Two rounds of multiply and fold: words are short, and tables are built by us.
  uint64_t Hash() const {
    uint64_t hash = (first ^ size) * 0x9e3779b97f4a7c15;
    hash = ((hash ^ hash >> 32) + last) * 0xd6e8feb86659fd93;
    return hash ^ hash >> 29;
  }

 private:
  static uint64_t Eight(const char* bytes) {
    uint64_t word;
    std::memcpy(&word, bytes, sizeof(word));
    return word;
  }
  static uint64_t Short(const char* word, size_t size) {
    if (size >= 4) {
      uint32_t head;
      uint32_t tail;
      std::memcpy(&head, word, 4);
      std::memcpy(&tail, word + size - 4, 4);
      return head | uint64_t{tail} << 32;
    }
    if (size == 0) return 0;
    auto byte = [&](size_t at) { return uint64_t{static_cast<unsigned char>(word[at])}; };
    return byte(0) | byte(size / 2) << 8 | byte(size - 1) << 16;
  }
};

template <typename Value>
class WordMap {
 public:
  struct Entry {
    WordKey key;
    Value value;
  };

  // nullptr when it is not there; the empty word never is.
  const Value* Find(std::string_view word) const {
    if (slots_.empty() || word.empty()) return nullptr;
    const WordKey key = WordKey::Of(word);
    const uint64_t hash = key.Hash();
    const Slot marks = static_cast<Slot>(hash >> 32 << kPlaceBits);
    for (size_t at = hash;; ++at) {
      const Slot slot = slots_[at & (slots_.size() - 1)];
      if (slot == 0) return nullptr;
      if ((slot & ~kPlaces) != marks) continue;
      const size_t place = (slot & kPlaces) - 1;
      const Entry& known = entries_[place];
      if (known.key == key && (!key.IsPartial() || texts_[place] == word)) return &known.value;
    }
  }
  Value* Find(std::string_view word) {
    return const_cast<Value*>(static_cast<const WordMap*>(this)->Find(word));
  }

  // A new one, for a word that is not there. Throws Error when there are too many.
  Value& Add(std::string_view word) {
    if (entries_.size() + 2 >= size_t{1} << kPlaceBits) {
      throw Error("too many words in the rules");
    }
    if (2 * (entries_.size() + 1) > slots_.size()) Grow();
    Entry& entry = entries_.emplace_back(Entry{WordKey::Of(word), Value()});
    texts_.emplace_back(word);
    Enter(entry.key.Hash(), entries_.size() - 1);
    return entry.value;
  }

  std::vector<Entry>& entries() { return entries_; }

 private:
  // The entry's place + 1, and above that bits of its hash, so that few are looked at that differ.
  using Slot = uint32_t;
  static constexpr unsigned kPlaceBits = 18;
  static constexpr Slot kPlaces = (Slot{1} << kPlaceBits) - 1;

  void Enter(uint64_t hash, size_t place) {
    size_t at = hash & (slots_.size() - 1);
    while (slots_[at] != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = static_cast<Slot>(hash >> 32 << kPlaceBits | (place + 1));
  }
  void Grow() {
    slots_.assign(std::max<size_t>(1024, slots_.size() * 2), 0);
    for (size_t place = 0; place < entries_.size(); ++place) {
      Enter(entries_[place].key.Hash(), place);
    }
  }

  std::vector<Slot> slots_;  // a power of two; 0: empty
  std::vector<Entry> entries_;
  std::vector<std::string> texts_;  // of each entry
};

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_WORD_MAP_H_
