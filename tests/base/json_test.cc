// The view of a parsed document and what the parser refuses.
#include "base/json.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <string>
#include <vector>

namespace mcprisk {
namespace {

TEST(JsonTest, LooksUpWhatIsThereAndBearsWhatIsNot) {
  JsonParser parser;
  Json root = *parser.Parse(R"({"name":"a","repo":{"url":"u"},"n":1.5,"yes":true,"no":null,
                                "list":[1,"two",{}]})");
  EXPECT_EQ(root.type(), JsonType::kObject);
  EXPECT_EQ(root.Size(), 6u);
  EXPECT_EQ(root["name"].String(), "a");
  EXPECT_EQ(root["repo"]["url"].Text(), "u");
  EXPECT_EQ(root["n"].Number(), 1.5);
  EXPECT_EQ(root["yes"].Bool(), true);
  EXPECT_EQ(root["no"].type(), JsonType::kNull);
  EXPECT_EQ(root["list"].Size(), 3u);
  EXPECT_EQ(root["list"].Items()[1].Text(), "two");

  Json missing = root["repo"]["owner"]["name"];
  EXPECT_EQ(missing.type(), JsonType::kMissing);
  EXPECT_TRUE(missing.IsMissing());
  EXPECT_EQ(missing.String(), std::nullopt);
  EXPECT_EQ(missing.Text(), "");
  EXPECT_EQ(missing.Size(), 0u);
  EXPECT_TRUE(missing.Items().empty());
  EXPECT_TRUE(missing.Members().empty());
  EXPECT_TRUE(root["name"]["x"].IsMissing());
  EXPECT_TRUE(root["list"]["x"].IsMissing());
}

TEST(JsonTest, ValuesOfAnotherTypeAreAbsent) {
  JsonParser parser;
  Json root = *parser.Parse(R"({"text":"1","number":1})");
  EXPECT_EQ(root["text"].Number(), std::nullopt);
  EXPECT_EQ(root["text"].Bool(), std::nullopt);
  EXPECT_EQ(root["number"].String(), std::nullopt);
  EXPECT_EQ(root["number"].Text(), "");
}

TEST(JsonTest, FirstOfPassesOverNull) {
  JsonParser parser;
  Json root = *parser.Parse(R"({"a":null,"b":false,"c":1})");
  EXPECT_EQ(root.FirstOf({"x", "a", "b", "c"}).Bool(), false);
  EXPECT_TRUE(root.FirstOf({"x", "a"}).IsMissing());
}

TEST(JsonTest, MembersComeInOrderDuplicatesToo) {
  JsonParser parser;
  Json root = *parser.Parse(R"({"b":1,"a":2,"b":3})");
  std::string seen;
  for (const auto& [key, value] : root.Members()) {
    seen += std::string(key) + "=" + *value.Canonical() + ";";
  }
  EXPECT_EQ(seen, "b=1;a=2;b=3;");
  EXPECT_EQ(root["b"].Number(), 1);
}

TEST(JsonTest, StringsAreDecoded) {
  JsonParser parser;
  Json root = *parser.Parse(R"(["\u0000\n\"\\\/\u20ac\ud83d\ude00"])");
  EXPECT_EQ(root.Items()[0].Text(), std::string_view("\0\n\"\\/€😀", 12));
}

TEST(JsonTest, ScalarsStandAloneToo) {
  JsonParser parser;
  EXPECT_EQ(parser.Parse("\"x\"")->Text(), "x");
  EXPECT_EQ(parser.Parse(" 7 ")->Number(), 7);
  EXPECT_EQ(parser.Parse("null")->type(), JsonType::kNull);
  EXPECT_EQ(parser.Parse("[]")->Size(), 0u);
}

TEST(JsonTest, AByteOrderMarkIsSkipped) {
  JsonParser parser;
  EXPECT_EQ(parser.Parse("\xEF\xBB\xBF[1]")->Size(), 1u);
}

TEST(JsonTest, OneParserReadsManyTextsOfManySizes) {
  JsonParser parser;
  for (size_t size : {10u, 100000u, 5u, 3000000u, 0u, 4095u, 4096u, 4097u}) {
    std::string text = "[\"" + std::string(size, 'x') + "\"]";
    Result<Json> root = parser.Parse(text);
    ASSERT_TRUE(root) << size;
    EXPECT_EQ(root->Items()[0].Text().size(), size);
  }
}

// --- What is refused -----------------------------------------------------------------------------

std::string Refusal(std::string_view text) {
  JsonParser parser;
  Result<Json> root = parser.Parse(text);
  return root ? "accepted" : root.error();
}

TEST(JsonRefusalTest, SaysWhyInPlainWords) {
  const std::string structure = "not JSON: brackets, commas and colons do not fit together";
  const std::string number = "not JSON: a number is malformed or beyond the range of a double";
  const std::string string = "not JSON: a string holds a malformed escape or half a surrogate pair";
  const std::string word = "not JSON: a word is not true, false or null";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "empty, not JSON"},
      {" \n", "empty, not JSON"},
      {"[1,]", structure},
      {"[1 2]", structure},
      {"{\"a\" 1}", structure},
      {"{'a':1}", structure},
      {"[1]x", structure},
      {"[", structure},
      {"[1}", structure},
      {"01", number},
      {"[1.]", number},
      {"[-]", number},
      {"[1e400]", number},
      {"[" + std::string(400, '9') + "]", number},
      {R"(["\x"])", string},
      {R"(["\u12"])", string},
      {"[nul]", word},
      {"[tru]", word},
      {"[falsy]", word},
      {"[\"a\nb\"]", "not JSON: a string holds a control character"},
      {"[\"a", "not JSON: a string does not end"},
      {"[\"a\\\"]", "not JSON: a string does not end"},
      {"\"\xff\"", "not valid UTF-8"},
      {"\"\xc0\xaf\"", "not valid UTF-8"},
      {"\"\xed\xa0\x80\"", "not valid UTF-8"},
  };
  for (const auto& [text, message] : cases) EXPECT_EQ(Refusal(text), message) << text;
}

TEST(JsonRefusalTest, EveryLoneSurrogate) {
  for (int unit = 0xD800; unit <= 0xDFFF; ++unit) {
    char escape[16];
    std::snprintf(escape, sizeof(escape), "\\u%04x", static_cast<unsigned>(unit));
    const std::string lone = escape;
    for (const std::string& text : {lone, lone + "x", lone + "\\n", lone + "\\u0041"}) {
      EXPECT_EQ(Refusal("[\"" + text + "\"]"),
                "not JSON: a string holds a malformed escape or half a surrogate pair")
          << text;
      EXPECT_NE(Refusal("{\"" + text + "\":1}"), "accepted") << text;
    }
  }
  EXPECT_EQ(Refusal(R"(["\udc00\ud800"])"),
            "not JSON: a string holds a malformed escape or half a surrogate pair");
  EXPECT_EQ(Refusal(R"(["\ud800\udc00"])"), "accepted");
}

std::string Nested(size_t depth, const std::string& open, const std::string& inner,
                   const std::string& close) {
  std::string text;
  for (size_t i = 0; i < depth; ++i) text += open;
  text += inner;
  for (size_t i = 0; i < depth; ++i) text += close;
  return text;
}

TEST(JsonRefusalTest, NestingBeyondTheLimit) {
  const std::string too_deep = "nested deeper than 100 levels";
  EXPECT_EQ(Refusal(Nested(kMaxJsonDepth, "[", "1", "]")), "accepted");
  EXPECT_EQ(Refusal(Nested(kMaxJsonDepth + 1, "[", "1", "]")), too_deep);
  EXPECT_EQ(Refusal(Nested(kMaxJsonDepth, "{\"a\":", "1", "}")), "accepted");
  EXPECT_EQ(Refusal(Nested(kMaxJsonDepth + 1, "{\"a\":", "1", "}")), too_deep);
  EXPECT_EQ(Refusal(Nested(1000000, "[", "1", "]")), too_deep);
  EXPECT_EQ(Refusal(std::string(1000000, '[')),
            "not JSON: brackets, commas and colons do not fit together");
  EXPECT_EQ(Refusal(Nested(300000, "[{\"a\":", "1", "}]")), too_deep);
}

TEST(JsonRefusalTest, TheDeepestDocumentCanBeWritten) {
  JsonParser parser;
  std::string text = Nested(kMaxJsonDepth, "[", "[]", "]");
  EXPECT_EQ(parser.Parse(text)->Canonical(), text);
}

}  // namespace
}  // namespace mcprisk
