#include "stack/config_value.h"

#include <gtest/gtest.h>

namespace mcprisk {
namespace {

// The tree on one line, every value with its line and column.
std::string Text(const ConfigValue& value) {
  const std::string at =
      "@" + std::to_string(value.at.line) + ":" + std::to_string(value.at.column);
  std::string text;
  switch (value.type) {
    case ConfigType::kMissing:
      return "missing";
    case ConfigType::kNull:
      return "null" + at;
    case ConfigType::kString:
      return "'" + value.text + "'" + at;
    case ConfigType::kBool:
    case ConfigType::kNumber:
      return value.text + at;
    case ConfigType::kArray:
      for (const ConfigValue& item : value.items) text += (text.empty() ? "" : " ") + Text(item);
      return "[" + text + "]" + at;
    case ConfigType::kObject:
      for (const ConfigMember& member : value.members) {
        text += (text.empty() ? "" : " ") + member.key + "=" + Text(member.value);
      }
      return "{" + text + "}" + at;
  }
  return "";
}

std::string Jsonc(std::string_view text) {
  Result<ConfigValue> value = ReadJsonc(text);
  return value ? Text(*value) : "! " + value.error();
}
std::string Toml(std::string_view text) {
  Result<ConfigValue> value = ReadToml(text);
  return value ? Text(*value) : "! " + value.error();
}
std::string Yaml(std::string_view text) {
  Result<ConfigValue> value = ReadYamlConfig(text);
  return value ? Text(*value) : "! " + value.error();
}

TEST(ConfigValueTest, JsonWithComments) {
  EXPECT_EQ(Jsonc("\xEF\xBB\xBF{ // one\n  \"a\": [1, -2.5e3, null,], /* two\n*/ \"b\": true,\n}"),
            "{a=[1@2:9 -2.5e3@2:12 null@2:20]@2:8 b=true@3:9}@1:1");
  EXPECT_EQ(Jsonc(R"({"a": "\"\\\/\u00e9\ud83d\ude00\ud83dx"})"),
            "{a='\"\\/\xC3\xA9\xF0\x9F\x98\x80\xEF\xBF\xBDx'@1:7}@1:1");
  EXPECT_EQ(Jsonc("// nothing\n"), "{}@1:1");
  EXPECT_EQ(Jsonc("{\"\xC3\xA9\": 1}"), "{\xC3\xA9=1@1:7}@1:1");  // columns count characters
}

TEST(ConfigValueTest, BrokenJsonHasAPlace) {
  EXPECT_EQ(Jsonc("{\n  \"a\": 1\n  \"b\": 2}"), "! 3:3: a comma is missing here");
  EXPECT_EQ(Jsonc("{\"a\" 1}"), "! 1:6: a colon is missing behind the key");
  EXPECT_EQ(Jsonc("{a: 1}"), "! 1:2: a key in double quotes is missing here");
  EXPECT_EQ(Jsonc("{\"a\": }"), "! 1:7: a value is missing here");
  EXPECT_EQ(Jsonc("{\"a\": [1"), "! 1:7: an array that is never closed");
  EXPECT_EQ(Jsonc("{"), "! 1:1: an object that is never closed");
  EXPECT_EQ(Jsonc("{\"a\": \"x\n\"}"), "! 1:7: a string that is never closed");
  EXPECT_EQ(Jsonc("{} x"), "! 1:4: something stands behind the end of the document");
  EXPECT_EQ(Jsonc("{\"a\": \"\\x\"}"), "! 1:9: an escape that JSON does not know");
  EXPECT_EQ(Jsonc("{\"a\": \"\\u12\"}"), "! 1:10: an escape that JSON does not know");
  EXPECT_EQ(Jsonc("/* {}"), "! 1:1: a comment that is never closed");
  EXPECT_EQ(Jsonc("{\"a\": \"\xFF\"}"), "! 1:1: not valid UTF-8");
  EXPECT_EQ(Jsonc("{\"a\": \"\\"), "! 1:9: an escape that JSON does not know");
}

TEST(ConfigValueTest, DepthAndSizeAreBounded) {
  const std::string deep(100000, '[');
  EXPECT_EQ(Jsonc(deep), "! 1:102: nested deeper than 100 levels");
  EXPECT_EQ(Yaml(std::string(200, '[') + std::string(200, ']')),
            "! 1:101: nested deeper than 100 levels");
  EXPECT_TRUE(Toml("a = " + deep).starts_with("! 1:")) << Toml("a = " + deep);
  std::string wide = "[";
  for (size_t i = 0; i < kMaxConfigValues; ++i) wide += "1,";
  EXPECT_TRUE(Jsonc(wide + "]").ends_with("more than 1000000 values (kMaxConfigValues)"));
}

TEST(ConfigValueTest, TomlHasPlaces) {
  EXPECT_EQ(Toml("[mcp_servers.notes]\ncommand = \"npx\"\nenabled = false\nn = 5\n"),
            "{mcp_servers={notes={command='npx'@2:11 enabled=false@3:11 n=5@4:5}@1:1}@1:1}@1:1");
  EXPECT_EQ(Toml("key = \"hunter2"), "! 1:15: cannot be read as TOML");
}

TEST(ConfigValueTest, YamlHasPlacesAndAliases) {
  EXPECT_EQ(Yaml("a: &x\n  b: [1, yes, true, ~, \"true\"]\nc: *x\n"),
            "{a={b=['1'@2:7 'yes'@2:10 true@2:15 null@2:21 'true'@2:24]@2:6}@1:4 "
            "c={b=['1'@2:7 'yes'@2:10 true@2:15 null@2:21 'true'@2:24]@2:6}@3:4}@1:1");
  EXPECT_EQ(Yaml(""), "missing");
  EXPECT_EQ(Yaml("a: [1\n"), "! 2:1: cannot be read as YAML: end of sequence flow not found");
}

TEST(ConfigValueTest, AliasesDoNotMultiplyWithoutBound) {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 10; ++i) {
    const std::string n = std::to_string(i);
    const std::string p = "*a" + std::to_string(i - 1);
    bomb += "a" + n + ": &a" + n + " [" + p;
    for (int k = 1; k < 10; ++k) bomb += ", " + p;
    bomb += "]\n";
  }
  EXPECT_TRUE(Yaml(bomb).ends_with("more than 1000000 values (kMaxConfigValues)")) << Yaml(bomb);
}

TEST(ConfigValueTest, MissingChainsAndLastDuplicateCounts) {
  Result<ConfigValue> value = ReadJsonc(R"({"a": 1, "a": {"b": 2}})");
  ASSERT_TRUE(value);
  EXPECT_EQ((*value)["a"]["b"].Text(), "2");
  EXPECT_TRUE((*value)["x"]["y"]["z"].IsAbsent());
}

}  // namespace
}  // namespace mcprisk
