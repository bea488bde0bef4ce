// Reads our own policy back. The file may have been edited by hand, so everything is checked; what
// data/schemas/policy.schema.json would refuse is refused here too.
#include <re2/re2.h>

#include <optional>

#include "base/json.h"
#include "policy/targets/neutral.h"

namespace mcprisk {
namespace {

using Kind = ArgumentCondition::Kind;

// Stops at the first mistake, which `error_` then says with its place.
class NeutralReader {
 public:
  std::optional<Policy> Read(const Json& file, const std::string& key) {
    if (file["version"].Number() != 1) return Refuse("/version", "must be 1");
    std::vector<Json> servers = file["servers"].Items();
    const Json* found = servers.size() == 1 && key.empty() ? &servers[0] : nullptr;
    for (const Json& server : servers) {
      if (!key.empty() && (server["key"].Text() == key || server["server"].Text() == key)) {
        found = &server;
      }
    }
    if (!found) {
      return Refuse("/servers", key.empty() ? "holds several servers; say which with --server-key"
                                            : "has no server \"" + key + "\"");
    }
    return ReadServer(*found);
  }

  const std::string& error() const { return error_; }

 private:
  std::nullopt_t Refuse(const std::string& place, const std::string& what) {
    if (error_.empty()) error_ = place + " " + what;
    return std::nullopt;
  }

  std::optional<Policy> ReadServer(const Json& server) {
    Policy policy;
    policy.server = server["server"].Text();
    policy.posture = server["posture"].Text();
    policy.unlisted = DecisionOf(server["default"], "default");
    if (!server["tools"].IsObject()) return Refuse("tools", "must be an object");
    for (const Json::Member& tool : server["tools"].Members()) {
      policy.rulings.push_back(ReadRuling(std::string(tool.key), tool.value));
    }
    if (!error_.empty()) return std::nullopt;
    return policy;
  }

  Decision DecisionOf(const Json& value, const std::string& place) {
    std::optional<Decision> decision = ParseDecision(value.Text());
    if (!decision) Refuse(place, "must be allow, limit, ask or deny");
    return decision.value_or(Decision::kDeny);
  }

  std::optional<CallLimit> LimitOf(const Json& value, const std::string& place) {
    if (value.IsMissing()) return std::nullopt;
    std::optional<double> max = value["max"].Number();
    std::string window(value["window"].Text());
    if (!max || *max < 1 || *max > 1e6 || (window != "minute" && window != "hour")) {
      return Refuse(place + ".limit", "must be { max, window: minute or hour }");
    }
    return CallLimit{static_cast<size_t>(*max), window};
  }

  Ruling ReadRuling(const std::string& tool, const Json& value) {
    std::string place = "tools." + tool;
    Ruling ruling;
    ruling.tool = tool;
    ruling.decision = DecisionOf(value["decision"], place + ".decision");
    ruling.limit = LimitOf(value["limit"], place);
    for (const Json& one : value["cases"].Items()) ruling.cases.push_back(ReadCase(one, place));
    for (const Json& line : value["decided_by"].Items()) {
      ruling.decided_by.emplace_back(line.Text());
    }
    ruling.reason = value["reason"].Text();
    if (ruling.decision == Decision::kLimit && !ruling.limit) Refuse(place, "needs a limit");
    return ruling;
  }

  RulingCase ReadCase(const Json& value, const std::string& place) {
    RulingCase one;
    one.decision = DecisionOf(value["decision"], place + ".cases");
    one.limit = LimitOf(value["limit"], place + ".cases");
    one.when = value["when"].Text();
    one.reason = value["reason"].Text();
    for (const Json& condition : value["conditions"].Items()) {
      one.conditions.push_back(ReadCondition(condition, place + ".cases"));
    }
    if (one.conditions.empty()) Refuse(place + ".cases", "has a case without conditions");
    return one;
  }

  ArgumentCondition ReadCondition(const Json& value, const std::string& place) {
    ArgumentCondition condition;
    condition.parameter = value["parameter"].Text();
    if (!condition.parameter.starts_with('/')) Refuse(place, "has a parameter that is no pointer");
    for (Kind kind : {Kind::kAtMost, Kind::kOneOf, Kind::kIsTrue, Kind::kIsFalse, Kind::kMatches,
                      Kind::kNotMatches}) {
      Json operand = value[ConditionKindName(kind)];
      if (operand.IsMissing()) continue;
      condition.kind = kind;
      ReadOperand(operand, place, &condition);
      return condition;
    }
    Refuse(place, "has a condition that asks nothing");
    return condition;
  }

  void ReadOperand(const Json& operand, const std::string& place, ArgumentCondition* condition) {
    switch (condition->kind) {
      case Kind::kAtMost:
        if (!operand.Number()) Refuse(place, "has an at_most that is no number");
        condition->number = operand.Number().value_or(0);
        return;
      case Kind::kOneOf:
        for (const Json& one : operand.Items()) {
          if (!one.String()) Refuse(place, "has a one_of that is no text");
          condition->values.emplace_back(one.Text());
        }
        return;
      case Kind::kMatches:
      case Kind::kNotMatches:
        condition->values.emplace_back(operand.Text());
        if (!operand.String() || !RE2(condition->values[0], RE2::Quiet).ok()) {
          Refuse(place, "has a pattern that RE2 does not read");
        }
        return;
      case Kind::kIsTrue:
      case Kind::kIsFalse:
        if (operand.Bool() != true) Refuse(place, "has an is_true or is_false that is not true");
    }
  }

  std::string error_;
};

}  // namespace

Result<Policy> ReadNeutral(const std::string& text, const std::string& key) {
  JsonParser parser;
  Result<Json> file = parser.Parse(text);
  if (!file) return Failure(file.error());
  NeutralReader reader;
  std::optional<Policy> policy = reader.Read(*file, key);
  if (!policy) return Failure(reader.error());
  return *policy;
}

}  // namespace mcprisk
