// Names as steps of a JSON Pointer (RFC 6901), where "~" is "~0" and "/" is "~1". Pure functions,
// safe from any thread.
#ifndef MCPRISK_BASE_JSON_POINTER_H_
#define MCPRISK_BASE_JSON_POINTER_H_

#include <string>
#include <string_view>

namespace mcprisk {

// "a/b" -> "a~1b".
std::string PointerStep(std::string_view name);
// "a~1b" -> "a/b".
std::string NameOfPointerStep(std::string_view step);

}  // namespace mcprisk

#endif  // MCPRISK_BASE_JSON_POINTER_H_
