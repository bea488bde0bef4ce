// Texts in which nothing was found, so that they need no second look.
//
// Definitions repeat what others say: of the strings in real schemas two bytes of three stand in
// another definition, too ("The id of the project"). Texts are compared as a whole, so what is told
// of one never hangs on a hash. Of two texts that want one place the later one has it; so hostile
// text costs others their second look, and no more. For one thread.
#ifndef MCPRISK_CLASSIFY_TEXT_CLEAN_TEXTS_H_
#define MCPRISK_CLASSIFY_TEXT_CLEAN_TEXTS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "classify/text/text_field.h"

namespace mcprisk {

// How many texts are kept: some megabytes with those of real definitions.
inline constexpr size_t kCleanTexts = size_t{1} << 15;
// Longer ones are seldom repeated.
inline constexpr size_t kMaxCleanTextBytes = 512;

class CleanTexts {
 public:
  // Whether it was added. What is clean in one role need not be in another.
  bool Has(TextRole role, std::string_view text) const;
  void Add(TextRole role, std::string_view text);

 private:
  static uint64_t HashOf(TextRole role, std::string_view text);

  std::vector<uint64_t> hashes_;
  std::vector<std::string> texts_;  // by the same place: the role's letter and the text
};

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_TEXT_CLEAN_TEXTS_H_
