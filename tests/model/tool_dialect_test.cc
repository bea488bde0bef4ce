// Definitions in other dialects than MCP's own: each becomes the same Tool.
#include <gtest/gtest.h>

#include <string>

#include "base/json.h"
#include "model/tool.h"

namespace mcprisk {
namespace {

// The canonical definition, or the message.
std::string Canonical(std::string_view definition) {
  JsonParser parser;
  Result<Json> json = parser.Parse(definition);
  if (!json) return json.error();
  Result<Tool> tool = ReadTool(*json);
  return tool ? CanonicalDefinition(*tool) : tool.error();
}

// The input schema of a tool with these members beside its name, or what else came.
std::string Schema(const std::string& members) {
  JsonParser parser;
  Result<Json> json = parser.Parse(R"({"name":"n",)" + members + "}");
  if (!json) return json.error();
  Result<Tool> tool = ReadTool(*json);
  if (!tool) return tool.error();
  return tool->input_schema.value_or("absent");
}

TEST(ToolDialectTest, NamesOfTheSchema) {
  const std::string schema = R"({"properties":{"a":{"type":"string"}},"type":"object"})";
  EXPECT_EQ(Schema("\"inputSchema\":" + schema), schema);
  EXPECT_EQ(Schema("\"input_schema\":" + schema), schema);
  EXPECT_EQ(Schema("\"parameters\":" + schema), schema);
  EXPECT_EQ(Schema("\"arguments\":" + schema), schema);
  EXPECT_EQ(Schema(R"("inputSchema":null,"input_schema":)" + schema), schema);
  EXPECT_EQ(Schema(R"("parameters":{"type":"null"},"inputSchema":)" + schema), schema);
}

TEST(ToolDialectTest, NamesOfTheDescription) {
  EXPECT_EQ(Canonical(R"({"name":"n","desc":"d"})"), R"({"description":"d","name":"n"})");
  EXPECT_EQ(Canonical(R"({"name":"n","summary":"s"})"), R"({"description":"s","name":"n"})");
  EXPECT_EQ(Canonical(R"({"name":"n","summary":"s","desc":"d","description":null})"),
            R"({"description":"d","name":"n"})");
  EXPECT_EQ(Canonical(R"({"name":"n","summary":"s","description":""})"),
            R"({"description":"","name":"n"})");
}

TEST(ToolDialectTest, NamesOfTheOutputSchema) {
  EXPECT_EQ(Canonical(R"({"name":"n","output_schema":{"type":"object"}})"),
            R"({"name":"n","outputSchema":{"type":"object"}})");
}

TEST(ToolDialectTest, OpenAisWrapper) {
  EXPECT_EQ(Canonical(R"({"type":"function","function":{"name":"n","description":"d",
                          "parameters":{"type":"object"}}})"),
            R"({"description":"d","inputSchema":{"type":"object"},"name":"n"})");
  EXPECT_EQ(Canonical(R"({"type":"function","name":"n","parameters":{"type":"object"}})"),
            R"({"inputSchema":{"type":"object"},"name":"n"})");
  EXPECT_EQ(Canonical(R"({"type":"function","function":{"name":"n","x":1,"x":2}})"),
            R"(tool "n": duplicate key "x")");
  EXPECT_EQ(Canonical(R"({"type":"function","function":{}})"), "this tool has no name");
  EXPECT_EQ(Canonical(R"({"function":{"function":{"name":"n"}}})"), "this tool has no name");
}

// --- Docker's list of arguments ------------------------------------------------------------------

TEST(ToolDialectTest, DockersArgumentsAreRequiredUnlessOptional) {
  EXPECT_EQ(Schema(R"("arguments":[
                {"name":"query","type":"string","desc":"Text to find"},
                {"name":"labels","type":"array","items":{"type":"string"},"optional":true},
                {"name":"limit","type":"integer","optional":false},
                {"name":"page","type":"integer","required":false}])"),
            R"({"properties":{)"
            R"("labels":{"items":{"type":"string"},"type":"array"},)"
            R"("limit":{"type":"integer"},)"
            R"("page":{"type":"integer"},)"
            R"("query":{"description":"Text to find","type":"string"}},)"
            R"("required":["query","limit"],"type":"object"})");
}

TEST(ToolDialectTest, DockersArgumentsInOddShapes) {
  const std::string none = R"({"properties":{},"type":"object"})";
  EXPECT_EQ(Schema(R"("arguments":[])"), none);
  EXPECT_EQ(Schema(R"("arguments":[{"type":"string"},7,null])"), none);
  EXPECT_EQ(Schema(R"("arguments":[{"name":"a","optional":true}])"),
            R"({"properties":{"a":{}},"type":"object"})");
  EXPECT_EQ(Schema(R"("arguments":["a","b"])"),
            R"({"properties":{"a":{},"b":{}},"required":["a","b"],"type":"object"})");
  EXPECT_EQ(Schema(R"("arguments":[{"name":"a","desc":"x","description":"y"}])"),
            R"({"properties":{"a":{"desc":"x","description":"y"}},"required":["a"],)"
            R"("type":"object"})");
  EXPECT_EQ(Schema(R"("arguments":[{"name":"a"},{"name":"a"}])"), R"(tool "n": duplicate key "a")");
  EXPECT_EQ(Schema(R"("arguments":[{"name":"a","type":"string","type":"object"}])"),
            R"(tool "n": duplicate key "type")");
}

TEST(ToolDialectTest, DockersArgumentsKeepTheirOrder) {
  JsonParser parser;
  Json json = *parser.Parse(R"({"name":"n","arguments":[{"name":"z"},{"name":"b"},{"name":"a"}]})");
  Result<Tool> tool = ReadTool(json);
  ASSERT_TRUE(tool);
  std::string names;
  for (const Parameter& parameter : tool->parameters) names += parameter.name;
  EXPECT_EQ(names, "zba");
}

// --- mcpm's flat map -----------------------------------------------------------------------------

TEST(ToolDialectTest, AFlatMapWithRequiredBeside) {
  EXPECT_EQ(Schema(R"("inputSchema":{"path":{"type":"string"},"mode":{"enum":["r","w"]}},
                      "required":["path"])"),
            R"({"properties":{"mode":{"enum":["r","w"]},"path":{"type":"string"}},)"
            R"("required":["path"],"type":"object"})");
}

TEST(ToolDialectTest, AFlatMapThatMarksWhatIsOptional) {
  EXPECT_EQ(Schema(R"("inputSchema":{"path":{"type":"string"},
                                     "deep":{"type":"boolean","optional":true}})"),
            R"({"properties":{"deep":{"optional":true,"type":"boolean"},)"
            R"("path":{"type":"string"}},"required":["path"],"type":"object"})");
}

TEST(ToolDialectTest, AFlatMapWithAParameterNamedType) {
  EXPECT_EQ(Schema(R"("inputSchema":{"type":{"type":"string"}},"required":["type"])"),
            R"({"properties":{"type":{"type":"string"}},"required":["type"],"type":"object"})");
}

TEST(ToolDialectTest, SchemasThatOnlyLookFlatStay) {
  for (const std::string schema :
       {R"({})", R"({"type":"object"})", R"({"$defs":{"A":{}}})", R"({"properties":{"a":{}}})",
        R"({"anyOf":[{"type":"object"}]})", R"({"a":{"type":"string"},"b":"text"})"}) {
    EXPECT_EQ(Schema("\"inputSchema\":" + schema), schema);
  }
}

// --- `required` beside the schema ----------------------------------------------------------------

TEST(ToolDialectTest, RequiredBesideASchemaThatHasNone) {
  const std::string schema = R"({"properties":{"a":{},"b":{}},"type":"object"})";
  const std::string required = R"({"properties":{"a":{},"b":{}},"required":["b"],"type":"object"})";
  EXPECT_EQ(Schema(R"("required":["b"],"inputSchema":)" + schema), required);
  EXPECT_EQ(Schema(R"("required":["b",7],"inputSchema":)" + schema), required);
  EXPECT_EQ(Schema(R"("required":[],"inputSchema":)" + schema), schema);
  EXPECT_EQ(Schema(R"("required":true,"inputSchema":)" + schema), schema);
  EXPECT_EQ(Schema(R"("required":["a"],"inputSchema":)" + required), required);
  EXPECT_EQ(Schema(R"("required":["b"],"inputSchema":{"required":null,"type":"object",
                      "properties":{"a":{},"b":{}}})"),
            required);
  EXPECT_EQ(Schema(R"("required":["b"],"inputSchema":{})"), "{}");
  EXPECT_EQ(Schema(R"("required":["b"])"), "absent");
}

TEST(ToolDialectTest, ANullInsideStaysNull) {
  EXPECT_EQ(Schema(R"("inputSchema":{"type":"object","required":null})"),
            R"({"required":null,"type":"object"})");
}

}  // namespace
}  // namespace mcprisk
