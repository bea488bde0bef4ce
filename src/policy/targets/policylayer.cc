// PolicyLayer's policy.json (its hosted gateway, autumn 2026): {"version":"1","default":"deny",
// "hide":[…],"tools":{…}}, "hide" only where a tool is denied. The format denies, hides and counts;
// it has no way to ask a person, so "ask" becomes a denial whose message says what a person would
// have to decide.
#include "policy/targets/policylayer.h"

#include <algorithm>
#include <utility>

#include "base/digest.h"
#include "base/text.h"
#include "base/value.h"
#include "policy/target.h"
#include "policy/targets/cases.h"
#include "policy/targets/names.h"

namespace mcprisk {
namespace {

// Hex digits that keep counters apart whose tools' names look alike.
constexpr size_t kCounterDigits = 12;

bool IsPlain(char c) { return IsAsciiAlnum(c) || c == '_'; }

// A counter is read back through a dotted path too. A name that had to be changed gets a part of
// its hash behind the word that all others end with: so no two tools share a counter, and a tool's
// counter does not depend on its neighbors.
std::string CounterName(const std::string& tool) {
  std::string safe = tool;
  std::replace_if(
      safe.begin(), safe.end(), [](char c) { return !IsPlain(c) && c != '-'; }, '_');
  if (safe == tool) return tool + "_rate";
  return safe + "_rate_" + Sha256(tool).Hex().substr(0, kCounterDigits);
}

Value Limits(const std::string& tool, const CallLimit& limit) {
  return Value::List({Value::Map({{"counter", CounterName(tool)},
                                  {"window", limit.window},
                                  {"max", limit.max},
                                  {"scope", "grant"}})});
}

// What a case must meet, as `require`, which a missing argument fails, and as `deny_if`, which has
// the message.
void AddCondition(const ArgumentCondition& condition, const std::string& message, Value* require,
                  Value* deny_if) {
  using Kind = ArgumentCondition::Kind;
  std::string path = "args." + DottedPath(condition);
  auto met = [&path](const char* op, Value value) {
    return Value::Map({{"path", path}, {"op", op}, {"value", std::move(value)}});
  };
  auto deny = [&](const char* op, Value value) {
    require->Add(met("exists", true));
    deny_if->Add(Value::Map(
        {{"conditions", Value::List({met(op, std::move(value))})}, {"on_deny", message}}));
  };
  switch (condition.kind) {
    case Kind::kAtMost:
      return deny("gt", condition.number);
    case Kind::kOneOf:
      return deny("not_in", Value::Texts(condition.values));
    case Kind::kIsTrue:
      return deny("neq", true);
    case Kind::kIsFalse:
      return deny("neq", false);
    case Kind::kNotMatches:
      return deny("regex", condition.values[0]);
    case Kind::kMatches:
      require->Add(met("regex", condition.values[0]));
  }
}

Value Entry(const Ruling& ruling) {
  Value entry = Value::Map();
  std::optional<CallLimit> limit = ruling.limit;
  if (ruling.decision >= Decision::kAsk) {
    std::string message = ruling.decision == Decision::kAsk || ruling.would_ask
                              ? "Requires human approval"
                              : "Denied";
    Value require = Value::List();
    Value deny_if = Value::List();
    if (ruling.cases.empty()) {  // no conditions deny every call
      deny_if.Add(
          Value::Map({{"conditions", Value::List()}, {"on_deny", message + ": " + ruling.reason}}));
    } else {
      const RulingCase& one = ruling.cases[0];
      limit = one.limit;
      message += " unless " + one.when + ": " + ruling.reason;
      for (const ArgumentCondition& condition : one.conditions) {
        AddCondition(condition, message, &require, &deny_if);
      }
    }
    if (!require.IsEmpty()) entry.Set("require", std::move(require));
    if (!deny_if.IsEmpty()) entry.Set("deny_if", std::move(deny_if));
    if (ruling.cases.empty()) return entry;
  }
  if (limit) entry.Set("limits", Limits(ruling.tool, *limit));
  return entry;
}

bool IsHidden(const Ruling& ruling) {
  return ruling.decision == Decision::kDeny && !ruling.would_ask && ruling.cases.empty();
}

std::string Write(const std::vector<TargetServer>& servers, std::vector<TargetNote>* notes) {
  Value hide = Value::List();
  Value tools = Value::Map();
  for (Ruling ruling : servers[0].policy.rulings) {
    KeepOneCase("policylayer", &ruling, notes);
    if (IsHidden(ruling)) {
      hide.Add(ruling.tool);
    } else {
      tools.Set(ruling.tool, Entry(ruling));
    }
  }
  Value file = Value::Map({{"version", "1"}, {"default", "deny"}});
  if (!hide.IsEmpty()) file.Set("hide", std::move(hide));
  file.Set("tools", std::move(tools));
  return file.VisibleJson() + "\n";
}

}  // namespace

extern const Target kPolicyLayerTarget;
const Target kPolicyLayerTarget = {
    .name = "policylayer",
    .description = "PolicyLayer's hosted gateway, policy.json",
    .file_name = "policy.json",
    .can = {.deny = true, .limit = true, .denies_unlisted = true, .condition = HasDottedPath},
    .tool_id = ExceptWildcard,
    .write = Write,
    .read = ReadPolicyLayer,
};

std::string PolicyLayerEntry(const Ruling& whole) {
  if (!ExceptWildcard(whole.tool, {})) return "\"default\": \"deny\"";
  std::vector<TargetNote> notes;
  Policy policy;
  policy.rulings = {whole};
  Ruling ruling = Degraded(policy, kPolicyLayerTarget, {}, &notes).rulings[0];
  KeepOneCase("policylayer", &ruling, &notes);
  std::string name = Quoted(ruling.tool);
  if (IsHidden(ruling)) return "\"hide\": [" + name + "]";
  return name + ": " + Entry(ruling).VisibleJson(-1);
}

}  // namespace mcprisk
