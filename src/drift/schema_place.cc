#include "drift/schema_place.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"

namespace mcprisk {
namespace {

// JSON Schema 2020-12 and the drafts before it.
constexpr std::string_view kNamedSchemas[] = {"properties", "patternProperties", "$defs",
                                              "definitions", "dependentSchemas"};
constexpr std::string_view kSchemas[] = {
    "items",    "additionalProperties",  "not",          "if", "then", "else",
    "contains", "unevaluatedProperties", "propertyNames"};
constexpr std::string_view kListsOfSchemas[] = {"anyOf", "oneOf", "allOf", "prefixItems"};
template <size_t n>
bool IsOneOf(const std::string_view (&names)[n], std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

}  // namespace

bool HoldsSchemas(std::string_view keyword) {
  return IsOneOf(kNamedSchemas, keyword) || IsOneOf(kSchemas, keyword) ||
         IsOneOf(kListsOfSchemas, keyword);
}

Place PlaceOf(const std::vector<std::string>& path) {
  Place place;
  size_t at = 0;
  while (at < path.size()) {
    const std::string& keyword = path[at];
    const bool named = IsOneOf(kNamedSchemas, keyword);
    const size_t steps = named || IsOneOf(kListsOfSchemas, keyword) ? 2 : 1;
    if (!(steps == 2 || IsOneOf(kSchemas, keyword)) ||
        at + steps >= path.size() + (named ? 1 : 0)) {
      place.keyword = keyword;
      return place;
    }
    if (at + steps == path.size()) {
      place.named = path[at + 1];
      place.in_properties = keyword == "properties";
      return place;
    }
    at += steps;
    place.owner = at;
  }
  return place;
}

std::string Squeezed(std::string_view name) {
  std::string squeezed;
  for (const char c : name) {
    if (IsAsciiAlnum(c) || static_cast<unsigned char>(c) >= 0x80) {
      squeezed += AsciiLower(c);
    }
  }
  return squeezed;
}

std::vector<std::string> NameWords(std::string_view text) {
  std::vector<std::string> words;
  bool open = false;
  char last = 0;
  for (const char c : text) {
    const bool is_part = IsAsciiAlnum(c) || static_cast<unsigned char>(c) >= 0x80;
    const bool begins = is_part && (!open || (IsAsciiUpper(c) && !IsAsciiUpper(last)));
    if (begins) words.emplace_back();
    if (is_part) words.back() += AsciiLower(c);
    open = is_part;
    last = c;
  }
  return words;
}

std::string Singular(const std::string& word) {
  const bool plural = word.size() > 3 && word.ends_with('s') && !word.ends_with("ss");
  return plural ? word.substr(0, word.size() - 1) : word;
}

bool IsAddress(std::string_view text) {
  if (text.find("://") != std::string_view::npos || text.starts_with("data:")) return true;
  if (text.starts_with('/') || text.starts_with("~/") || text.starts_with("..")) return true;
  if (text.find(' ') != std::string_view::npos) return false;
  if (text.find('\\') != std::string_view::npos) return true;
  const size_t at = text.find('@');
  const size_t dot = text.rfind('.');
  if (at != std::string_view::npos && at > 0 && dot != std::string_view::npos && dot > at)
    return true;
  if (text.starts_with("www.")) return true;
  // An IPv4 address.
  return std::count(text.begin(), text.end(), '.') == 3 &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return IsAsciiDigit(c) || c == '.' || c == ':' || c == '/'; });
}

}  // namespace mcprisk
