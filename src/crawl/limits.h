// How a limit is named to the user, so that whoever meets it finds the constant and its reason.
#ifndef MCPRISK_CRAWL_LIMITS_H_
#define MCPRISK_CRAWL_LIMITS_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "base/text.h"

namespace mcprisk {

// "kMaxLineBytes (16,777,216)".
inline std::string LimitText(std::string_view constant, size_t value) {
  return std::string(constant) + " (" + Grouped(value) + ")";
}

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_LIMITS_H_
