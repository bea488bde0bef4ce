#include "classify/text/text_field.h"

#include <optional>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/json_pointer.h"

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

}  // namespace

// Where a visit is. Few places are asked for, so a pointer is written only then.
class SchemaPath {
 public:
  explicit SchemaPath(std::string_view schema) : schema_(schema) {}

  void EnterMember(std::string_view key) { steps_.push_back({key, 0}); }
  void EnterItem(size_t index) { steps_.push_back({{}, index + 1}); }
  void Leave() { steps_.pop_back(); }
  // Whether the text is the name of the member that was entered.
  void SetAtName(bool at_name) { at_name_ = at_name; }

  std::string Pointer() const {
    std::string pointer = "/" + std::string(schema_);
    for (const Step& step : steps_) {
      pointer += "/";
      pointer += step.item != 0 ? std::to_string(step.item - 1) : PointerStep(step.key);
    }
    return at_name_ ? pointer + "#" : pointer;
  }

 private:
  struct Step {
    std::string_view key;
    size_t item = 0;  // of an array, and 1; 0: it is a member
  };

  std::string_view schema_;
  std::vector<Step> steps_;
  bool at_name_ = false;
};

namespace {

using SchemaVisit = std::function<void(const SchemaText&)>;

class SchemaWalk {
 public:
  SchemaWalk(std::string_view schema, const SchemaVisit& visit) : path_(schema), visit_(visit) {}

  // Depth is bounded by kMaxJsonDepth. `names`: the keys of this object are names of properties.
  void Visit(const Json& value, TextRole role, bool names) {
    if (std::optional<std::string_view> text = value.String()) {
      if (!text->empty()) visit_({role, *text, path_});
    } else if (value.IsArray()) {
      size_t index = 0;
      for (const Json& item : value.Items()) {
        path_.EnterItem(index++);
        Visit(item, role, false);
        path_.Leave();
      }
    } else if (value.IsObject()) {
      for (const Json::Member& member : value.Members()) VisitMember(member, names);
    }
  }

 private:
  void VisitMember(const Json::Member& member, bool is_property) {
    if (!is_property && IsStructure(member.key) && !member.value.IsObject()) return;
    path_.EnterMember(member.key);
    if (is_property) {
      path_.SetAtName(true);
      visit_({TextRole::kProperty, member.key, path_});
      path_.SetAtName(false);
    }
    Visit(member.value, is_property ? TextRole::kSchema : RoleUnder(member.key),
          !is_property && HoldsNames(member.key));
    path_.Leave();
  }

  SchemaPath path_;
  const SchemaVisit& visit_;
};

}  // namespace

TextField SchemaText::Field() const { return {role, path.Pointer(), std::string(text)}; }

std::string_view TextRoleName(TextRole role) {
  constexpr std::string_view kNames[kTextRoles] = {"name",   "title", "description", "property",
                                                   "schema", "value", "instructions"};
  return kNames[static_cast<size_t>(role)];
}

void VisitSchemaTexts(const Tool& tool, JsonParser* parser, const SchemaVisit& visit) {
  for (const auto& [schema, name] : {std::pair(&tool.input_schema, "inputSchema"),
                                     std::pair(&tool.output_schema, "outputSchema")}) {
    if (!*schema) continue;
    if (Result<Json> json = parser->Parse(**schema)) {
      SchemaWalk(name, visit).Visit(*json, TextRole::kSchema, false);
    }
  }
}

}  // namespace mcprisk
