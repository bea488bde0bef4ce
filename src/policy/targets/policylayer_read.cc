// Reads a PolicyLayer policy.json back, as far as our rulings say the same. What they cannot say is
// refused and not guessed: a policy that was misread would be checked in vain.
#include <algorithm>
#include <optional>

#include "base/json.h"
#include "policy/arguments.h"
#include "policy/call_limit.h"
#include "policy/targets/policylayer.h"

namespace mcprisk {
namespace {

using Kind = ArgumentCondition::Kind;

class PolicyLayerReader {
 public:
  Result<Policy> Read(const Json& file) {
    Policy policy;
    if (file["version"].Text() != "1") return Failure("/version must be \"1\"");
    std::string_view unlisted = file["default"].Text();
    if (unlisted != "allow" && unlisted != "deny") return Failure("/default must be allow or deny");
    policy.unlisted = unlisted == "allow" ? Decision::kAllow : Decision::kDeny;
    std::optional<CallLimit> all = LimitOf(file["all_tools"]);
    for (const Json::Member& tool : file["tools"].Members()) {
      policy.rulings.push_back(ReadTool(std::string(tool.key), tool.value, all));
    }
    if (policy.unlisted == Decision::kAllow && all) {
      return Failure("/all_tools/limits beside \"default\": \"allow\" is not understood");
    }
    for (const Json& hidden : file["hide"].Items()) Hide(std::string(hidden.Text()), &policy);
    std::sort(policy.rulings.begin(), policy.rulings.end(),
              [](const Ruling& a, const Ruling& b) { return a.tool < b.tool; });
    if (!error_.empty()) return Failure(error_);
    return policy;
  }

 private:
  static void Hide(const std::string& tool, Policy* policy) {
    bool all = tool == "*";
    std::erase_if(policy->rulings,
                  [&](const Ruling& ruling) { return all || ruling.tool == tool; });
    if (all) {
      policy->unlisted = Decision::kDeny;
      return;
    }
    Ruling ruling;
    ruling.tool = tool;
    ruling.reason = "it is hidden.";
    policy->rulings.push_back(std::move(ruling));
  }

  static std::optional<CallLimit> LimitOf(const Json& holder) {
    std::optional<CallLimit> strictest;
    for (const Json& limit : holder["limits"].Items()) {
      double max = limit["max"].Number().value_or(0);
      if (max < 0 || max > 1e9) max = 0;
      strictest = StricterLimit(
          strictest, CallLimit{static_cast<size_t>(max), std::string(limit["window"].Text())});
    }
    return strictest;
  }

  Ruling ReadTool(const std::string& tool, const Json& value, const std::optional<CallLimit>& all) {
    Ruling ruling;
    ruling.tool = tool;
    std::optional<CallLimit> limit = StricterLimit(LimitOf(value), all);
    Decision passes = limit ? Decision::kLimit : Decision::kAllow;
    RulingCase one;
    one.decision = passes;
    one.limit = limit;
    bool denied = false;
    for (const Json& rule : value["deny_if"].Items()) {
      std::vector<Json> conditions = rule["conditions"].Items();
      if (conditions.empty()) denied = true;
      if (ruling.reason.empty()) ruling.reason = rule["on_deny"].Text();
      if (conditions.size() > 1) Refuse(tool, "a deny_if of several conditions");
      if (conditions.size() == 1) Add(tool, conditions[0], /*must_hold=*/false, &one);
    }
    for (const Json& condition : value["require"].Items()) Add(tool, condition, true, &one);
    if (!denied && one.conditions.empty()) {
      ruling.decision = passes;
      ruling.limit = limit;
    } else if (!denied) {
      one.reason = ruling.reason;
      ruling.cases.push_back(std::move(one));
    }
    return ruling;
  }

  void Refuse(const std::string& tool, const std::string& what) {
    if (error_.empty()) error_ = "/tools/" + tool + ": " + what + " is not understood";
  }

  // The condition under which a call passes.
  void Add(const std::string& tool, const Json& said, bool must_hold, RulingCase* one) {
    std::string_view path = said["path"].Text();
    std::string_view op = said["op"].Text();
    Json value = said["value"];
    if (op == "exists" && must_hold) return;  // our conditions always ask for that
    ArgumentCondition condition;
    bool known = path.starts_with("args.");
    std::string name(known ? path.substr(5) : path);
    condition.parameter = "/" + name;
    std::replace(condition.parameter.begin(), condition.parameter.end(), '.', '/');
    if (op == (must_hold ? "lte" : "gt") && value.Number()) {
      condition.kind = Kind::kAtMost;
      condition.number = *value.Number();
    } else if (op == (must_hold ? "in" : "not_in") && value.IsArray()) {
      for (const Json& item : value.Items()) condition.values.emplace_back(item.Text());
    } else if (op == (must_hold ? "eq" : "neq") && value.Bool()) {
      condition.kind = *value.Bool() ? Kind::kIsTrue : Kind::kIsFalse;
    } else if (op == "regex" && value.String()) {
      condition.kind = must_hold ? Kind::kMatches : Kind::kNotMatches;
      condition.values = {std::string(value.Text())};
    } else {
      known = false;
    }
    if (!known) return Refuse(tool, "the condition on " + name + " with " + std::string(op));
    if (!one->when.empty()) one->when += " and ";
    one->when += ConditionText(condition);
    one->conditions.push_back(std::move(condition));
  }

  std::string error_;
};

}  // namespace

Result<Policy> ReadPolicyLayer(const std::string& text, const std::string&) {
  JsonParser parser;
  Result<Json> file = parser.Parse(text);
  if (!file) return Failure(file.error());
  return PolicyLayerReader().Read(*file);
}

}  // namespace mcprisk
