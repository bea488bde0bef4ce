#include "policy/decide.h"

#include <re2/re2.h>

#include <algorithm>

#include "base/json_pointer.h"

namespace mcprisk {
namespace {

bool Occurs(const std::string& pattern, std::string_view text) {
  RE2 expression(pattern, RE2::Quiet);
  return expression.ok() &&
         RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), expression);
}

bool IsPattern(const std::string& pattern) { return RE2(pattern, RE2::Quiet).ok(); }

}  // namespace

bool Holds(const ArgumentCondition& condition, const Json& arguments) {
  using Kind = ArgumentCondition::Kind;
  Json value = AtPointer(arguments, condition.parameter);
  switch (condition.kind) {
    case Kind::kAtMost:
      return value.Number() && *value.Number() <= condition.number;
    case Kind::kOneOf:
      return value.String() && std::find(condition.values.begin(), condition.values.end(),
                                         *value.String()) != condition.values.end();
    case Kind::kIsTrue:
      return value.Bool() == true;
    case Kind::kIsFalse:
      return value.Bool() == false;
    case Kind::kMatches:
      return value.String() && Occurs(condition.values[0], *value.String());
    case Kind::kNotMatches:
      break;
  }
  // A pattern that is none must not let a call through.
  return value.String() && IsPattern(condition.values[0]) &&
         !Occurs(condition.values[0], *value.String());
}

CallVerdict Decide(const Policy& policy, std::string_view tool, const Json& arguments) {
  CallVerdict verdict;
  auto ruling = std::find_if(policy.rulings.begin(), policy.rulings.end(),
                             [&](const Ruling& one) { return one.tool == tool; });
  if (ruling == policy.rulings.end()) {
    verdict.decision = policy.unlisted;
    verdict.reason = "the policy does not name the tool.";
    return verdict;
  }
  verdict.listed = true;
  verdict.decision = ruling->decision;
  verdict.limit = ruling->limit;
  verdict.reason = ruling->reason;
  for (const RulingCase& one : ruling->cases) {
    bool holds = std::all_of(one.conditions.begin(), one.conditions.end(),
                             [&](const ArgumentCondition& c) { return Holds(c, arguments); });
    if (!holds || one.decision >= verdict.decision) continue;
    verdict.decision = one.decision;
    verdict.limit = one.limit;
    verdict.because = one.when;
    verdict.reason = one.reason;
  }
  return verdict;
}

}  // namespace mcprisk
