// Amazon Bedrock AgentCore Policy: Cedar statements of at most 10,000 characters each, which must
// validate against the schema of the gateway's tools (agentcore_schema.h). A tool is the action
// <target>___<tool>; its arguments are context.input.
//
// Traps:
//   - Actions have no wildcards, and rules on actions name their gateway by its ARN, which only its
//     owner knows: a placeholder stands there, and until it is replaced everything is denied.
//   - The type of a parameter decides how it is compared: an integer with <=, a number as a
//   decimal,
//     a string with an enum as an entity. A condition on any other type is left out.
//   - AgentCore's generator makes no schema of a tool whose name is no identifier of Cedar. Such
//     tools have statements of their own, so that they do not take others down with them.
//   - The names of gateway targets are letters, digits and single hyphens.
#include <algorithm>
#include <optional>

#include "base/text.h"
#include "policy/literals.h"
#include "policy/target.h"
#include "policy/targets/agentcore_schema.h"
#include "policy/targets/cases.h"
#include "policy/targets/cedar.h"

namespace mcprisk {
namespace {

constexpr size_t kMaxStatement = 10000;
constexpr size_t kMaxTargetName = 100;

constexpr std::string_view kHead =
    R"(// Replace GATEWAY-ARN by the ARN of your gateway; until then everything is denied. For a gateway that
// authorizes by IAM, replace OAuthUser by IamEntity. Each statement is one policy of the engine.

)";

std::string KeyProblem(const std::string& key) {
  bool plain =
      !key.empty() && key.front() != '-' && key.find("--") == std::string::npos &&
      std::all_of(key.begin(), key.end(), [](char c) { return IsAsciiAlnum(c) || c == '-'; });
  if (plain && key.size() <= kMaxTargetName) return "";
  return "the name of a gateway target is letters, digits and single hyphens, at most " +
         std::to_string(kMaxTargetName);
}

std::string ActionName(const TargetServer& server, const std::string& tool) {
  return "AgentCore::Action::" + Quoted(AgentCoreAction(server.key, tool), LiteralLanguage::kCedar);
}

std::string Statement(const std::string& action, const std::string& when) {
  return "permit(\n  principal is AgentCore::OAuthUser,\n  action " + action +
         ",\n  resource == AgentCore::Gateway::\"GATEWAY-ARN\"\n)" +
         (when.empty() ? "" : " when {\n  " + when + "\n}") + ";\n\n";
}

// Statements for tools that pass whatever their arguments, as few as their length allows.
std::string PlainStatements(const TargetServer& server, const std::vector<std::string>& tools) {
  constexpr std::string_view kBetween = ",\n    ";
  size_t room = kMaxStatement - Statement("in [\n    \n  ]", "").size();
  std::string text;
  std::string names;
  auto flush = [&] {
    if (!names.empty()) text += Statement("in [\n    " + names + "\n  ]", "");
    names.clear();
  };
  for (const std::string& tool : tools) {
    std::string name = ActionName(server, tool);
    if (names.size() + kBetween.size() + name.size() > room) flush();
    names += (names.empty() ? "" : std::string(kBetween)) + name;
  }
  flush();
  return text;
}

// The type that a parameter has in every definition of the tool; kOther where they differ.
AgentCoreType TypeIn(const TargetServer& server, const std::string& tool, const std::string& name) {
  std::optional<AgentCoreType> type;
  for (const PolicyEntry& entry : server.tools) {
    if (entry.tool->name != tool) continue;
    AgentCoreType here = AgentCoreParameters(*entry.tool, server.key)[name].type;
    if (type && (type->name != here.name || type->values != here.values)) return {};
    type = std::move(here);
  }
  return type.value_or(AgentCoreType{});
}

// Those of `values` that the enum has, each as an entity.
std::string EnumList(const AgentCoreType& type, const std::vector<std::string>& values) {
  std::vector<std::string> entities;
  for (const std::string& value : values) {
    if (std::find(type.values.begin(), type.values.end(), value) == type.values.end()) continue;
    entities.push_back(type.name + "::" + Quoted(value, LiteralLanguage::kCedar));
  }
  return Join(entities, ", ");
}

// Empty where the parameter's type does not allow it.
std::string Expression(const ArgumentCondition& condition, const std::string& name,
                       const AgentCoreType& type) {
  using Kind = AgentCoreType::Kind;
  std::string value = CedarMember("context.input", name);
  switch (condition.kind) {
    case ArgumentCondition::Kind::kAtMost:
      if (type.kind == Kind::kLong) return CedarAtMost(value, condition.number, CedarNumber::kLong);
      if (type.kind != Kind::kDecimal) return "";
      return CedarAtMost(value, condition.number, CedarNumber::kDecimal);
    case ArgumentCondition::Kind::kOneOf: {
      std::string list = type.kind == Kind::kString
                             ? QuotedList(condition.values, LiteralLanguage::kCedar)
                             : EnumList(type, condition.values);
      return list.empty() ? "" : "[" + list + "].contains(" + value + ")";
    }
    case ArgumentCondition::Kind::kIsTrue:
      return type.kind == Kind::kBool ? value + " == true" : "";
    case ArgumentCondition::Kind::kIsFalse:
      return type.kind == Kind::kBool ? value + " == false" : "";
    default:
      return "";
  }
}

std::string CaseStatement(const TargetServer& server, const std::string& tool,
                          const RulingCase& one) {
  std::vector<std::string> expressions;
  for (const ArgumentCondition& condition : one.conditions) {
    std::string name = PointerParts(condition).front();
    std::string expression = Expression(condition, name, TypeIn(server, tool, name));
    if (expression.empty()) return "";
    expressions.push_back(CedarHas("context.input", name) + " && " + expression);
  }
  std::string statement = Statement("== " + ActionName(server, tool), Join(expressions, " && "));
  return statement.size() > kMaxStatement ? "" : statement;
}

std::string Write(const std::vector<TargetServer>& servers, std::vector<TargetNote>* notes) {
  const TargetServer& server = servers.front();
  std::vector<std::string> plain;
  std::vector<std::string> odd;
  std::vector<std::string> lost;
  std::string cases;
  for (const Ruling& ruling : server.policy.rulings) {
    if (ruling.decision == Decision::kAllow) {
      bool named = IsCedarIdentifier(AgentCoreAction(server.key, ruling.tool));
      (named ? plain : odd).push_back(ruling.tool);
      continue;
    }
    for (const RulingCase& one : ruling.cases) {
      std::string statement = CaseStatement(server, ruling.tool, one);
      if (statement.empty()) lost.push_back(ruling.tool);
      cases += statement;
    }
  }
  if (!lost.empty()) {
    notes->push_back(
        {"cedar-agentcore needs to know the type of the parameter that a condition asks "
         "for, so calls are denied of " +
         NamedTools(lost)});
  }
  std::string text = PlainStatements(server, plain) + cases + PlainStatements(server, odd);
  if (text.empty()) text = "forbid(principal, action, resource);\n\n";
  text.pop_back();  // of two final newlines
  return std::string(kHead) + text;
}

std::string Schema(const std::vector<TargetServer>& servers) {
  return AgentCoreSchema(servers.front());
}

}  // namespace

extern const Target kCedarAgentcoreTarget;
const Target kCedarAgentcoreTarget = {
    .name = "cedar-agentcore",
    .description = "Amazon Bedrock AgentCore Policy: Cedar statements for a gateway target",
    .file_name = "policy.cedar",
    .can = {.deny = true, .denies_unlisted = true, .condition = CanCheckInCedar},
    .key_problem = KeyProblem,
    .write = Write,
    .schema = Schema,
    .schema_extension = ".cedarschema",
};

}  // namespace mcprisk
