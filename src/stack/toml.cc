#include <toml++/toml.h>

#include <sstream>

#include "base/text.h"
#include "stack/config_value.h"

namespace mcprisk {
namespace {

ConfigPosition PositionOf(const toml::source_region& source) {
  return {source.begin.line == 0 ? 1 : source.begin.line,
          source.begin.column == 0 ? 1 : source.begin.column};
}

// toml++ refuses nesting beyond TOML_MAX_NESTED_VALUES (256) itself, but dotted keys nest, too.
bool Convert(const toml::node& node, size_t depth, ConfigValue* value) {
  value->at = PositionOf(node.source());
  if (depth > kMaxConfigDepth) return false;
  if (const toml::table* table = node.as_table()) {
    value->type = ConfigType::kObject;
    for (const auto& [key, child] : *table) {
      ConfigMember member;
      member.key = key.str();
      member.at = PositionOf(key.source());
      if (!Convert(child, depth + 1, &member.value)) return false;
      value->members.push_back(std::move(member));
    }
  } else if (const toml::array* array = node.as_array()) {
    value->type = ConfigType::kArray;
    for (const toml::node& child : *array) {
      value->items.emplace_back();
      if (!Convert(child, depth + 1, &value->items.back())) return false;
    }
  } else if (const auto* text = node.as_string()) {
    value->type = ConfigType::kString;
    value->text = text->get();
  } else if (const auto* flag = node.as_boolean()) {
    value->type = ConfigType::kBool;
    value->text = flag->get() ? "true" : "false";
  } else {
    value->type = ConfigType::kNumber;
    std::ostringstream number;
    node.visit([&number](const auto& leaf) {
      if constexpr (toml::is_value<decltype(leaf)>) number << leaf.get();
    });
    value->text = number.str();
  }
  return true;
}

}  // namespace

Result<ConfigValue> ReadToml(std::string_view text) {
  if (!IsValidUtf8(text)) return ConfigFailure({}, "not valid UTF-8");
  try {
    const toml::table table = toml::parse(text);
    ConfigValue value;
    if (!Convert(table, 0, &value)) {
      return ConfigFailure(value.at,
                           "nested deeper than " + std::to_string(kMaxConfigDepth) + " levels");
    }
    return value;
  } catch (const toml::parse_error& error) {
    // Its description may quote the line, and so a secret: the place is enough to find it.
    return ConfigFailure(PositionOf(error.source()), "cannot be read as TOML");
  }
}

}  // namespace mcprisk
