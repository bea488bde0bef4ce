#include "policy/targets/agentcore_schema.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/json.h"
#include "base/text.h"
#include "policy/literals.h"

namespace mcprisk {
namespace {

using Kind = AgentCoreType::Kind;

// Keywords of Cedar, and the types that it has itself.
constexpr std::array<std::string_view, 17> kReserved = {
    "Bool", "Boolean", "Entity", "Extension", "Long", "Record", "Set",  "String", "__cedar",
    "else", "false",   "has",    "if",        "in",   "is",     "like", "then"};

// Of a value that is no object and has no enum.
AgentCoreType SimpleType(std::string_view type) {
  if (type == "string") return {Kind::kString, "String", {}};
  if (type == "integer") return {Kind::kLong, "Long", {}};
  if (type == "number") return {Kind::kDecimal, "decimal", {}};
  if (type == "boolean") return {Kind::kBool, "Bool", {}};
  return {};
}

// Keywords that make a value one of several things.
bool IsUnion(const Json& schema) {
  return !schema["$ref"].IsMissing() || !schema["anyOf"].IsMissing() ||
         !schema["oneOf"].IsMissing() || !schema["allOf"].IsMissing();
}

AgentCoreType EnumType(const Json& values, const std::string& name, const std::string& action) {
  if (!IsCedarIdentifier(name) || !IsCedarIdentifier(action)) return {};
  AgentCoreType type = {Kind::kEnum, "AgentCore::" + action + "::Input::" + name, {}};
  for (const Json& value : values.Items()) {
    if (!value.IsString()) return {};
    type.values.emplace_back(value.Text());
  }
  if (type.values.empty()) return {};
  return type;
}

AgentCoreType TypeOf(const Json& schema, const std::string& name, const std::string& action) {
  if (IsUnion(schema)) return {};
  std::string_view type = schema["type"].Text();
  if (type == "string" && schema["enum"].IsArray()) return EnumType(schema["enum"], name, action);
  if (type != "array") return SimpleType(type);
  const Json items = schema["items"];
  AgentCoreType item = IsUnion(items) || items["enum"].IsArray() ? AgentCoreType{}
                                                                 : SimpleType(items["type"].Text());
  return {Kind::kOther, "Set<" + item.name + ">", {}};
}

std::string InputRecord(const std::map<std::string, AgentCoreParameter>& parameters) {
  if (parameters.empty()) return "{}";
  std::string record = "{\n";
  for (const auto& [name, parameter] : parameters) {
    record += "        " + Quoted(name, LiteralLanguage::kCedar) +
              (parameter.required ? ": " : "?: ") + parameter.type.name + ",\n";
  }
  return record + "      }";
}

constexpr std::string_view kHead = R"(namespace AgentCore {
  entity OAuthUser = { id: String } tags String;
  entity IamEntity = { id: String };
  entity Gateway;
  entity Unknown;
  action "Mcp";
  action "CallTool" in [Action::"Mcp"];
)";

std::string ActionText(const std::string& action,
                       const std::map<std::string, AgentCoreParameter>& parameters) {
  return "  action " + Quoted(action, LiteralLanguage::kCedar) +
         " in [Action::\"CallTool\"] appliesTo {\n    principal: [OAuthUser, IamEntity],\n"
         "    resource: [Gateway],\n    context: {\n      input: " +
         InputRecord(parameters) + "\n    }\n  };\n";
}

std::string EnumsText(const std::string& action,
                      const std::map<std::string, AgentCoreParameter>& parameters) {
  std::string entities;
  for (const auto& [name, parameter] : parameters) {
    if (parameter.type.kind != Kind::kEnum) continue;
    entities += "  entity " + name + " enum [" +
                QuotedList(parameter.type.values, LiteralLanguage::kCedar) + "];\n";
  }
  if (entities.empty()) return "";
  return "\nnamespace AgentCore::" + action + "::Input {\n" + entities + "}\n";
}

}  // namespace

std::string AgentCoreAction(std::string_view key, std::string_view tool) {
  return std::string(key) + "___" + std::string(tool);
}

bool IsCedarIdentifier(std::string_view text) {
  if (text.empty() || IsAsciiDigit(text.front())) return false;
  if (std::find(kReserved.begin(), kReserved.end(), text) != kReserved.end()) return false;
  return text != "true" &&
         std::all_of(text.begin(), text.end(), [](char c) { return IsAsciiAlnum(c) || c == '_'; });
}

std::map<std::string, AgentCoreParameter> AgentCoreParameters(const Tool& tool,
                                                              std::string_view key) {
  std::map<std::string, AgentCoreParameter> parameters;
  JsonParser parser;
  Result<Json> schema = parser.Parse(tool.input_schema.value_or("{}"));
  if (!schema) return parameters;
  std::string action = AgentCoreAction(key, tool.name);
  for (const Json::Member& member : (*schema)["properties"].Members()) {
    std::string name(member.key);
    parameters[name].type = TypeOf(member.value, name, action);
  }
  for (const Json& name : (*schema)["required"].Items()) {
    auto parameter = parameters.find(std::string(name.Text()));
    if (parameter != parameters.end()) parameter->second.required = true;
  }
  return parameters;
}

std::string AgentCoreSchema(const TargetServer& server) {
  std::string actions;
  std::string enums;
  std::set<std::string> seen;
  for (const PolicyEntry& entry : server.tools) {
    if (!seen.insert(entry.tool->name).second) continue;
    std::string action = AgentCoreAction(server.key, entry.tool->name);
    std::map<std::string, AgentCoreParameter> parameters =
        AgentCoreParameters(*entry.tool, server.key);
    actions += ActionText(action, parameters);
    enums += EnumsText(action, parameters);
  }
  return std::string(kHead) + actions + "}\n" + enums;
}

}  // namespace mcprisk
