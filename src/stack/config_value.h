// A configuration file as a tree that remembers its places: what JSONC, TOML and YAML have in
// common, so that each client has one reader. Places let a finding point at the very entry.
//
// Plain values, deterministic, safe from any thread. Readers fail with "line:column: what", both
// from 1, the column in characters. Texts never quote the file, since configurations hold secrets.
#ifndef MCPRISK_STACK_CONFIG_VALUE_H_
#define MCPRISK_STACK_CONFIG_VALUE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace mcprisk {

// Other scanners stop there, too; the largest file of a client met, a ~/.claude.json with its
// history, has a few MiB.
inline constexpr size_t kMaxConfigBytes = size_t{20} << 20;
// A value takes about 200 bytes in memory, and two bytes of a file can be one.
inline constexpr size_t kMaxConfigValues = 1000000;
// Real configurations have fewer than ten levels.
inline constexpr size_t kMaxConfigDepth = 100;

enum class ConfigType { kMissing, kNull, kBool, kNumber, kString, kArray, kObject };

struct ConfigPosition {
  size_t line = 1;
  size_t column = 1;
};

struct ConfigMember;

struct ConfigValue {
  ConfigType type = ConfigType::kMissing;
  std::string text;  // of a string; of a bool "true" or "false"; of a number as it is written
  ConfigPosition at;
  std::vector<ConfigValue> items;     // of an array
  std::vector<ConfigMember> members;  // of an object, in order, duplicates too

  bool IsObject() const { return type == ConfigType::kObject; }
  bool IsArray() const { return type == ConfigType::kArray; }
  bool IsString() const { return type == ConfigType::kString; }
  bool IsTrue() const { return type == ConfigType::kBool && text == "true"; }
  bool IsFalse() const { return type == ConfigType::kBool && text == "false"; }
  bool IsAbsent() const { return type == ConfigType::kMissing || type == ConfigType::kNull; }

  // The value of `key`; of duplicates the last, as JSON.parse has it. A missing value, never
  // dangling, when there is none.
  const ConfigValue& operator[](std::string_view key) const;
  // The text of a string, number or bool; empty for everything else.
  std::string_view Text() const { return text; }
  // The texts of an array's strings and numbers; a single string counts as a list of one.
  std::vector<std::string> Texts() const;
};

struct ConfigMember {
  std::string key;
  ConfigPosition at;  // of the key
  ConfigValue value;
};

// JSON with comments, trailing commas and a byte-order mark. An empty text is an empty object, as
// clients have it.
Result<ConfigValue> ReadJsonc(std::string_view text);
Result<ConfigValue> ReadToml(std::string_view text);
// The first document. Aliases are copies of their anchors; "<<" is a key like any other.
Result<ConfigValue> ReadYamlConfig(std::string_view text);

// "line:column: what"
Failure ConfigFailure(ConfigPosition at, std::string_view what);

}  // namespace mcprisk

#endif  // MCPRISK_STACK_CONFIG_VALUE_H_
