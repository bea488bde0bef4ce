#include "stack/config_value.h"

#include <algorithm>

namespace mcprisk {

const ConfigValue& ConfigValue::operator[](std::string_view key) const {
  static const ConfigValue* const missing = new ConfigValue;
  auto found = std::find_if(members.rbegin(), members.rend(),
                            [key](const ConfigMember& member) { return member.key == key; });
  return found == members.rend() ? *missing : found->value;
}

std::vector<std::string> ConfigValue::Texts() const {
  if (IsString()) return {text};
  std::vector<std::string> texts;
  for (const ConfigValue& item : items) {
    if (item.IsString() || item.type == ConfigType::kNumber) texts.push_back(item.text);
  }
  return texts;
}

Failure ConfigFailure(ConfigPosition at, std::string_view what) {
  return Failure(std::to_string(at.line) + ":" + std::to_string(at.column) + ": " +
                 std::string(what));
}

}  // namespace mcprisk
