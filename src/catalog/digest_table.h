// Definition ids by digest. Private to catalog/.
//
// Open addressing in one block: a run of half a million definitions looks up and adds one for each
// tool, and a node for each would cost twice the time. The digest is its own hash.
#ifndef MCPRISK_CATALOG_DIGEST_TABLE_H_
#define MCPRISK_CATALOG_DIGEST_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/digest.h"

namespace mcprisk {

class DigestTable {
 public:
  DigestTable() : slots_(kFirstSlots) {}

  // The id of `digest`. It is 0 when the digest is new: then the caller must set it, before the
  // next call. The reference is valid until then.
  int64_t& At(const Digest& digest) {
    if (used_ * 2 >= slots_.size()) Grow();
    Slot& slot = Find(digest);
    if (slot.id == 0) {
      slot.digest = digest;
      ++used_;
    }
    return slot.id;
  }

 private:
  static constexpr size_t kFirstSlots = 1024;  // a power of two, and so are all that follow

  struct Slot {
    Digest digest;
    int64_t id = 0;  // 0: empty
  };

  // The slot of `digest`, or the empty one where it belongs.
  Slot& Find(const Digest& digest) {
    size_t at = DigestHash()(digest) & (slots_.size() - 1);
    while (slots_[at].id != 0 && slots_[at].digest != digest) at = (at + 1) & (slots_.size() - 1);
    return slots_[at];
  }

  void Grow() {
    std::vector<Slot> old(2 * slots_.size());
    std::swap(old, slots_);
    for (const Slot& slot : old) {
      if (slot.id != 0) Find(slot.digest) = slot;
    }
  }

  std::vector<Slot> slots_;
  size_t used_ = 0;
};

}  // namespace mcprisk

#endif  // MCPRISK_CATALOG_DIGEST_TABLE_H_
