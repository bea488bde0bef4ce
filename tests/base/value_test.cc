#include "base/value.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/yaml.h"

namespace mcprisk {
namespace {

Value Sample() {
  Value inner = Value::Map({{"a", 1}, {"b", Value::List()}});
  return Value::Map({{"text", "it's \"x\""},
                     {"yes", true},
                     {"odd key", 2.5},
                     {"list", Value::List({"one", inner, Value::Texts({"x", "y"})})},
                     {"none", Value::Map()}});
}

TEST(ValueTest, Json) {
  EXPECT_EQ(Sample().Json(), R"({
  "text": "it's \"x\"",
  "yes": true,
  "odd key": 2.5,
  "list": [
    "one",
    {
      "a": 1,
      "b": []
    },
    [
      "x",
      "y"
    ]
  ],
  "none": {}
})");
}

TEST(ValueTest, ALineOfJsonHasNoOtherLineEnds) {
  const std::string text = "a\u2028b\u2029c\u0085d\u00e9\nе";
  EXPECT_EQ(Value(text).Json(-1), "\"a\\u2028b\\u2029c\\u0085d\u00e9\\nе\"");
  EXPECT_EQ(*JsonParser().Parse(Value(text).Json(-1))->String(), text);
}

TEST(ValueTest, Yaml) {
  EXPECT_EQ(Sample().Yaml(), R"(text: "it's \"x\""
"yes": true
"odd key": 2.5
list:
  - "one"
  - a: 1
    b: []
  - - "x"
    - "y"
none: {}
)");
}

TEST(ValueTest, YamlReadsBackAsTheJson) {
  Result<std::string> read = YamlToJson(Sample().Yaml());
  ASSERT_TRUE(read) << read.error();
  JsonParser parser;
  std::string canonical = *parser.Parse(*read)->Canonical();
  EXPECT_EQ(canonical, *parser.Parse(Sample().Json())->Canonical());
}

TEST(ValueTest, JsonOnOneLine) {
  EXPECT_EQ(Value::Map({{"a", Value::List({1, "b"})}}).Json(-1), R"({"a":[1,"b"]})");
}

TEST(ValueTest, JsonOfEveryKind) {
  EXPECT_EQ(Value().Json(), "null");
  EXPECT_EQ(Value(int64_t{9223372036854775807}).Json(), "9223372036854775807");
  EXPECT_EQ(Value(int64_t{-9007199254740993}).Json(), "-9007199254740993");
  EXPECT_EQ(Value(size_t{18}).Json(), "18");
  EXPECT_EQ(Value(1.0).Json(), "1");
  EXPECT_EQ(Value(0.955).Json(), "0.955");
  EXPECT_EQ(Value(std::numeric_limits<double>::infinity()).Json(), "null");
  EXPECT_EQ(Value(false).Json(), "false");
  EXPECT_EQ(Value("a\xff\xe2\x82z").Json(), "\"a\uFFFD\uFFFD\uFFFDz\"");
}

TEST(ValueTest, JsonIndentedAsAsked) {
  EXPECT_EQ(Value::Map({{"a", Value::List({1})}}).Json(4), "{\n    \"a\": [\n        1\n    ]\n}");
  EXPECT_EQ(Value::List({1, 2}).Json(0), "[\n1,\n2\n]");
}

TEST(ValueTest, OnlyVisibleJsonEscapesWhatAPersonDoesNotSee) {
  Value value = Value::Map({{"a\u200b", "\u202e\x7f"}});
  EXPECT_EQ(value.Json(-1), "{\"a\u200b\":\"\u202e\x7f\"}");
  EXPECT_EQ(value.VisibleJson(-1), R"({"a\u200b":"\u202e\u007f"})");
}

TEST(ValueTest, RawJsonIsLaidOutLikeTheRest) {
  Value value =
      Value::Map({{"schema", Value::RawJson(R"({"enum":["a, {b}: \"c\"",[]],"max":1e+21})")}});
  EXPECT_EQ(value.Json(-1), R"({"schema":{"enum":["a, {b}: \"c\"",[]],"max":1e+21}})");
  EXPECT_EQ(value.Json(), R"({
  "schema": {
    "enum": [
      "a, {b}: \"c\"",
      []
    ],
    "max": 1e+21
  }
})");
}

TEST(ValueTest, RawJsonMayBeAsDeepAsItLikes) {
  constexpr size_t kLevels = 1'000'000;
  std::string deep = std::string(kLevels, '[') + std::string(kLevels, ']');
  EXPECT_EQ(Value::RawJson(deep).Json(0).size(), 4 * kLevels - 2);
}

TEST(ValueTest, ListOfAsksForEachItem) {
  std::vector<int> numbers = {1, 2};
  EXPECT_EQ(Value::ListOf(numbers,
                          [](int n) {
                            return Value::Map({{"n", n}});
                          })
                .Json(-1),
            R"([{"n":1},{"n":2}])");
}

TEST(IndentedJsonTest, LaysOutWhatIsLaidOutOtherwiseAlready) {
  EXPECT_EQ(IndentedJson("{ \"a\" :\n[ ] , \"b\":{\n} }", 2), "{\n  \"a\": [],\n  \"b\": {}\n}");
}

TEST(IndentedJsonTest, EndsWithTextThatIsNoJson) {
  EXPECT_EQ(IndentedJson("]}\"\\", 2), "\n]\n}\"\\");
}

TEST(QuotedTest, EscapesWhatASyntaxOrAPersonWouldMisread) {
  EXPECT_EQ(Quoted("größe 天気"), "\"größe 天気\"");
  EXPECT_EQ(Quoted("a\n\x1b\x7f"), R"("a\n\u001b\u007f")");
  EXPECT_EQ(Quoted("a\u200bb\u202ec\ufeff\u0085"), R"("a\u200bb\u202ec\ufeff\u0085")");
  EXPECT_EQ(Quoted("a\xff"), "\"a\xef\xbf\xbd\"");
}

TEST(TomlTest, QuotesKeysThatAreNotBare) {
  EXPECT_EQ(TomlKey("a-b_1"), "a-b_1");
  EXPECT_EQ(TomlKey("policies.remove"), "\"policies.remove\"");
  EXPECT_EQ(TomlKey(""), "\"\"");
  EXPECT_EQ(TomlTexts({"a", "b\"c"}), R"(["a", "b\"c"])");
}

}  // namespace
}  // namespace mcprisk
