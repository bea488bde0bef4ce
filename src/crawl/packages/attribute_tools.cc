#include "crawl/packages/attribute_tools.h"

#include <algorithm>
#include <array>
#include <utility>

namespace mcprisk {
namespace {

// Tokens between an attribute and the name of its method: more attributes, modifiers, a type.
constexpr uint32_t kMaxTokensBeforeMethod = 200;

}  // namespace

AttributedMethod MethodBehind(const SourceText& source, uint32_t at) {
  AttributedMethod method;
  const uint32_t limit = at + kMaxTokensBeforeMethod;
  for (; at < limit && at < source.size(); at = source.Next(at)) {
    if (source.Is(at, ";") || source.Is(at, "}") || source.IsOpen(at, '{')) break;
    // Java: @Name(…) before the method.
    if (source.Is(at, "@")) {
      while (source.IsName(at + 1) && source.Is(at + 2, ".")) at += 2;
      at += source.IsOpen(at + 2, '(') ? 2 : 1;
      continue;
    }
    if (source.Is(at, "async") || source.Is(at, "Task") || source.Is(at, "ValueTask")) {
      method.is_asynchronous = true;
    }
    if (!source.IsName(at) || !source.IsOpen(at + 1, '(')) continue;
    method.name = at;
    method.parameters = source.Inside(at + 1);
    break;
  }
  return method;
}

ValuePtr PlainType(const SourceText& source, Range type) {
  using Type = std::pair<std::string_view, std::string_view>;
  constexpr std::array<Type, 38> kTypes = {
      {{"string", "string"},     {"String", "string"},   {"str", "string"},
       {"char", "string"},       {"Guid", "string"},     {"DateTime", "string"},
       {"Uri", "string"},        {"PathBuf", "string"},  {"int", "integer"},
       {"Integer", "integer"},   {"long", "integer"},    {"Long", "integer"},
       {"short", "integer"},     {"byte", "integer"},    {"uint", "integer"},
       {"ulong", "integer"},     {"i8", "integer"},      {"i16", "integer"},
       {"i32", "integer"},       {"i64", "integer"},     {"u8", "integer"},
       {"u16", "integer"},       {"u32", "integer"},     {"u64", "integer"},
       {"usize", "integer"},     {"isize", "integer"},   {"double", "number"},
       {"Double", "number"},     {"float", "number"},    {"Float", "number"},
       {"decimal", "number"},    {"f32", "number"},      {"f64", "number"},
       {"bool", "boolean"},      {"boolean", "boolean"}, {"Boolean", "boolean"},
       {"Dictionary", "object"}, {"Map", "object"}}};
  constexpr std::array<std::string_view, 7> kLists = {
      "List", "IEnumerable", "IList", "IReadOnlyList", "Vec", "Set", "Collection"};
  uint32_t at = type.begin;
  while (at < type.end && !source.IsName(at)) ++at;
  if (at >= type.end) return UnknownValue();
  std::string_view name = source.Text(at);
  if (std::find(kLists.begin(), kLists.end(), name) != kLists.end()) return TypeSchema("array");
  for (auto [word, json] : kTypes) {
    if (name != word) continue;
    const bool is_array = at + 1 < type.end && source.IsOpen(at + 1, '[');
    return TypeSchema(is_array ? "array" : json);
  }
  return UnknownValue();
}

}  // namespace mcprisk
