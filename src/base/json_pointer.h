// JSON Pointers (RFC 6901): "/properties/a~1b", in whose steps "~" is "~0" and "/" is "~1". Pure
// functions, safe from any thread.
#ifndef MCPRISK_BASE_JSON_POINTER_H_
#define MCPRISK_BASE_JSON_POINTER_H_

#include <string>
#include <string_view>
#include <vector>

namespace mcprisk {

class Json;

// "a/b" -> "a~1b".
std::string PointerStep(std::string_view name);
// "a~1b" -> "a/b".
std::string NameOfPointerStep(std::string_view step);
// Of these names; empty for none.
std::string JsonPointer(const std::vector<std::string>& path);
// The value that a pointer leads to; missing when it leads nowhere. Items of lists are not looked
// into.
Json AtPointer(const Json& root, std::string_view pointer);

}  // namespace mcprisk

#endif  // MCPRISK_BASE_JSON_POINTER_H_
