// ToolHive, `thv run --authz-config`: Cedar policies in JSON (pkg/authz/authorizers/cedar, August
// 2026). The arguments of a call are arg_<name> of the context: texts and truth values as they are,
// every number a decimal, and of lists and objects only that they are there.
//
// Traps:
//   - `context.arg_amount <= 100` compares a decimal with a whole number, which is an error, and an
//     error denies: numbers are compared as decimals.
//   - tools/list is filtered by asking the policy for each tool without arguments, so a tool that
//     passes under a condition is not shown. A note says so.
//   - A configuration without policies is refused, so nothing allowed is one policy that forbids.
//   - Prompts and resources have actions of their own, which no policy here permits.
#include "base/text.h"
#include "base/value.h"
#include "policy/literals.h"
#include "policy/target.h"
#include "policy/targets/cases.h"
#include "policy/targets/cedar.h"

namespace mcprisk {
namespace {

std::string Expression(const ArgumentCondition& condition) {
  std::string member = "arg_" + PointerParts(condition).front();
  std::string value = CedarMember("context", member);
  std::string expression;
  switch (condition.kind) {
    case ArgumentCondition::Kind::kAtMost:
      expression = CedarAtMost(value, condition.number, CedarNumber::kDecimal);
      break;
    case ArgumentCondition::Kind::kOneOf:
      expression =
          "[" + QuotedList(condition.values, LiteralLanguage::kCedar) + "].contains(" + value + ")";
      break;
    default:
      expression =
          value + (condition.kind == ArgumentCondition::Kind::kIsTrue ? " == true" : " == false");
  }
  return CedarHas("context", member) + " && " + expression;
}

std::string Permit(const std::string& tool, const RulingCase* one) {
  std::string policy = "permit(principal, action == Action::\"call_tool\", resource == Tool::" +
                       Quoted(tool, LiteralLanguage::kCedar) + ")";
  if (one) {
    std::vector<std::string> expressions;
    for (const ArgumentCondition& condition : one->conditions) {
      expressions.push_back(Expression(condition));
    }
    policy += " when { " + Join(expressions, " && ") + " }";
  }
  return policy + ";";
}

std::string Write(const std::vector<TargetServer>& servers, std::vector<TargetNote>* notes) {
  Value policies = Value::List();
  std::vector<std::string> unshown;
  for (const Ruling& ruling : servers.front().policy.rulings) {
    if (ruling.decision == Decision::kAllow) {
      policies.Add(Permit(ruling.tool, nullptr));
      continue;
    }
    for (const RulingCase& one : ruling.cases) policies.Add(Permit(ruling.tool, &one));
    if (!ruling.cases.empty()) unshown.push_back(ruling.tool);
  }
  if (!unshown.empty()) {
    notes->push_back(
        {"cedar-toolhive lists tools without their arguments: what passes only under a "
         "condition is not shown to the client: " +
         NamedTools(unshown)});
  }
  if (policies.IsEmpty()) policies.Add("forbid(principal, action, resource);");
  Value cedar = Value::Map({{"policies", std::move(policies)}, {"entities_json", "[]"}});
  Value file = Value::Map({{"version", "1.0"}, {"type", "cedarv1"}, {"cedar", std::move(cedar)}});
  return file.VisibleJson() + "\n";
}

}  // namespace

extern const Target kCedarToolhiveTarget;
const Target kCedarToolhiveTarget = {
    .name = "cedar-toolhive",
    .description = "ToolHive: an authorization configuration with Cedar policies",
    .file_name = "authz.json",
    .can = {.deny = true, .denies_unlisted = true, .condition = CanCheckInCedar},
    .write = Write,
};

}  // namespace mcprisk
