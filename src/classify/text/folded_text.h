// Foreign text as phrases are looked for in it: what looks alike is alike.
//
// Invisible characters and marks on letters are dropped, compatibility forms become plain ones
// (NFKC), letters of other scripts inside a Latin word become the Latin ones that they look like,
// all is lower case, markdown's * and ` are gone. Blanks are one space, and the end of a sentence,
// of a paragraph or of a list item is one '\n'. Hangul, kana and Han stay as they are.
//
// Pure function of its input, linear in its length; malformed UTF-8 folds to nothing.
#ifndef MCPRISK_CLASSIFY_TEXT_FOLDED_TEXT_H_
#define MCPRISK_CLASSIFY_TEXT_FOLDED_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mcprisk {

enum class FoldMode {
  kProse,
  kIdentifier,  // "_", "-", "." and a capital inside a word divide words
  kSkeleton,    // look-alikes become ASCII in words of one script, too
};

struct FoldedText {
  std::string text;
  std::vector<uint32_t> from;  // byte of text -> byte of the raw text where its character begins
  uint32_t raw_size = 0;

  // The raw bytes behind the folded ones [begin, end).
  std::pair<size_t, size_t> RawRange(size_t begin, size_t end) const;
};

// Fills `folded` anew. At most the first 2^32 - 1 bytes.
void FoldText(std::string_view raw, FoldMode mode, FoldedText* folded);

// What a reader takes the name for: look-alikes and styled letters as ASCII, lower case, invisible
// characters and marks dropped. Names with one skeleton pass for each other.
std::string NameSkeleton(std::string_view name);

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_TEXT_FOLDED_TEXT_H_
