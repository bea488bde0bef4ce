// PolicyLayer's policy.json (its hosted gateway, autumn 2026): {"version":"1","default":"deny",
// "hide":[…],"tools":{…}}, "hide" only where a tool is denied. The format denies, hides and counts;
// it has no way to ask a person, so "ask" becomes a denial whose message says what a person would
// have to decide.
#include "policy/targets/policylayer.h"

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/digest.h"
#include "base/text.h"
#include "policy/target.h"
#include "policy/targets/cases.h"
#include "policy/targets/names.h"

namespace mcprisk {
namespace {

using OrderedJson = nlohmann::ordered_json;

// Hex digits that keep counters apart whose tools' names look alike.
constexpr size_t kCounterDigits = 12;

// Names of strangers may hold anything; a byte that is not UTF-8 must not throw.
std::string Dump(const OrderedJson& json, int indent) {
  return json.dump(indent, ' ', false, OrderedJson::error_handler_t::replace);
}

bool IsPlain(char c) { return IsAsciiAlpha(c) || IsAsciiDigit(c) || c == '_'; }

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

// 100 and not 100.0.
OrderedJson NumberJson(double number) {
  auto whole = static_cast<int64_t>(number);
  if (static_cast<double>(whole) == number) return whole;
  return number;
}

OrderedJson Limits(const std::string& tool, const CallLimit& limit) {
  return OrderedJson::array({{{"counter", CounterName(tool)},
                              {"window", limit.window},
                              {"max", limit.max},
                              {"scope", "grant"}}});
}

// What a case must meet, as `require`, which a missing argument fails, and as `deny_if`, which has
// the message.
void AddCondition(const ArgumentCondition& condition, const std::string& message,
                  OrderedJson* require, OrderedJson* deny_if) {
  using Kind = ArgumentCondition::Kind;
  std::string path = "args." + DottedPath(condition);
  auto deny = [&](const char* op, OrderedJson value) {
    require->push_back({{"path", path}, {"op", "exists"}, {"value", true}});
    OrderedJson conditions = OrderedJson::array();
    conditions.push_back({{"path", path}, {"op", op}, {"value", std::move(value)}});
    deny_if->push_back({{"conditions", std::move(conditions)}, {"on_deny", message}});
  };
  switch (condition.kind) {
    case Kind::kAtMost:
      return deny("gt", NumberJson(condition.number));
    case Kind::kOneOf:
      return deny("not_in", condition.values);
    case Kind::kIsTrue:
      return deny("neq", true);
    case Kind::kIsFalse:
      return deny("neq", false);
    case Kind::kNotMatches:
      return deny("regex", condition.values[0]);
    case Kind::kMatches:
      require->push_back({{"path", path}, {"op", "regex"}, {"value", condition.values[0]}});
  }
}

OrderedJson Entry(const Ruling& ruling) {
  OrderedJson entry = OrderedJson::object();
  std::optional<CallLimit> limit = ruling.limit;
  if (ruling.decision >= Decision::kAsk) {
    std::string message = ruling.decision == Decision::kAsk || ruling.would_ask
                              ? "Requires human approval"
                              : "Denied";
    OrderedJson require = OrderedJson::array();
    OrderedJson deny_if = OrderedJson::array();
    if (ruling.cases.empty()) {  // no conditions deny every call
      deny_if.push_back(
          {{"conditions", OrderedJson::array()}, {"on_deny", message + ": " + ruling.reason}});
    } else {
      const RulingCase& one = ruling.cases[0];
      limit = one.limit;
      message += " unless " + one.when + ": " + ruling.reason;
      for (const ArgumentCondition& condition : one.conditions) {
        AddCondition(condition, message, &require, &deny_if);
      }
    }
    if (!require.empty()) entry["require"] = std::move(require);
    if (!deny_if.empty()) entry["deny_if"] = std::move(deny_if);
    if (ruling.cases.empty()) return entry;
  }
  if (limit) entry["limits"] = Limits(ruling.tool, *limit);
  return entry;
}

bool IsHidden(const Ruling& ruling) {
  return ruling.decision == Decision::kDeny && !ruling.would_ask && ruling.cases.empty();
}

std::string Write(const std::vector<TargetServer>& servers, std::vector<TargetNote>* notes) {
  OrderedJson hide = OrderedJson::array();
  OrderedJson tools = OrderedJson::object();
  for (Ruling ruling : servers[0].policy.rulings) {
    KeepOneCase("policylayer", &ruling, notes);
    if (IsHidden(ruling)) {
      hide.push_back(ruling.tool);
    } else {
      tools[ruling.tool] = Entry(ruling);
    }
  }
  OrderedJson file = {{"version", "1"}, {"default", "deny"}};
  if (!hide.empty()) file["hide"] = std::move(hide);
  file["tools"] = std::move(tools);
  return Dump(file, 2) + "\n";
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
  std::string name = Dump(ruling.tool, -1);
  if (IsHidden(ruling)) return "\"hide\": [" + name + "]";
  return name + ": " + Dump(Entry(ruling), -1);
}

}  // namespace mcprisk
