#include "records/policy_record.h"

namespace mcprisk {
namespace {

Value ToolDifference(const PolicyDifference& one) {
  return Value::Map({{"tool", one.tool},
                     {"change", PolicyChangeName(one.change)},
                     {"from", one.from},
                     {"to", one.to}});
}

}  // namespace

Value CallVerdictRecord(const CallVerdict& verdict) {
  Value record = Value::Map({{"decision", DecisionName(verdict.decision)}});
  if (verdict.limit) {
    record.Set("limit",
               Value::Map({{"max", verdict.limit->max}, {"window", verdict.limit->window}}));
  }
  if (!verdict.because.empty()) record.Set("because", verdict.because);
  record.Set("listed", verdict.listed);
  record.Set("reason", verdict.reason);
  return record;
}

std::string_view PolicyChangeName(PolicyChange change) {
  switch (change) {
    case PolicyChange::kMilder:
      return "milder";
    case PolicyChange::kStricter:
      return "stricter";
    case PolicyChange::kBoth:
      return "both";
    case PolicyChange::kSame:
      break;
  }
  return "same";
}

Value PolicyDifferenceRecord(const Policy& from, const Policy& to,
                             const std::vector<PolicyDifference>& differences) {
  return Value::Map({{"default_from", DecisionName(from.unlisted)},
                     {"default_to", DecisionName(to.unlisted)},
                     {"tools", Value::ListOf(differences, ToolDifference)}});
}

std::vector<std::string> AbilityNames(const Target& target) {
  std::vector<std::string> names;
  if (target.can.ask) names.emplace_back("ask");
  if (target.can.deny) names.emplace_back("deny");
  if (target.can.limit) names.emplace_back("limit");
  if (target.can.condition) names.emplace_back("arguments");
  if (target.can.denies_unlisted) names.emplace_back("default-deny");
  return names;
}

Value TargetRecord(const Target& target) {
  return Value::Map({{"name", target.name},
                     {"description", target.description},
                     {"file_name", target.file_name},
                     {"can", Value::Texts(AbilityNames(target))},
                     {"many_servers", target.can.many_servers},
                     {"reads_back", target.read != nullptr}});
}

}  // namespace mcprisk
