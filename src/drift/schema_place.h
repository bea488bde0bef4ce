// Where in a JSON Schema a path leads, and what names and texts in it say. Private to drift/.
// Pure functions.
#ifndef MCPRISK_DRIFT_SCHEMA_PLACE_H_
#define MCPRISK_DRIFT_SCHEMA_PLACE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mcprisk {

// Where in a schema a path ends.
struct Place {
  size_t owner = 0;     // the path up to here is the schema that the difference is in
  std::string keyword;  // that differs; empty: a whole schema came or went
  std::string named;    // the property that came or went; empty: none
  bool in_properties = false;
};

Place PlaceOf(const std::vector<std::string>& path);

// Whether schemas stand below this keyword: "properties", "items", "anyOf", …
bool HoldsSchemas(std::string_view keyword);

// Lower case, without separators: "chat_history" and "chatHistory" are "chathistory".
std::string Squeezed(std::string_view name);
// "callbackUrl" and "callback_url" are "callback", "url".
std::vector<std::string> NameWords(std::string_view text);
// Without the s of a plural.
std::string Singular(const std::string& word);
// Whether a text leads somewhere: a URL, a path, a mail or network address.
bool IsAddress(std::string_view text);

}  // namespace mcprisk

#endif  // MCPRISK_DRIFT_SCHEMA_PLACE_H_
