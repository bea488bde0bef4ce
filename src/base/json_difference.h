// Where two JSON values differ: as deep as both sides are objects, or arrays of objects of equal
// length. Pure functions, safe from any thread.
#ifndef MCPRISK_BASE_JSON_DIFFERENCE_H_
#define MCPRISK_BASE_JSON_DIFFERENCE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mcprisk {

struct JsonDifference {
  std::vector<std::string> path;      // keys and positions from the root; empty: all of it
  std::optional<std::string> before;  // canonical JSON; nothing: it was not there
  std::optional<std::string> after;
};

// Both sides are canonical JSON (RFC 8785), or absent. Ordered by path. Equal sides: nothing. Text
// that is no JSON is a difference as a whole.
std::vector<JsonDifference> CompareJson(const std::optional<std::string>& before,
                                        const std::optional<std::string>& after);

}  // namespace mcprisk

#endif  // MCPRISK_BASE_JSON_DIFFERENCE_H_
