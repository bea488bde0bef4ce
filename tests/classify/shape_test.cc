// The shape of a definition, at and beyond each bound.
#include "classify/shape.h"

#include <gtest/gtest.h>

namespace mcprisk {
namespace {

// "open-schema: any other property; …"
std::string Shapes(const std::optional<std::string>& description,
                   const std::optional<std::string>& schema) {
  Result<Tool> tool = RestoreTool("t", {}, description, schema, {}, {});
  if (!tool) return tool.error();
  std::string text;
  for (const ShapeHit& hit : ShapesOf(*tool)) {
    for (const ShapeName& name : ShapeNames()) {
      if (name.shape != hit.shape) continue;
      text += (text.empty() ? "" : "; ") + std::string(name.id) + ": " + hit.how;
    }
  }
  return text;
}

std::string Nested(size_t levels) {
  std::string schema;
  for (size_t i = 1; i < levels; ++i) schema += R"({"a":)";
  return schema + "{}" + std::string(levels - 1, '}');
}

std::string WithParameters(size_t count) {
  std::string schema;
  for (size_t i = 0; i < count; ++i) {
    schema +=
        (i == 0 ? "" : ",") + std::string("\"p") + std::to_string(i) + R"(":{"type":"string"})";
  }
  return R"({"properties":{)" + schema + R"(},"type":"object"})";
}

TEST(ShapeTest, NothingOfAnOrdinaryDefinition) {
  EXPECT_EQ(Shapes("Get a note.", R"({"properties":{"id":{"type":"string"}},"type":"object"})"),
            "");
  EXPECT_EQ(Shapes({}, {}), "");
}

TEST(ShapeTest, Sizes) {
  EXPECT_EQ(Shapes(std::string(kLongDescriptionBytes, 'a'), {}), "");
  EXPECT_EQ(Shapes(std::string(kLongDescriptionBytes + 1, 'a'), {}),
            "long-description: 8,193 bytes");
  EXPECT_EQ(Shapes({}, Nested(kDeepSchemaLevels)), "");
  EXPECT_EQ(Shapes({}, Nested(kDeepSchemaLevels + 1)), "deep-schema: 33 levels");
  EXPECT_EQ(Shapes({}, R"({"description":")" + std::string(99, '{') + "\"}"), "");
  EXPECT_EQ(Shapes({}, WithParameters(kUsualParameters)), "");
  EXPECT_EQ(Shapes({}, WithParameters(kUsualParameters + 1)), "many-parameters: 31 parameters");
  EXPECT_EQ(
      Shapes({}, R"({"description":")" + std::string(kLargeSchemaBytes, 'a') + "\"}").substr(0, 12),
      "large-schema");
}

TEST(ShapeTest, Openness) {
  EXPECT_EQ(Shapes({}, R"({"additionalProperties":true,"type":"object"})"),
            "open-schema: any other property");
  EXPECT_EQ(Shapes({}, R"({"properties":{"a":{"additionalProperties":true}}})"), "");
  EXPECT_EQ(Shapes({}, R"({"properties":{"o":{"type":"object"}},"type":"object"})"), "");
  EXPECT_EQ(Shapes({}, R"({"properties":{"o":{"type":"object"}},"required":["o"]})"),
            "shapeless-object: the parameter o");
  EXPECT_EQ(Shapes({}, R"({"properties":{"o":{"properties":{"b":{}},"type":"object"}},)"
                       R"("required":["o"]})"),
            "");
}

}  // namespace
}  // namespace mcprisk
