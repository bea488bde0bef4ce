#include "policy/compare.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "policy/call_limit.h"

namespace mcprisk {
namespace {

// Rising: how much a decision with its limit holds back.
bool IsMilder(Decision a, const std::optional<CallLimit>& a_limit, Decision b,
              const std::optional<CallLimit>& b_limit) {
  if (a != b) return a < b;
  return a == Decision::kLimit && a_limit && b_limit &&
         CallsAnHour(*a_limit) > CallsAnHour(*b_limit);
}

// Whether every call that meets `one` meets `other` too. Only what can be told from the two alone.
bool Implies(const ArgumentCondition& one, const ArgumentCondition& other) {
  using Kind = ArgumentCondition::Kind;
  if (one == other) return true;
  if (one.kind != other.kind || one.parameter != other.parameter) return false;
  if (one.kind == Kind::kAtMost) return one.number <= other.number;
  return one.kind == Kind::kOneOf &&
         std::all_of(one.values.begin(), one.values.end(), [&](const std::string& value) {
           return std::find(other.values.begin(), other.values.end(), value) != other.values.end();
         });
}

bool Implies(const RulingCase& one, const RulingCase& other) {
  return std::all_of(
      other.conditions.begin(), other.conditions.end(), [&](const ArgumentCondition& asked) {
        return std::any_of(one.conditions.begin(), one.conditions.end(),
                           [&](const ArgumentCondition& met) { return Implies(met, asked); });
      });
}

// Whether the case lets calls through more easily than all that `ruling` says of them.
bool IsMilderThan(const RulingCase& one, const Ruling& ruling) {
  bool as_mild = !IsMilder(one.decision, one.limit, ruling.decision, ruling.limit);
  for (const RulingCase& other : ruling.cases) {
    as_mild = as_mild || (Implies(one, other) &&
                          !IsMilder(one.decision, one.limit, other.decision, other.limit));
  }
  return !as_mild;
}

// A case of several values as one of each, since the other side may split them otherwise.
std::vector<RulingCase> OfOneValue(const RulingCase& one) {
  const ArgumentCondition& first = one.conditions[0];
  if (one.conditions.size() > 1 || first.kind != ArgumentCondition::Kind::kOneOf) return {one};
  std::vector<RulingCase> singles;
  for (const std::string& value : first.values) {
    singles.push_back(one);
    singles.back().conditions[0].values = {value};
  }
  return singles;
}

bool HasMilderCase(const Ruling& a, const Ruling& b) {
  for (const RulingCase& several : a.cases) {
    for (const RulingCase& one : OfOneValue(several)) {
      if (IsMilderThan(one, b)) return true;
    }
  }
  return false;
}

bool IsMilderSomewhere(const Ruling& a, const Ruling& b) {
  return IsMilder(a.decision, a.limit, b.decision, b.limit) || HasMilderCase(a, b);
}

std::string DecisionText(Decision decision, const std::optional<CallLimit>& limit) {
  std::string text(DecisionName(decision));
  if (limit) text += " " + std::to_string(limit->max) + "/" + limit->window;
  return text;
}

}  // namespace

std::string RulingText(const Ruling& ruling) {
  std::string text = DecisionText(ruling.decision, ruling.limit);
  for (const RulingCase& one : ruling.cases) {
    text += "; " + DecisionText(one.decision, one.limit) + " when " + one.when;
  }
  return text;
}

PolicyChange CompareRulings(const Ruling& from, const Ruling& to) {
  bool milder = IsMilderSomewhere(to, from);
  bool stricter = IsMilderSomewhere(from, to);
  if (milder && stricter) return PolicyChange::kBoth;
  if (milder) return PolicyChange::kMilder;
  return stricter ? PolicyChange::kStricter : PolicyChange::kSame;
}

std::vector<PolicyDifference> Compare(const Policy& from, const Policy& to) {
  std::map<std::string, std::pair<const Ruling*, const Ruling*>> both;
  for (const Ruling& ruling : from.rulings) both[ruling.tool].first = &ruling;
  for (const Ruling& ruling : to.rulings) both[ruling.tool].second = &ruling;
  auto unlisted = [](const Policy& policy) {
    Ruling ruling;
    ruling.decision = policy.unlisted;
    return ruling;
  };
  Ruling from_unlisted = unlisted(from);
  Ruling to_unlisted = unlisted(to);
  std::vector<PolicyDifference> differences;
  for (const auto& [tool, pair] : both) {
    const Ruling& a = pair.first ? *pair.first : from_unlisted;
    const Ruling& b = pair.second ? *pair.second : to_unlisted;
    PolicyChange change = CompareRulings(a, b);
    if (change == PolicyChange::kSame) continue;
    differences.push_back({tool, change, RulingText(a) + (pair.first ? "" : " (not listed)"),
                           RulingText(b) + (pair.second ? "" : " (not listed)")});
  }
  return differences;
}

}  // namespace mcprisk
