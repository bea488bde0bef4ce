// Slips of the keys between two names, counted so that a scan of sorted names can leave out whole
// stretches of them. base/text.h has what most callers want: EditDistance and NearestNames.
//
// Pure functions. An edit is a character inserted, deleted or replaced, or two neighbors swapped;
// ASCII case is folded. Bytes are taken for characters.
#ifndef MCPRISK_BASE_EDITS_H_
#define MCPRISK_BASE_EDITS_H_

#include <cstddef>
#include <string_view>

namespace mcprisk {

struct Edits {
  size_t distance = 0;  // at most the limit + 1
  // The length of the shortest beginning of the text behind which nothing can be within the limit;
  // 0: whatever goes on from the whole text may be.
  size_t hopeless = 0;
};

// From `text` to `wanted`. Takes time by `limit` times the length of the shorter one.
Edits CountEdits(std::string_view text, std::string_view wanted, size_t limit);

// How many edits make another name of `wanted`: the shorter it is, the less is left of it.
size_t MostEdits(std::string_view wanted);

}  // namespace mcprisk

#endif  // MCPRISK_BASE_EDITS_H_
