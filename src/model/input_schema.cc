#include "model/input_schema.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "base/json_pointer.h"
#include "base/text.h"

namespace mcprisk {
namespace {

// --- Dialects ------------------------------------------------------------------------------------

// mcpm's flat map: nothing but objects, each describing one parameter. Keywords of JSON Schema that
// could look so begin with "$".
bool IsFlatMap(const Json& schema, const std::vector<Json::Member>& members) {
  if (members.empty() || !schema["properties"].IsMissing() || schema["type"].IsString()) {
    return false;
  }
  return std::all_of(members.begin(), members.end(), [](const Json::Member& member) {
    return member.value.IsObject() && !member.key.starts_with('$');
  });
}

// Appends `"key":value,`. Keys that stand twice below are found later, when the whole is read.
void AppendMember(std::string_view key, const Json& value, std::string* text) {
  AppendJsonString(key, text);
  *text += ':';
  value.AppendCanonical(text);
  *text += ',';
}

void ReplaceLastComma(char replacement, std::string* text) {
  if (text->back() == ',') text->pop_back();
  *text += replacement;
}

// `"required":[…],` of the strings in `names`; nothing when there are none.
void AppendRequired(const std::vector<std::string_view>& names, std::string* text) {
  if (names.empty()) return;
  *text += "\"required\":[";
  for (std::string_view name : names) {
    AppendJsonString(name, text);
    *text += ',';
  }
  ReplaceLastComma(']', text);
  *text += ',';
}

std::vector<std::string_view> Strings(const Json& array) {
  std::vector<std::string_view> strings;
  for (const Json& item : array.Items()) {
    if (item.IsString()) strings.push_back(item.Text());
  }
  return strings;
}

// Docker's rule: required unless it says that it is optional.
bool IsRequired(const Json& argument) {
  if (std::optional<bool> required = argument["required"].Bool()) return *required;
  return !argument["optional"].Bool().value_or(false);
}

void AppendArgument(const Json& argument, std::string* text) {
  AppendJsonString(argument["name"].Text(), text);
  *text += ":{";
  for (const auto& [key, value] : argument.Members()) {
    if (key == "name" || key == "optional") continue;
    if (key == "required" && value.Bool()) continue;
    bool renamed = key == "desc" && argument["description"].IsMissing();
    AppendMember(renamed ? "description" : key, value, text);
  }
  ReplaceLastComma('}', text);
  *text += ',';
}

std::string FromArguments(const Json& arguments) {
  std::string text = R"({"type":"object","properties":{)";
  std::vector<std::string_view> required;
  for (const Json& argument : arguments.Items()) {
    if (argument.IsString()) {
      AppendJsonString(argument.Text(), &text);
      text += ":{},";
      required.push_back(argument.Text());
    } else if (argument["name"].IsString()) {
      AppendArgument(argument, &text);
      if (IsRequired(argument)) required.push_back(argument["name"].Text());
    }
  }
  ReplaceLastComma('}', &text);
  text += ',';
  AppendRequired(required, &text);
  ReplaceLastComma('}', &text);
  return text;
}

std::string FromFlatMap(const std::vector<Json::Member>& members,
                        const std::vector<std::string_view>& beside) {
  std::string text = R"({"type":"object","properties":{)";
  std::vector<std::string_view> required = beside;
  for (const auto& [key, value] : members) {
    AppendMember(key, value, &text);
    if (beside.empty() && IsRequired(value)) required.push_back(key);
  }
  ReplaceLastComma('}', &text);
  text += ',';
  AppendRequired(required, &text);
  ReplaceLastComma('}', &text);
  return text;
}

// --- Parameters ----------------------------------------------------------------------------------

class ParameterReader {
 public:
  explicit ParameterReader(const Json& schema) : schema_(schema) {}

  Parameter Read(std::string_view name, const Json& property) {
    Parameter parameter;
    parameter.name = name;
    parameter.description = property["description"].Text();
    parameter.has_default = !property["default"].IsMissing();
    types_.clear();
    Absorb(property, 0, &parameter);
    parameter.requests = AreRequests(property["items"]);
    for (std::string_view type : types_) {
      if (!parameter.type.empty()) parameter.type += '|';
      parameter.type += type;
    }
    return parameter;
  }

 private:
  // An optional enumeration of pydantic is a $ref inside an anyOf: two steps; one more to spare.
  static constexpr int kMaxSteps = 3;
  // Branches and their values in one schema, all parameters together. Small schemas can unfold into
  // millions of branches through $refs that share targets; real ones have a few dozen.
  static constexpr size_t kMaxBranches = 5000;

  // Of JSON Schema, "null" included.
  static constexpr size_t kTypes = 7;

  void Absorb(const Json& node, int steps, Parameter* parameter) {
    if (!node.IsObject() || !Spend(steps)) return;
    AbsorbTypes(node["type"]);
    if (parameter->format.empty()) parameter->format = node["format"].Text();
    AbsorbValue(node["const"], steps, parameter);
    for (const Json& value : node["enum"].Items()) AbsorbValue(value, steps, parameter);
    if (steps == kMaxSteps) return;
    for (std::string_view keyword : {"anyOf", "oneOf", "allOf"}) {
      for (const Json& branch : node[keyword].Items()) Absorb(branch, steps + 1, parameter);
    }
    if (Json reference = node["$ref"]; reference.IsString()) {
      Absorb(Target(reference.Text()), steps + 1, parameter);
    }
  }

  // {"properties":{"method":{"enum":["GET","POST"]},"path":…}}, inline or behind a $ref.
  bool AreRequests(const Json& items) const {
    Json reference = items["$ref"];
    Json properties = (reference.IsString() ? Target(reference.Text()) : items)["properties"];
    for (std::string_view key : {"method", "http_method", "httpMethod"}) {
      Json method = properties[key];
      if (!method.IsObject()) continue;
      std::vector<Json> values = method["enum"].Items();
      bool writes = std::any_of(values.begin(), values.end(), [](const Json& value) {
        std::string_view text = value.Text();
        return EqualsNoCase(text, "post") || EqualsNoCase(text, "put") ||
               EqualsNoCase(text, "patch") || EqualsNoCase(text, "delete");
      });
      bool free =
          values.empty() && (properties["url"].IsObject() || properties["path"].IsObject() ||
                             properties["endpoint"].IsObject());
      return writes || free;
    }
    return false;
  }

  // What a parameter says itself is bounded by the size of the definition and costs nothing.
  bool Spend(int steps) { return steps == 0 || ++branches_ <= kMaxBranches; }

  void AbsorbTypes(const Json& type) {
    AddType(type.Text());
    if (type.Size() > kTypes) return;
    for (const Json& one : type.Items()) AddType(one.Text());
  }

  void AddType(std::string_view type) {
    if (type.empty() || types_.size() == kTypes) return;
    if (std::find(types_.begin(), types_.end(), type) == types_.end()) types_.push_back(type);
  }

  void AbsorbValue(const Json& value, int steps, Parameter* parameter) {
    if (Spend(steps) && value.IsString()) parameter->values.emplace_back(value.Text());
  }

  // The place that a reference like "#/$defs/Color" names (RFC 6901), when it is an object's
  // member.
  Json Target(std::string_view reference) const {
    return reference.starts_with('#') ? AtPointer(schema_, reference.substr(1)) : Json();
  }

  Json schema_;
  size_t branches_ = 0;
  std::vector<std::string_view> types_;  // of the parameter that is being read
};

}  // namespace

std::string AsJsonSchema(const Json& schema, const Json& required) {
  if (schema.IsArray()) return FromArguments(schema);
  std::vector<Json::Member> members = schema.Members();
  std::vector<std::string_view> beside = Strings(required);
  if (IsFlatMap(schema, members)) return FromFlatMap(members, beside);
  Json inside = schema["required"];
  bool has_required = !inside.IsMissing() && inside.type() != JsonType::kNull;
  if (beside.empty() || has_required || members.empty()) return {};
  std::string text = "{";
  for (const auto& [key, value] : members) {
    if (key != "required") AppendMember(key, value, &text);
  }
  AppendRequired(beside, &text);
  ReplaceLastComma('}', &text);
  return text;
}

std::vector<Parameter> ReadParameters(const Json& schema) {
  std::vector<Parameter> parameters;
  std::vector<std::string_view> required = Strings(schema["required"]);
  std::sort(required.begin(), required.end());
  ParameterReader reader(schema);
  std::vector<Json::Member> properties = schema["properties"].Members();
  parameters.reserve(properties.size());
  for (const auto& [name, property] : properties) {
    // Text, a number or a list is no schema: authors who nest "properties" twice leave such things.
    if (!property.IsObject() && property.type() != JsonType::kBool) continue;
    Parameter parameter = reader.Read(name, property);
    parameter.required = std::binary_search(required.begin(), required.end(), name);
    parameters.push_back(std::move(parameter));
  }
  return parameters;
}

}  // namespace mcprisk
