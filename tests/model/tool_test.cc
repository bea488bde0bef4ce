// Definitions as servers give them; other dialects are in tool_dialect_test.cc.
#include "model/tool.h"

#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <sstream>
#include <string>

#include "base/json.h"
#include "support/paths.h"

namespace mcprisk {
namespace {

Result<Tool> Read(std::string_view definition, std::string_view name = {}) {
  JsonParser parser;
  Result<Json> json = parser.Parse(definition);
  if (!json) return Failure(json.error());
  return ReadTool(*json, name);
}

// The canonical definition, or the message.
std::string Canonical(std::string_view definition, std::string_view name = {}) {
  Result<Tool> tool = Read(definition, name);
  return tool ? CanonicalDefinition(*tool) : tool.error();
}

// One line for each parameter: name, type, what else is known.
std::string Parameters(const Tool& tool) {
  std::ostringstream lines;
  for (const Parameter& parameter : tool.parameters) {
    lines << parameter.name << " <" << parameter.type << ">";
    if (parameter.required) lines << " required";
    if (parameter.has_default) lines << " default";
    if (!parameter.format.empty()) lines << " format=" << parameter.format;
    for (const std::string& value : parameter.values) lines << " '" << value << "'";
    if (!parameter.description.empty()) lines << ": " << parameter.description;
    lines << "\n";
  }
  return lines.str();
}

// Parameters of a tool with this input schema, or the message.
std::string ParametersOf(const std::string& schema) {
  Result<Tool> tool = Read(R"({"name":"t","inputSchema":)" + schema + "}");
  return tool ? Parameters(*tool) : tool.error();
}

TEST(ReadToolTest, AFullDefinition) {
  Result<Tool> tool = Read(R"({
      "name": "send_mail", "title": "Send mail", "description": "Sends one mail.",
      "inputSchema": {"type": "object",
                      "properties": {"to": {"type": "string", "format": "email"},
                                     "body": {"type": "string", "description": "Text"}},
                      "required": ["to"]},
      "outputSchema": {"type": "object"},
      "annotations": {"title": "Mail", "readOnlyHint": false, "openWorldHint": true},
      "_meta": {"x": 1}, "icons": []})");
  ASSERT_TRUE(tool) << tool.error();
  EXPECT_EQ(tool->name, "send_mail");
  EXPECT_EQ(tool->title, "Send mail");
  EXPECT_EQ(tool->description, "Sends one mail.");
  EXPECT_EQ(tool->input_schema,
            R"({"properties":{"body":{"description":"Text","type":"string"},)"
            R"("to":{"format":"email","type":"string"}},"required":["to"],"type":"object"})");
  EXPECT_EQ(tool->output_schema, R"({"type":"object"})");
  EXPECT_EQ(tool->annotations_json,
            R"({"openWorldHint":true,"readOnlyHint":false,"title":"Mail"})");
  EXPECT_EQ(tool->annotations.title, "Mail");
  EXPECT_EQ(tool->annotations.read_only, false);
  EXPECT_EQ(tool->annotations.open_world, true);
  EXPECT_EQ(tool->annotations.destructive, std::nullopt);
  EXPECT_EQ(tool->annotations.idempotent, std::nullopt);
  EXPECT_EQ(Parameters(*tool), "to <string> required format=email\nbody <string>: Text\n");
}

TEST(ReadToolTest, TheDigestIsOverTheCanonicalDefinition) {
  Result<Tool> tool = Read(R"({"description":"D \"q\"\n","name":"n","title":"T","x":1})");
  ASSERT_TRUE(tool);
  EXPECT_EQ(CanonicalDefinition(*tool), R"({"description":"D \"q\"\n","name":"n","title":"T"})");
  EXPECT_EQ(tool->digest, Sha256(R"({"description":"D \"q\"\n","name":"n","title":"T"})"));
}

TEST(ReadToolTest, OrderAndSpellingDoNotChangeTheDigest) {
  Result<Tool> one = Read(R"({"name":"n","inputSchema":{"type":"object","maximum":10.0}})");
  Result<Tool> two =
      Read(R"({ "inputSchema": {"maximum":1e1, "type":"\u006fbject"}, "name":"n" })");
  Result<Tool> other = Read(R"({"name":"n","inputSchema":{"type":"object","maximum":11}})");
  ASSERT_TRUE(one && two && other);
  EXPECT_EQ(one->digest, two->digest);
  EXPECT_NE(one->digest, other->digest);
}

TEST(ReadToolTest, AbsentStaysAbsentAndEmptyStaysEmpty) {
  EXPECT_EQ(Canonical(R"({"name":"n"})"), R"({"name":"n"})");
  EXPECT_EQ(Canonical(R"({"name":"n","title":null,"description":null,"inputSchema":null,
                          "outputSchema":null,"annotations":null})"),
            R"({"name":"n"})");
  EXPECT_EQ(Canonical(R"({"name":"n","title":"","description":"","inputSchema":{},
                          "outputSchema":{},"annotations":{}})"),
            R"({"annotations":{},"description":"","inputSchema":{},"name":"n",)"
            R"("outputSchema":{},"title":""})");
  EXPECT_EQ(Canonical(R"({"name":"n","description":7,"inputSchema":true,"outputSchema":false,
                          "annotations":"none"})"),
            R"({"name":"n"})");
}

TEST(ReadToolTest, HintsAsTextAreUnderstoodAndKeptAsReceived) {
  Result<Tool> tool = Read(R"({"name":"n","annotations":{"readOnlyHint":"true",
      "destructiveHint":"False","idempotentHint":null,"openWorldHint":"maybe"}})");
  ASSERT_TRUE(tool);
  EXPECT_EQ(tool->annotations.read_only, true);
  EXPECT_EQ(tool->annotations.destructive, false);
  EXPECT_EQ(tool->annotations.idempotent, std::nullopt);
  EXPECT_EQ(tool->annotations.open_world, std::nullopt);
  EXPECT_EQ(tool->annotations_json, R"({"destructiveHint":"False","idempotentHint":null,)"
                                    R"("openWorldHint":"maybe","readOnlyHint":"true"})");
}

TEST(ReadToolTest, TheNameMayStandOutside) {
  EXPECT_EQ(Canonical(R"({"description":"d"})", "outer"), R"({"description":"d","name":"outer"})");
  EXPECT_EQ(Canonical(R"({"name":"inner"})", "outer"), R"({"name":"inner"})");
  EXPECT_EQ(Canonical(R"({"name":""})", "outer"), R"({"name":"outer"})");
}

TEST(ReadToolTest, NamesThatTheSpecificationDislikesStay) {
  EXPECT_EQ(Canonical(R"({"name":"a/b: ü 天"})"), R"({"name":"a/b: ü 天"})");
}

// --- What is refused -----------------------------------------------------------------------------

TEST(ReadToolRefusalTest, SaysWhy) {
  EXPECT_EQ(Canonical("[]"), "this tool is not an object");
  EXPECT_EQ(Canonical("\"delete\""), "this tool is not an object");
  EXPECT_EQ(ReadTool(Json()).error(), "this tool is not an object");
  EXPECT_EQ(Canonical("{}"), "this tool has no name");
  EXPECT_EQ(Canonical(R"({"name":""})"), "this tool has no name");
  EXPECT_EQ(Canonical(R"({"name":7})"), "this tool has no name");
  EXPECT_EQ(Canonical(R"({"name":"a\u0000b"})"), "the name of this tool holds a NUL character");
}

TEST(ReadToolRefusalTest, ADuplicateKeyAnywhere) {
  const std::string message = R"(tool "n": duplicate key "k")";
  EXPECT_EQ(Canonical(R"({"name":"n","k":1,"k":1})"), message);
  EXPECT_EQ(Canonical(R"({"name":"n","_meta":{"a":[{"k":1,"k":1}]}})"), message);
  EXPECT_EQ(Canonical(R"({"name":"n","inputSchema":{"properties":{"k":{},"k":{}}}})"), message);
  EXPECT_EQ(Canonical(R"({"name":"n","outputSchema":{"k":1,"k":2}})"), message);
  EXPECT_EQ(Canonical(R"({"name":"n","annotations":{"k":1,"k":2}})"), message);
  EXPECT_EQ(Canonical(R"({"name":"n","inputSchema":{},"parameters":{"k":1,"k":2}})"), message);
  EXPECT_EQ(Canonical(R"({"name":"n","name":"m"})"), R"(tool "n": duplicate key "name")");
  EXPECT_EQ(Canonical(R"({"name":"n","description":null,"description":"d"})"),
            R"(tool "n": duplicate key "description")");
}

std::string Repeated(size_t count) { return std::string(count, 'x'); }

TEST(ReadToolRefusalTest, SizesBeyondTheLimits) {
  EXPECT_TRUE(Read(R"({"name":")" + Repeated(kMaxToolNameBytes) + "\"}"));
  EXPECT_EQ(Canonical(R"({"name":")" + Repeated(kMaxToolNameBytes + 1) + "\"}"),
            "the name of this tool is longer than 256 bytes");

  auto with = [](const std::string& member, size_t bytes) {
    return R"({"name":"n",")" + member + "\":\"" + Repeated(bytes) + "\"}";
  };
  EXPECT_TRUE(Read(with("description", kMaxDescriptionBytes)));
  EXPECT_EQ(Canonical(with("description", kMaxDescriptionBytes + 1)),
            R"(tool "n": its description is longer than 65,536 bytes)");
  EXPECT_EQ(Canonical(with("title", kMaxDescriptionBytes + 1)),
            R"(tool "n": its title is longer than 65,536 bytes)");

  auto schema = [](const std::string& member, size_t bytes) {
    const std::string around = R"({"x":""})";
    return R"({"name":"n",")" + member + R"(":{"x":")" + Repeated(bytes - around.size()) + "\"}}";
  };
  EXPECT_TRUE(Read(schema("inputSchema", kMaxSchemaBytes)));
  EXPECT_EQ(Canonical(schema("inputSchema", kMaxSchemaBytes + 1)),
            R"(tool "n": its input schema is longer than 262,144 bytes)");
  EXPECT_EQ(Canonical(schema("outputSchema", kMaxSchemaBytes + 1)),
            R"(tool "n": its output schema is longer than 262,144 bytes)");
  EXPECT_EQ(Canonical(schema("annotations", kMaxSchemaBytes + 1)),
            R"(tool "n": its annotation object is longer than 262,144 bytes)");
}

// --- Parameters ----------------------------------------------------------------------------------

TEST(ParametersTest, ComeInTheOrderReceived) {
  EXPECT_EQ(ParametersOf(R"({"type":"object","properties":{
                "zone":{"type":"string","default":null},
                "count":{"type":"integer","default":3},
                "at":{"type":["string","null"],"format":"date-time"},
                "mode":{"type":"string","enum":["on","off",null,1]},
                "kind":{"const":"fixed"},
                "any":{},
                "more":true},
              "required":["mode","count","nowhere",7]})"),
            "zone <string> default\n"
            "count <integer> required default\n"
            "at <string|null> format=date-time\n"
            "mode <string> required 'on' 'off'\n"
            "kind <> 'fixed'\n"
            "any <>\n"
            "more <>\n");
}

TEST(ParametersTest, OddSchemasHaveNone) {
  EXPECT_EQ(ParametersOf("{}"), "");
  EXPECT_EQ(ParametersOf(R"({"type":"object"})"), "");
  EXPECT_EQ(ParametersOf(R"({"type":"object","properties":null,"required":null})"), "");
  EXPECT_EQ(ParametersOf(R"({"type":"object","properties":["a"]})"), "");
  EXPECT_EQ(
      ParametersOf(R"({"properties":{"type":"object","a":{"type":"string"},"required":["a"]}})"),
      "a <string>\n");
  EXPECT_EQ(
      ParametersOf(R"({"properties":{"a":{"type":7,"description":[],"enum":{},"format":1}}})"),
      "a <>\n");
}

TEST(ParametersTest, BranchesAndLocalReferencesAreLookedThrough) {
  EXPECT_EQ(ParametersOf(R"({"type":"object",
                "$defs":{"Color":{"type":"string","enum":["red","blue"]},
                         "a/b":{"type":"number"},
                         "Deep":{"$ref":"#/$defs/Color"}},
                "properties":{
                  "optional":{"anyOf":[{"type":"string"},{"type":"null"}],"default":null},
                  "color":{"$ref":"#/$defs/Color","description":"Paint"},
                  "maybe":{"anyOf":[{"$ref":"#/$defs/Color"},{"type":"null"}]},
                  "both":{"oneOf":[{"const":"x"},{"type":"string","enum":["y"]}]},
                  "all":{"allOf":[{"$ref":"#/$defs/Deep"}]},
                  "escaped":{"$ref":"#/$defs/a~1b"},
                  "elsewhere":{"$ref":"https://schemas.example/x.json"},
                  "nowhere":{"$ref":"#/$defs/Missing"}}})"),
            "optional <string|null> default\n"
            "color <string> 'red' 'blue': Paint\n"
            "maybe <string|null> 'red' 'blue'\n"
            "both <string> 'x' 'y'\n"
            "all <string> 'red' 'blue'\n"
            "escaped <number>\n"
            "elsewhere <>\n"
            "nowhere <>\n");
}

TEST(ParametersTest, ReferencesInACircleEnd) {
  EXPECT_EQ(ParametersOf(R"({"$defs":{"A":{"$ref":"#/$defs/B","type":"string"},
                                      "B":{"anyOf":[{"$ref":"#/$defs/A"}],"type":"null"}},
                             "type":"object",
                             "properties":{"p":{"$ref":"#/$defs/A"},
                                           "q":{"$ref":"#/properties/q"}}})"),
            "p <string|null>\nq <>\n");
}

TEST(ParametersTest, BranchesThatMultiplyEnd) {
  // 2,000 branches that each lead to 2,000 values.
  std::string schema = R"({"type":"object","$defs":{"V":{"enum":[)";
  for (int i = 0; i < 2000; ++i) schema += (i ? ",\"v\"" : "\"v\"");
  schema += R"(]}},"properties":{"p":{"anyOf":[)";
  for (int i = 0; i < 2000; ++i)
    schema += (i ? R"(,{"$ref":"#/$defs/V"})" : R"({"type":"string"})");
  schema += R"(]},"last":{"type":"string","enum":["still here"]}}})";
  Result<Tool> tool = Read(R"({"name":"t","inputSchema":)" + schema + "}");
  ASSERT_TRUE(tool) << tool.error();
  EXPECT_LT(tool->parameters[0].values.size(), 5000u);
  EXPECT_GT(tool->parameters[0].values.size(), 1999u);
  EXPECT_EQ(tool->parameters[1].values, std::vector<std::string>{"still here"});
}

// --- RestoreTool ---------------------------------------------------------------------------------

TEST(RestoreToolTest, GivesBackWhatReadToolLeft) {
  Result<Tool> tool = Read(R"({"name":"n","title":"T","description":"D",
      "inputSchema":{"type":"object","properties":{"b":{"type":"string"},"a":{}},"required":["b"]},
      "outputSchema":{"type":"object"},"annotations":{"readOnlyHint":true}})");
  ASSERT_TRUE(tool);
  Result<Tool> again = RestoreTool(tool->name, tool->title, tool->description, tool->input_schema,
                                   tool->output_schema, tool->annotations_json);
  ASSERT_TRUE(again) << again.error();
  EXPECT_EQ(again->digest, tool->digest);
  EXPECT_EQ(CanonicalDefinition(*again), CanonicalDefinition(*tool));
  EXPECT_EQ(Parameters(*again), "a <>\nb <string> required\n");
  EXPECT_EQ(again->annotations.read_only, true);
}

TEST(RestoreToolTest, MakesCanonicalWhatIsNot) {
  Result<Tool> tool = RestoreTool("n", {}, {}, R"({ "type": "object", "a": 1.0 })", {}, {});
  ASSERT_TRUE(tool);
  EXPECT_EQ(CanonicalDefinition(*tool), R"({"inputSchema":{"a":1,"type":"object"},"name":"n"})");
}

TEST(RestoreToolTest, SaysWhatIsBroken) {
  auto message = [](std::string name, std::optional<std::string> schema,
                    std::optional<std::string> annotations) {
    Result<Tool> tool =
        RestoreTool(std::move(name), {}, {}, std::move(schema), {}, std::move(annotations));
    return tool ? "restored" : tool.error();
  };
  EXPECT_EQ(message("", {}, {}), "this tool has no name");
  EXPECT_EQ(
      message("n", "{", {}),
      R"(tool "n": input schema is not JSON: brackets, commas and colons do not fit together)");
  EXPECT_EQ(message("n", R"({"a":1,"a":2})", {}), R"(tool "n": duplicate key "a")");
  EXPECT_EQ(message("n", "{}", "\xff"), R"(tool "n": annotation object is not valid UTF-8)");
}

// --- Any bytes, and real ones --------------------------------------------------------------------

TEST(ReadToolTest, BearsBrokenDefinitions) {
  const std::string seed =
      R"({"name":"n","description":"d","inputSchema":{"type":"object","properties":{"a":)"
      R"({"type":"string","enum":["x"],"$ref":"#/a"}},"required":["a"]},"annotations":{}})";
  std::mt19937 random(5);
  int accepted = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string text = seed;
    for (int n = static_cast<int>(random() % 4); n > 0; --n) {
      text[random() % text.size()] = "{}[],:\"\\0a#/ n"[random() % 14];
    }
    Result<Tool> tool = Read(text);
    if (!tool) continue;
    ++accepted;
    ASSERT_EQ(tool->digest, Sha256(CanonicalDefinition(*tool)));
  }
  EXPECT_GT(accepted, 1000);
}

TEST(ReadToolRealFilesTest, LiveAnswersAreReadInFull) {
  const std::string file = SharedDir() + "/data/live/_modelcontextprotocol_server-filesystem.json";
  std::ifstream in(file);
  if (!in) GTEST_SKIP() << "no file of shared data at " << file;
  std::stringstream text;
  text << in.rdbuf();
  JsonParser parser;
  Result<Json> root = parser.Parse(text.str());
  ASSERT_TRUE(root) << root.error();
  size_t tools = 0;
  Json list = root->IsArray() ? *root : root->FirstOf({"tools", "result"});
  if (list.IsObject()) list = list["tools"];
  for (const Json& definition : list.Items()) {
    Result<Tool> tool = ReadTool(definition);
    ASSERT_TRUE(tool) << tool.error();
    EXPECT_TRUE(tool->description) << tool->name;
    EXPECT_TRUE(tool->input_schema) << tool->name;
    ++tools;
  }
  EXPECT_GT(tools, 5u);
}

}  // namespace
}  // namespace mcprisk
