// YAML of strangers, turned into JSON text, so that each format has one reader.
#ifndef MCPRISK_BASE_YAML_H_
#define MCPRISK_BASE_YAML_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace mcprisk {

// Aliases could multiply a small file into gigabytes; real manifests do not use them.
// yaml-cpp reads 2 to 8 MB a second.
inline constexpr size_t kMaxYamlBytes = size_t{16} << 20;

// The first document of `yaml` as JSON text. Plain scalars follow the YAML 1.2 core schema (null,
// true, false, integers, floats; everything else, "=" and "yes" too, is a string), but for what
// JSON cannot say: .inf, .nan and numbers beyond double are strings. Keys are text and keep their
// order, duplicates too (Json::Canonical finds them). Refused: anchors and aliases, keys that are
// no scalars, nesting beyond kMaxJsonDepth, control characters, malformed UTF-8. The message begins
// with "line:column: ", both from 1, the column in bytes.
Result<std::string> YamlToJson(std::string_view yaml);

}  // namespace mcprisk

#endif  // MCPRISK_BASE_YAML_H_
