// What docstrings in a description say of the parameters: servers made with Python keep it there
// and leave the schema without a word.
#ifndef MCPRISK_CLASSIFY_DOCSTRINGS_H_
#define MCPRISK_CLASSIFY_DOCSTRINGS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "classify/traits.h"

namespace mcprisk {

// Read once, whichever parameters are asked for. What it gives are views of the lowered description
// of `traits`, which must outlive it.
class Docstrings {
 public:
  explicit Docstrings(const Traits& traits);

  // Of the parameter at that place, where it is explained first, up to the explanation of another
  // one or a blank line; empty where it is not.
  std::string_view Of(size_t parameter) const { return said_[parameter]; }

 private:
  void Read(std::string_view text);
  std::vector<size_t> ExplainedBy(std::string_view line, size_t* behind) const;
  void Close(const std::vector<size_t>& open, std::string_view text);

  std::vector<std::string> names_;  // lower case
  std::vector<std::string_view> said_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_DOCSTRINGS_H_
