#include "classify/text/text_field.h"

#include "base/json.h"
#include "base/text.h"

namespace mcprisk {
namespace {

// What a string below a key says to whom. Structure ("type", "required") says nothing.
bool IsStructure(std::string_view key) {
  return key == "type" || key == "required" || key == "$schema";
}

bool HoldsNames(std::string_view key) {
  return key == "properties" || key == "patternProperties" || key == "$defs" ||
         key == "definitions" || key == "dependentSchemas";
}

TextRole RoleUnder(std::string_view key) {
  if (key == "title") return TextRole::kTitle;
  if (key == "description" || key == "$comment") return TextRole::kSchema;
  return TextRole::kValue;
}

// RFC 6901: "~" is "~0" and "/" is "~1".
std::string PointerStep(std::string_view key) {
  return "/" + ReplaceAll(ReplaceAll(std::string(key), "~", "~0"), "/", "~1");
}

class SchemaWalk {
 public:
  explicit SchemaWalk(std::vector<TextField>* fields) : fields_(fields) {}

  // Depth is bounded by kMaxJsonDepth. `names`: the keys of this object are names of properties.
  void Visit(const Json& value, TextRole role, const std::string& pointer, bool names) {
    if (std::optional<std::string_view> text = value.String()) {
      if (!text->empty()) fields_->push_back({role, pointer, std::string(*text)});
    } else if (value.IsArray()) {
      size_t index = 0;
      for (const Json& item : value.Items()) {
        Visit(item, role, pointer + "/" + std::to_string(index++), false);
      }
    } else if (value.IsObject()) {
      for (const Json::Member& member : value.Members()) {
        std::string below = pointer + PointerStep(member.key);
        if (names) {
          fields_->push_back({TextRole::kProperty, below + "#", std::string(member.key)});
        } else if (IsStructure(member.key) && !member.value.IsObject()) {
          continue;
        }
        Visit(member.value, names ? TextRole::kSchema : RoleUnder(member.key), below,
              !names && HoldsNames(member.key));
      }
    }
  }

 private:
  std::vector<TextField>* fields_;
};

}  // namespace

std::string_view TextRoleName(TextRole role) {
  constexpr std::string_view kNames[kTextRoles] = {"name",   "title", "description", "property",
                                                   "schema", "value", "instructions"};
  return kNames[static_cast<size_t>(role)];
}

void AddSchemaFields(const Tool& tool, std::vector<TextField>* fields) {
  JsonParser parser;
  for (const auto& [schema, name] : {std::pair(&tool.input_schema, "/inputSchema"),
                                     std::pair(&tool.output_schema, "/outputSchema")}) {
    if (!*schema) continue;
    if (Result<Json> json = parser.Parse(**schema)) {
      SchemaWalk(fields).Visit(*json, TextRole::kSchema, name, false);
    }
  }
}

}  // namespace mcprisk
