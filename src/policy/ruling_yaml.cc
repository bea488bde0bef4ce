#include "policy/ruling_yaml.h"

#include <yaml-cpp/yaml.h>

namespace mcprisk {
namespace {

// No real limit comes near; it keeps calls an hour far from overflow.
constexpr size_t kMaxCalls = 1'000'000;

std::optional<std::string> ParseWindow(std::string_view name) {
  if (name == "minute" || name == "hour") return std::string(name);
  return std::nullopt;
}

}  // namespace

std::vector<Category> ReadCategories(YamlValues* yaml, const YAML::Node& value) {
  std::vector<Category> all;
  for (const YAML::Node& one : yaml->ListOrOne(value, "category")) {
    all.push_back(ReadWord(yaml, one, "category", ParseCategory,
                           NamesUpTo(Category::kFinancial, CategoryName)));
  }
  return all;
}

Decision ReadDecision(YamlValues* yaml, const YAML::Node& value) {
  return ReadWord(yaml, value, "ruling", ParseDecision, NamesUpTo(Decision::kDeny, DecisionName));
}

CallLimit ReadLimit(YamlValues* yaml, const YAML::Node& value) {
  CallLimit limit;
  auto max = [&](const YAML::Node& v) { limit.max = yaml->Count(v, "max", kMaxCalls); };
  auto window = [&](const YAML::Node& v) {
    limit.window = ReadWord(yaml, v, "window", ParseWindow, {"minute", "hour"});
  };
  yaml->Map(value, "limit", {{"max", true, max}, {"window", true, window}});
  return limit;
}

}  // namespace mcprisk
