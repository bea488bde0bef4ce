// The values of postures and of mcprisk.yaml that both have. Wrong ones are complained of and come
// back as something harmless, as in YamlValues.
#ifndef MCPRISK_POLICY_RULING_YAML_H_
#define MCPRISK_POLICY_RULING_YAML_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/yaml_values.h"
#include "model/classification.h"
#include "policy/policy.h"

namespace mcprisk {

// A word out of `words`; `parse` knows what each means.
template <typename T>
T ReadWord(YamlValues* yaml, const YAML::Node& value, const std::string& what,
           std::optional<T> (*parse)(std::string_view), const std::vector<std::string>& words) {
  std::optional<T> parsed = parse(YamlValues::Scalar(value));
  if (!parsed) yaml->ComplainOfWord(value, what, words);
  return parsed.value_or(T());
}

// The names of an enum, up to its `last` value.
template <typename T>
std::vector<std::string> NamesUpTo(T last, std::string_view (*name)(T)) {
  std::vector<std::string> names;
  for (int i = 0; i <= static_cast<int>(last); ++i) names.emplace_back(name(static_cast<T>(i)));
  return names;
}

// One category or a list of them.
std::vector<Category> ReadCategories(YamlValues* yaml, const YAML::Node& value);
Decision ReadDecision(YamlValues* yaml, const YAML::Node& value);
CallLimit ReadLimit(YamlValues* yaml, const YAML::Node& value);

}  // namespace mcprisk

#endif  // MCPRISK_POLICY_RULING_YAML_H_
