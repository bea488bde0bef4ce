#include "model/classification.h"

#include <array>

#include "base/text.h"

namespace mcprisk {
namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, kCategories> kCategoryNames = {"Read", "Write", "Execute",
                                                                      "Destructive", "Financial"};
constexpr std::array<std::string_view, kRisks> kRiskNames = {"Low", "Medium", "High", "Critical"};
constexpr std::array<std::string_view, 5> kSeverityNames = {"Info", "Low", "Medium", "High",
                                                            "Critical"};

template <typename Enum, size_t kCount>
std::optional<Enum> Parse(std::string_view name,
                          const std::array<std::string_view, kCount>& names) {
  for (size_t i = 0; i < kCount; ++i) {
    if (EqualsNoCase(name, names[i])) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view CategoryName(Category category) {
  return kCategoryNames.at(static_cast<size_t>(category));
}
std::string_view RiskName(Risk risk) { return kRiskNames.at(static_cast<size_t>(risk)); }
std::string_view SeverityName(Severity severity) {
  return kSeverityNames.at(static_cast<size_t>(severity));
}

std::optional<Category> ParseCategory(std::string_view name) {
  return Parse<Category>(name, kCategoryNames);
}
std::optional<Risk> ParseRisk(std::string_view name) { return Parse<Risk>(name, kRiskNames); }
std::optional<Severity> ParseSeverity(std::string_view name) {
  return Parse<Severity>(name, kSeverityNames);
}

std::string Basis::Text() const {
  std::vector<std::string> parts;
  if (name) parts.emplace_back("name");
  if (description) parts.emplace_back("description");
  if (schema) parts.emplace_back("schema");
  if (annotations) parts.emplace_back("annotations");
  if (server) parts.emplace_back("server");
  return Join(parts, ", ");
}

}  // namespace mcprisk
