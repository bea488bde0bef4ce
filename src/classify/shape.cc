#include "classify/shape.h"

#include <algorithm>

#include "base/json.h"
#include "base/text.h"

namespace mcprisk {
namespace {

// Of the brackets outside of strings; the text is JSON.
size_t LevelsOf(std::string_view json) {
  size_t deepest = 0, levels = 0;
  bool in_string = false;
  for (size_t at = 0; at < json.size(); ++at) {
    const char c = json[at];
    if (in_string) {
      if (c == '\\') {
        ++at;
      } else {
        in_string = c != '"';
      }
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      deepest = std::max(deepest, ++levels);
    } else if ((c == '}' || c == ']') && levels > 0) {
      --levels;
    }
  }
  return deepest;
}

// A level takes two brackets at least.
bool MayBeDeep(std::string_view json) {
  if (json.size() < 2 * kDeepSchemaLevels) return false;
  size_t brackets = 0;
  for (char c : json) brackets += c == '{' || c == '[' ? 1 : 0;
  return brackets > kDeepSchemaLevels;
}

void AddSizes(const Tool& tool, std::vector<ShapeHit>* hits) {
  const size_t described = tool.description ? tool.description->size() : 0;
  if (described > kLongDescriptionBytes) {
    hits->push_back({Shape::kLongDescription, Grouped(described) + " bytes"});
  }
  size_t bytes = 0, levels = 0;
  for (const auto* schema : {&tool.input_schema, &tool.output_schema}) {
    if (!*schema) continue;
    bytes = std::max(bytes, (*schema)->size());
    if (MayBeDeep(**schema)) levels = std::max(levels, LevelsOf(**schema));
  }
  if (bytes > kLargeSchemaBytes) hits->push_back({Shape::kLargeSchema, Grouped(bytes) + " bytes"});
  if (levels > kDeepSchemaLevels) {
    hits->push_back({Shape::kDeepSchema, Grouped(levels) + " levels"});
  }
  if (tool.parameters.size() > kUsualParameters) {
    hits->push_back({Shape::kManyParameters, Counted(tool.parameters.size(), "parameter")});
  }
}

// An object whose keys and values may be anything, and that no description tells of.
bool IsShapeless(const Json& schema) {
  for (std::string_view key : {"properties", "patternProperties", "additionalProperties", "$ref",
                               "anyOf", "oneOf", "allOf", "enum", "const", "description"}) {
    if (!schema[key].IsMissing()) return false;
  }
  return schema["type"].Text() == "object";
}

void AddOpenness(const Tool& tool, std::vector<ShapeHit>* hits) {
  const auto may_be_object = [](const Parameter& parameter) {
    return parameter.required && parameter.type == "object";
  };
  // Canonical JSON has no blanks.
  const bool open = tool.input_schema &&
                    tool.input_schema->find("\"additionalProperties\":true") != std::string::npos;
  const bool object = std::any_of(tool.parameters.begin(), tool.parameters.end(), may_be_object);
  if (!open && !object) return;
  JsonParser parser;
  Result<Json> schema = parser.Parse(*tool.input_schema);
  if (!schema) return;
  if (open && (*schema)["additionalProperties"].Bool() == true) {
    hits->push_back({Shape::kOpenSchema, "any other property"});
  }
  for (const Parameter& parameter : tool.parameters) {
    if (!may_be_object(parameter)) continue;
    if (!IsShapeless((*schema)["properties"][parameter.name])) continue;
    hits->push_back({Shape::kShapelessObject, "the parameter " + parameter.name});
    return;
  }
}

}  // namespace

const std::vector<ShapeName>& ShapeNames() {
  static const std::vector<ShapeName> kNames = {
      {Shape::kLongDescription, "long-description"}, {Shape::kLargeSchema, "large-schema"},
      {Shape::kDeepSchema, "deep-schema"},           {Shape::kManyParameters, "many-parameters"},
      {Shape::kOpenSchema, "open-schema"},           {Shape::kShapelessObject, "shapeless-object"},
  };
  return kNames;
}

std::optional<Shape> FindShape(std::string_view id) {
  for (const ShapeName& name : ShapeNames()) {
    if (name.id == id) return name.shape;
  }
  return std::nullopt;
}

std::vector<ShapeHit> ShapesOf(const Tool& tool) {
  std::vector<ShapeHit> hits;
  AddSizes(tool, &hits);
  AddOpenness(tool, &hits);
  return hits;
}

}  // namespace mcprisk
