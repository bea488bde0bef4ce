// The names of parameters that rules ask for, as numbered sets: one look-up tells which of all sets
// a parameter's name is in.
//
// Built by the rule reader; immutable after that and safe from any thread.
#ifndef MCPRISK_CLASSIFY_NAME_SETS_H_
#define MCPRISK_CLASSIFY_NAME_SETS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/string_map.h"
#include "classify/vocabulary.h"

namespace mcprisk {

class NameSets {
 public:
  // The number of a new set that holds these normalized names ("shell_command"). Throws Error
  // beyond ListBits::kMax sets.
  size_t Add(const std::vector<std::string>& names) {
    if (size_ == ListBits::kMax)
      throw Error("more than 1,024 lists of parameter names in the rules");
    for (const std::string& name : names) sets_[name].Set(size_);
    return size_++;
  }

  // The sets that `name` is in; nullptr when it is in none.
  const ListBits* Find(std::string_view name) const {
    auto found = sets_.find(name);
    return found == sets_.end() ? nullptr : &found->second;
  }

 private:
  StringMap<ListBits> sets_;
  size_t size_ = 0;
};

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_NAME_SETS_H_
