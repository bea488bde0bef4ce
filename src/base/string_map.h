// A hash map by text that is asked with views, without making a string of them. In no order.
#ifndef MCPRISK_BASE_STRING_MAP_H_
#define MCPRISK_BASE_STRING_MAP_H_

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace mcprisk {

struct StringHash : std::hash<std::string_view> {
  using is_transparent = void;
};

template <typename Value>
using StringMap = std::unordered_map<std::string, Value, StringHash, std::equal_to<>>;

}  // namespace mcprisk

#endif  // MCPRISK_BASE_STRING_MAP_H_
