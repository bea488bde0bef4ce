#include "model/tool_case.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>

namespace mcprisk {
namespace {

using YAML::Node;

template <typename T>
std::optional<T> ReadName(YamlValues* yaml, const Node& value, const std::string& what,
                          std::optional<T> (*parse)(std::string_view), std::string_view (*name)(T),
                          int count) {
  if (std::optional<T> parsed = parse(YamlValues::Scalar(value))) return parsed;
  std::vector<std::string> words;
  for (int i = 0; i < count; ++i) words.emplace_back(name(static_cast<T>(i)));
  yaml->ComplainOfWord(value, what, words);
  return std::nullopt;
}

const std::string* FirstOf(const std::vector<std::string>& wanted, const AssessedTool& tool) {
  for (const std::string& one : wanted) {
    if (std::find(tool.capabilities->begin(), tool.capabilities->end(), one) !=
        tool.capabilities->end()) {
      return &one;
    }
  }
  return nullptr;
}

}  // namespace

bool ToolCase::Holds(const AssessedTool& tool) const {
  if (!categories.empty() &&
      std::find(categories.begin(), categories.end(), tool.category) == categories.end()) {
    return false;
  }
  if (!capabilities.empty() && FirstOf(capabilities, tool) == nullptr) return false;
  if (risk && tool.risk < *risk) return false;
  return !finding || (tool.worst_finding && *tool.worst_finding >= *finding);
}

std::string ToolCase::Reason(const AssessedTool& tool) const {
  if (const std::string* capability = FirstOf(capabilities, tool)) return *capability;
  if (!categories.empty()) return std::string(CategoryName(tool.category));
  if (risk) return std::string(RiskName(tool.risk)) + " risk";
  return "finding";
}

std::vector<YamlValues::Key> ToolCaseKeys(YamlValues* yaml, ToolCase* into) {
  const auto categories = [=](const Node& value) {
    for (const Node& one : yaml->ListOrOne(value, "category")) {
      const auto category =
          ReadName(yaml, one, "category", &ParseCategory, &CategoryName, kCategories);
      if (category) into->categories.push_back(*category);
    }
  };
  const auto capabilities = [=](const Node& value) {
    into->capabilities = yaml->Texts(value, "capability");
  };
  const auto risk = [=](const Node& value) {
    into->risk = ReadName(yaml, value, "risk", &ParseRisk, &RiskName, kRisks);
  };
  const auto finding = [=](const Node& value) {
    constexpr int kSeverities = static_cast<int>(Severity::kCritical) + 1;
    into->finding = ReadName(yaml, value, "severity", &ParseSeverity, &SeverityName, kSeverities);
  };
  return {{"category", false, categories},
          {"capability", false, capabilities},
          {"risk", false, risk},
          {"finding", false, finding}};
}

std::vector<ToolCase> ReadToolCases(YamlValues* yaml, const Node& value, const std::string& what) {
  std::vector<ToolCase> cases;
  for (const Node& one : yaml->List(value, what)) {
    ToolCase& added = cases.emplace_back();
    yaml->Map(one, "a case of " + what, ToolCaseKeys(yaml, &added));
    if (one.IsMap() && one.size() == 0) yaml->Complain(one, "a case must ask something");
  }
  return cases;
}

}  // namespace mcprisk
