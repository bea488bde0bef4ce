#include "policy/targets/value.h"

#include <gtest/gtest.h>

#include <string>

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
  EXPECT_EQ(Value::Map({{"a", Value::List({1, "b"})}}).JsonOnOneLine(), R"({"a":[1,"b"]})");
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
