#include "stack/references.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "stack/secret.h"

namespace mcprisk {
namespace {

bool IsVariable(std::string_view name) {
  return !name.empty() && !IsAsciiDigit(name[0]) &&
         std::all_of(name.begin(), name.end(), [](char c) { return IsAsciiAlnum(c) || c == '_'; });
}

// What stands between "${" and "}".
Result<std::string> ValueOf(std::string_view inside,
                            const std::map<std::string, std::string>& given) {
  if (inside.starts_with("env:")) inside.remove_prefix(4);
  const size_t other = inside.find(":-");
  const std::string name(inside.substr(0, other));
  const auto value = given.find(name);
  if (value != given.end()) return value->second;
  if (other != std::string_view::npos) return std::string(inside.substr(other + 2));
  if (IsVariable(name)) return Failure("it refers to the variable " + name);
  return Failure("it refers to something that only the client knows");
}

}  // namespace

Result<std::string> FillReferences(std::string_view text,
                                   const std::map<std::string, std::string>& given) {
  if (text.starts_with('$') && IsVariable(text.substr(1))) return ValueOf(text.substr(1), given);
  std::string filled;
  std::string literal;  // what stands between, for references of other kinds
  for (size_t at = 0; at < text.size();) {
    const size_t begin = text.find("${", at);
    const size_t end = begin == std::string_view::npos ? begin : text.find('}', begin);
    const std::string_view plain =
        text.substr(at, end == std::string_view::npos ? end : begin - at);
    filled += plain;
    literal += plain;
    if (end == std::string_view::npos) break;
    Result<std::string> value = ValueOf(text.substr(begin + 2, end - begin - 2), given);
    if (!value) return value;
    filled += *value;
    literal += ' ';
    at = end + 1;
  }
  if (IsReference(literal)) return Failure("it refers to something that only the client knows");
  return filled;
}

}  // namespace mcprisk
