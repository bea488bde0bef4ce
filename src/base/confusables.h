// Letters of other scripts that look like ASCII letters.
//
// The part of Unicode's confusables (UTS #39) that attacks on Latin text use: Cyrillic, Greek,
// Armenian, Cherokee and phonetic letters. What NFKC folds (full-width and mathematical letters) is
// not in it. Pure functions, safe from any thread.
#ifndef MCPRISK_BASE_CONFUSABLES_H_
#define MCPRISK_BASE_CONFUSABLES_H_

#include <cstdint>

namespace mcprisk {

// The lower-case ASCII letter that it can pass for; 0 when it is none of these.
char AsciiLookAlike(uint32_t code_point);

}  // namespace mcprisk

#endif  // MCPRISK_BASE_CONFUSABLES_H_
