// Our own policy in JSON, with everything that a ruling says: data/schemas/policy.schema.json.

#include "policy/targets/neutral.h"
#include "base/value.h"
#include "policy/target.h"

namespace mcprisk {
namespace {

using Kind = ArgumentCondition::Kind;

Value LimitValue(const CallLimit& limit) {
  return Value::Map({{"max", limit.max}, {"window", limit.window}});
}

Value ConditionValue(const ArgumentCondition& condition) {
  Value value = Value::Map({{"parameter", condition.parameter}});
  std::string kind(ConditionKindName(condition.kind));
  switch (condition.kind) {
    case Kind::kAtMost:
      return value.Set(kind, condition.number);
    case Kind::kOneOf:
      return value.Set(kind, Value::Texts(condition.values));
    case Kind::kMatches:
    case Kind::kNotMatches:
      return value.Set(kind, condition.values[0]);
    case Kind::kIsTrue:
    case Kind::kIsFalse:
      break;
  }
  return value.Set(kind, true);
}

Value CaseValue(const RulingCase& one) {
  Value conditions = Value::List();
  for (const ArgumentCondition& condition : one.conditions) {
    conditions.Add(ConditionValue(condition));
  }
  Value value = Value::Map({{"when", one.when}, {"conditions", conditions}});
  value.Set("decision", DecisionName(one.decision));
  if (one.limit) value.Set("limit", LimitValue(*one.limit));
  return value.Set("reason", one.reason);
}

std::string Write(const std::vector<TargetServer>& servers, std::vector<TargetNote>*) {
  Value list = Value::List();
  for (const TargetServer& server : servers) {
    Value tools = Value::Map();
    for (const Ruling& ruling : server.policy.rulings) tools.Set(ruling.tool, RulingValue(ruling));
    Value one = Value::Map({{"server", server.policy.server}, {"key", server.key}});
    one.Set("posture", server.policy.posture);
    one.Set("default", DecisionName(server.policy.unlisted));
    list.Add(one.Set("tools", tools));
  }
  return Value::Map({{"version", 1}, {"servers", list}}).VisibleJson() + "\n";
}

bool AnyCondition(const ArgumentCondition&) { return true; }

}  // namespace

Value RulingValue(const Ruling& ruling) {
  Value value = Value::Map({{"decision", DecisionName(ruling.decision)}});
  if (ruling.limit) value.Set("limit", LimitValue(*ruling.limit));
  if (!ruling.cases.empty()) {
    Value cases = Value::List();
    for (const RulingCase& one : ruling.cases) cases.Add(CaseValue(one));
    value.Set("cases", cases);
  }
  value.Set("decided_by", Value::Texts(ruling.decided_by));
  return value.Set("reason", ruling.reason);
}

extern const Target kNeutralTarget;
const Target kNeutralTarget = {
    .name = "neutral",
    .description = "mcprisk's own policy, which loses nothing, JSON",
    .file_name = "mcprisk.policy.json",
    .can = {.ask = true,
            .deny = true,
            .limit = true,
            .denies_unlisted = true,
            .condition = AnyCondition,
            .case_ask = true,
            .many_servers = true},
    .write = Write,
    .read = ReadNeutral,
};

}  // namespace mcprisk
