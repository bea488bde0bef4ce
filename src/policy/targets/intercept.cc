// Intercept's YAML policy. Rules of a tool must all hold; a condition on a missing argument does
// not hold, so the call is denied.
#include "base/value.h"
#include "policy/target.h"
#include "policy/targets/cases.h"
#include "policy/targets/names.h"

namespace mcprisk {
namespace {

// There is no operator for a pattern that must not occur, and a denying rule takes no conditions.
bool CanCheck(const ArgumentCondition& condition) {
  return HasDottedPath(condition) && condition.kind != ArgumentCondition::Kind::kNotMatches;
}

// A limit's counter has the path state.TOOL.COUNTER, which Intercept splits at its first two dots
// and then does not find: it refuses the file.
bool CanCount(const std::string& tool) { return tool.find('.') == std::string::npos; }

Value Condition(const ArgumentCondition& condition) {
  using Kind = ArgumentCondition::Kind;
  Value said = Value::Map({{"path", "args." + DottedPath(condition)}});
  switch (condition.kind) {
    case Kind::kAtMost:
      return said.Set("op", "lte").Set("value", condition.number);
    case Kind::kOneOf:
      return said.Set("op", "in").Set("value", Value::Texts(condition.values));
    case Kind::kMatches:
      return said.Set("op", "regex").Set("value", condition.values[0]);
    case Kind::kIsTrue:
    case Kind::kIsFalse:
    case Kind::kNotMatches:
      break;
  }
  return said.Set("op", "eq").Set("value", condition.kind == Kind::kIsTrue);
}

Value Denial(const std::string& message) {
  Value rule = Value::Map({{"name", "decided by a person"}, {"action", "deny"}});
  return rule.Set("on_deny", message);
}

Value Limit(const CallLimit& limit) {
  return Value::Map(
      {{"name", "calls"}, {"rate_limit", std::to_string(limit.max) + "/" + limit.window}});
}

Value Rules(const Ruling& ruling) {
  Value rules = Value::List();
  std::string message = ruling.would_ask ? "Requires human approval" : "Denied";
  if (ruling.decision == Decision::kDeny && ruling.cases.empty()) {
    return rules.Add(Denial(message + ": " + ruling.reason));
  }
  std::optional<CallLimit> limit = ruling.limit;
  if (!ruling.cases.empty()) {
    const RulingCase& one = ruling.cases[0];
    limit = one.limit;
    Value conditions = Value::List();
    for (const ArgumentCondition& condition : one.conditions) conditions.Add(Condition(condition));
    Value rule = Value::Map({{"name", one.when}, {"conditions", conditions}});
    rules.Add(rule.Set("on_deny", message + " unless " + one.when + ": " + ruling.reason));
  }
  if (limit) rules.Add(Limit(*limit));
  return rules;
}

// True when the tool needs a counter that Intercept would refuse; it is then denied.
bool LoseCounter(Ruling* ruling) {
  bool counts =
      ruling->decision == Decision::kLimit || (!ruling->cases.empty() && ruling->cases[0].limit);
  if (!counts || CanCount(ruling->tool)) return false;
  ruling->decision = Decision::kDeny;
  ruling->limit.reset();
  ruling->cases.clear();
  return true;
}

std::string Write(const std::vector<TargetServer>& servers, std::vector<TargetNote>* notes) {
  Value hide = Value::List();
  Value tools = Value::Map();
  std::vector<std::string> uncounted;
  for (Ruling ruling : servers[0].policy.rulings) {
    KeepOneCase("intercept", &ruling, notes);
    if (LoseCounter(&ruling)) uncounted.push_back(ruling.tool);
    if (ruling.decision == Decision::kDeny && !ruling.would_ask && ruling.cases.empty()) {
      hide.Add(ruling.tool);
    } else {
      tools.Set(ruling.tool, Value::Map({{"rules", Rules(ruling)}}));
    }
  }
  if (!uncounted.empty()) {
    notes->push_back(
        {"intercept cannot count calls of a tool with a dot in its name, so these are "
         "denied: " +
         NamedTools(uncounted)});
  }
  Value file = Value::Map({{"version", "1"}, {"default", "deny"}});
  if (!hide.IsEmpty()) file.Set("hide", hide);
  return file.Set("tools", tools).Yaml();
}

}  // namespace

extern const Target kInterceptTarget;
const Target kInterceptTarget = {
    .name = "intercept",
    .description = "Intercept, the open-source gateway, YAML policy",
    .file_name = "policy.yaml",
    .can = {.deny = true, .limit = true, .denies_unlisted = true, .condition = CanCheck},
    .tool_id = ExceptWildcard,
    .write = Write,
};

}  // namespace mcprisk
