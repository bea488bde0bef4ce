// Lower case that keeps every byte where it is, so that offsets into the folded text are offsets
// into the original: ASCII, and the Latin-1 and Russian letters whose two forms are equally long in
// UTF-8.
#ifndef MCPRISK_CLASSIFY_FOLDING_H_
#define MCPRISK_CLASSIFY_FOLDING_H_

#include <string>

namespace mcprisk {

void FoldCase(std::string* text);
// The letters beyond ASCII alone.
void FoldForeignCase(std::string* text);

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_FOLDING_H_
