#include "base/yaml.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>

#include "base/json.h"
#include "support/paths.h"

namespace mcprisk {
namespace {

// The JSON, or the message.
std::string ToJson(std::string_view yaml) {
  Result<std::string> json = YamlToJson(yaml);
  return json ? *json : json.error();
}

TEST(YamlTest, CollectionsOfBothStyles) {
  EXPECT_EQ(ToJson("name: weather\n"
                   "tools:\n"
                   "  - name: forecast\n"
                   "    tags: [a, {b: c}]\n"
                   "  - name: alerts\n"
                   "empty: {}\n"
                   "none: []\n"),
            R"({"name":"weather","tools":[{"name":"forecast","tags":["a",{"b":"c"}]},)"
            R"({"name":"alerts"}],"empty":{},"none":[]})");
  EXPECT_EQ(ToJson("- - 1\n  - 2\n- x"), R"([[1,2],"x"])");
}

TEST(YamlTest, AnEmptyDocumentIsNull) {
  EXPECT_EQ(ToJson(""), "null");
  EXPECT_EQ(ToJson("# nothing\n"), "null");
  EXPECT_EQ(ToJson("---\n"), "null");
}

TEST(YamlTest, OnlyTheFirstDocumentCounts) { EXPECT_EQ(ToJson("a: 1\n---\nb: 2\n"), R"({"a":1})"); }

TEST(YamlTest, AByteOrderMarkIsSkipped) {
  EXPECT_EQ(ToJson("\xEF\xBB\xBF"
                   "a: 1"),
            R"({"a":1})");
}

TEST(YamlTest, JsonIsYaml) {
  EXPECT_EQ(ToJson(R"({"a": [1, "2", null, true], "b": {"c": "\u20ac\n"}})"),
            R"({"a":[1,"2",null,true],"b":{"c":"€\n"}})");
}

// --- Scalars -------------------------------------------------------------------------------------

std::string Scalar(const std::string& text) { return ToJson("- " + text); }

TEST(YamlScalarTest, NullAndBooleansOfTheCoreSchema) {
  for (const char* text : {"null", "Null", "NULL", "~", ""}) EXPECT_EQ(Scalar(text), "[null]");
  for (const char* text : {"true", "True", "TRUE"}) EXPECT_EQ(Scalar(text), "[true]");
  for (const char* text : {"false", "False", "FALSE"}) EXPECT_EQ(Scalar(text), "[false]");
}

TEST(YamlScalarTest, WordsOfOlderYamlAreStrings) {
  for (std::string text : {"yes", "no", "on", "off", "y", "n", "tRUE", "nULL", "=", "<<", "1:30",
                           "2025-06-16", "1_000", "0b11", "nan"}) {
    EXPECT_EQ(Scalar(text), "[\"" + text + "\"]");
  }
}

TEST(YamlScalarTest, Integers) {
  EXPECT_EQ(Scalar("12"), "[12]");
  EXPECT_EQ(Scalar("-12"), "[-12]");
  EXPECT_EQ(Scalar("+12"), "[12]");
  EXPECT_EQ(Scalar("007"), "[7]");
  EXPECT_EQ(Scalar("0"), "[0]");
  EXPECT_EQ(Scalar("000"), "[0]");
  EXPECT_EQ(Scalar("0o17"), "[15]");
  EXPECT_EQ(Scalar("0xFf"), "[255]");
  EXPECT_EQ(Scalar("0x"), R"(["0x"])");
  EXPECT_EQ(Scalar("0o8"), R"(["0o8"])");
  EXPECT_EQ(Scalar("0x-1"), R"(["0x-1"])");
  EXPECT_EQ(Scalar("0x10000000000000000"), R"(["0x10000000000000000"])");
  EXPECT_EQ(Scalar("123456789012345678901234567890"), "[123456789012345678901234567890]");
}

TEST(YamlScalarTest, Floats) {
  EXPECT_EQ(Scalar("1.5"), "[1.5]");
  EXPECT_EQ(Scalar("-.5"), "[-0.5]");
  EXPECT_EQ(Scalar("1."), "[1]");
  EXPECT_EQ(Scalar("1.e3"), "[1e3]");
  EXPECT_EQ(Scalar("1E+3"), "[1e+3]");
  EXPECT_EQ(Scalar("+00.50e-03"), "[0.50e-03]");
  for (std::string text : {".", "1e", "1e+", "1.2.3", "+", "e3", ".e3", "1 2", "1e999", "1e-999",
                           ".inf", "-.INF", ".nan"}) {
    EXPECT_EQ(Scalar(text), "[\"" + text + "\"]");
  }
  EXPECT_EQ(Scalar(std::string(400, '9')), "[\"" + std::string(400, '9') + "\"]");
}

TEST(YamlScalarTest, QuotedAndBlockScalarsAreStrings) {
  EXPECT_EQ(Scalar("'12'"), R"(["12"])");
  EXPECT_EQ(Scalar("\"true\""), R"(["true"])");
  EXPECT_EQ(Scalar("''"), R"([""])");
  EXPECT_EQ(Scalar("'it''s'"), R"(["it's"])");
  EXPECT_EQ(Scalar("\"a\\tb\\u20ac\\x41\\0\""), R"(["a\tb€A\u0000"])");
  EXPECT_EQ(ToJson("a: |\n  12\n"), R"({"a":"12\n"})");
  EXPECT_EQ(ToJson("a: |-\n  null\n"), R"({"a":"null"})");
  EXPECT_EQ(ToJson("a: >-\n  one\n  two\n\n  three\nb: 1"), R"({"a":"one two\nthree","b":1})");
}

TEST(YamlScalarTest, TagsDecide) {
  EXPECT_EQ(Scalar("!!str 12"), R"(["12"])");
  EXPECT_EQ(Scalar("!!int \"12\""), "[12]");
  EXPECT_EQ(Scalar("!!int twelve"), R"(["twelve"])");
  EXPECT_EQ(Scalar("!!bool true"), "[true]");
  EXPECT_EQ(Scalar("!custom 12"), R"(["12"])");
}

TEST(YamlScalarTest, KeysAreAlwaysText) {
  EXPECT_EQ(ToJson("1: a\ntrue: b\nnull: c\n\"x y\": d\n"),
            R"({"1":"a","true":"b","null":"c","x y":"d"})");
}

TEST(YamlTest, DuplicateKeysStay) { EXPECT_EQ(ToJson("a: 1\na: 2\n"), R"({"a":1,"a":2})"); }

// --- What is refused -----------------------------------------------------------------------------

TEST(YamlRefusalTest, SaysWhereAndWhat) {
  EXPECT_EQ(ToJson("a: &x 1\nb: *x\n"), "1:4: an anchor, which is not supported");
  EXPECT_EQ(ToJson("a:\n  &x [1]\n"), "2:3: an anchor, which is not supported");
  EXPECT_EQ(ToJson("a: *x\n"), "1:4: the referenced anchor is not defined");
  EXPECT_EQ(ToJson("? [a]\n: b\n"),
            "1:3: a bracket that is never closed, or a key that is not a scalar");
  EXPECT_EQ(ToJson("? - a\n: b\n"), "1:3: a key that is not a scalar");
  EXPECT_EQ(ToJson("[1, 2\n"),
            "1:1: a bracket that is never closed, or a key that is not a scalar");
  EXPECT_EQ(ToJson("a: b: c\n"), "1:5: illegal map value");
  EXPECT_EQ(ToJson("a: 1\n b: 2\n"), "2:3: illegal map value");
  EXPECT_EQ(ToJson("ok: 1\nbad: \xff\n"), "2:6: not valid UTF-8");
  EXPECT_EQ(ToJson("a: x\x1b[0m\n"), "1:5: a control character");
  EXPECT_EQ(ToJson(std::string("a\0: 1", 5)), "1:2: a control character");
  EXPECT_EQ(ToJson("a: 1\x04\n"), "1:5: a control character");
  EXPECT_EQ(ToJson("\"\\ud800\""), "1:8: invalid unicode: 55296");
}

TEST(YamlRefusalTest, Size) {
  EXPECT_EQ(ToJson(std::string(kMaxYamlBytes + 1, ' ')), "1:1: YAML of more than 16 MiB");
}

TEST(YamlRefusalTest, Depth) {
  auto flow = [](size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_EQ(ToJson(flow(kMaxJsonDepth)), flow(kMaxJsonDepth));
  EXPECT_EQ(ToJson(flow(kMaxJsonDepth + 1)), "1:101: nested deeper than 100 levels");
  EXPECT_EQ(ToJson(flow(400)), "1:101: nested deeper than 100 levels");
  std::string block;
  for (size_t i = 0; i < 500; ++i) block += "- ";
  EXPECT_EQ(ToJson(block), "1:201: nested deeper than 100 levels");
}

TEST(YamlTest, WhateverIsAcceptedIsJson) {
  const std::string seed =
      "name: \"a\\n\"\ntools:\n  - {x: 1.5, y: [~, .inf]}\n  - |\n    text\nnone: !!str 1\n";
  std::mt19937 random(16);
  JsonParser parser;
  int accepted = 0;
  for (int i = 0; i < 5000; ++i) {
    std::string text = seed;
    for (int n = static_cast<int>(random() % 5); n > 0; --n) {
      text[random() % text.size()] = "{}[],:\"'\\-?!|>#&* \n0e.~x"[random() % 25];
    }
    Result<std::string> json = YamlToJson(text);
    if (!json) continue;
    ++accepted;
    Result<Json> root = parser.Parse(*json);
    ASSERT_TRUE(root) << root.error() << "\n" << text << "\n" << *json;
  }
  EXPECT_GT(accepted, 500);
}

// --- Real files ----------------------------------------------------------------------------------

TEST(YamlRealFilesTest, EveryManifestOfDockerIsRead) {
  const std::string folder = SharedDir() + "/data/docker/servers";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no folder of shared data at " << folder;
  JsonParser parser;
  size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".yaml") continue;
    std::stringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    Result<std::string> json = YamlToJson(text.str());
    ASSERT_TRUE(json) << entry.path() << ": " << json.error();
    Result<Json> root = parser.Parse(*json);
    ASSERT_TRUE(root) << entry.path() << ": " << root.error();
    EXPECT_TRUE((*root)["name"].IsString()) << entry.path();
    ++files;
  }
  EXPECT_EQ(files, 328u);
}

}  // namespace
}  // namespace mcprisk
