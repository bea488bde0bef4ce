#include "policy/targets/cedar.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>

#include "policy/literals.h"
#include "policy/targets/cases.h"

namespace mcprisk {
namespace {

// "100.0", "0.25": at least one digit behind the point, at most four.
std::string DecimalText(double number) {
  constexpr double kParts = 10000;
  std::array<char, 40> digits{};
  int size =
      std::snprintf(digits.data(), digits.size(), "%.4f", std::floor(number * kParts) / kParts);
  std::string text(digits.data(), static_cast<size_t>(size));
  while (text.back() == '0' && text[text.size() - 2] != '.') text.pop_back();
  return text;
}

}  // namespace

bool CanCheckInCedar(const ArgumentCondition& condition) {
  if (condition.parameter.empty() || PointerParts(condition).size() != 1) return false;
  switch (condition.kind) {
    case ArgumentCondition::Kind::kAtMost:
      return std::abs(condition.number) < kMaxCedarDecimal;
    case ArgumentCondition::Kind::kOneOf:
    case ArgumentCondition::Kind::kIsTrue:
    case ArgumentCondition::Kind::kIsFalse:
      return true;
    case ArgumentCondition::Kind::kMatches:
    case ArgumentCondition::Kind::kNotMatches:
      break;
  }
  return false;
}

std::string CedarHas(std::string_view record, std::string_view member) {
  return std::string(record) + " has " + Quoted(member, LiteralLanguage::kCedar);
}

std::string CedarMember(std::string_view record, std::string_view member) {
  return std::string(record) + "[" + Quoted(member, LiteralLanguage::kCedar) + "]";
}

std::string CedarAtMost(const std::string& value, double number, CedarNumber type) {
  if (type == CedarNumber::kDecimal) {
    return value + ".lessThanOrEqual(decimal(\"" + DecimalText(number) + "\"))";
  }
  return value + " <= " + std::to_string(static_cast<int64_t>(std::floor(number)));
}

}  // namespace mcprisk
