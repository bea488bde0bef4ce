// Documents that do not parse as a whole, cut into records.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "base/json.h"

namespace mcprisk {
namespace {

// The items one a line, and how it ended.
std::string Split(std::string_view text, const std::vector<std::string_view>& keys = {"tools"}) {
  JsonPieces pieces = SplitJsonArray(text, keys);
  std::string lines;
  for (std::string_view item : pieces.items) lines += std::string(item) + "\n";
  return lines + (pieces.complete ? "end" : "cut");
}

TEST(SplitJsonArrayTest, TheOutermostArray) {
  EXPECT_EQ(Split(R"([{"a":1}, {"b":[1,2]} ,3,"x,]"])"),
            "{\"a\":1}\n{\"b\":[1,2]}\n3\n\"x,]\"\nend");
  EXPECT_EQ(Split("\xEF\xBB\xBF \n[1]"), "1\nend");
  EXPECT_EQ(Split("[]"), "end");
  EXPECT_EQ(Split("[1,,2,]"), "1\n2\nend");
}

TEST(SplitJsonArrayTest, TheArrayUnderAKey) {
  EXPECT_EQ(Split(R"({"version":1,"tools":[{"a":1},{"b":2}],"z":[9]})"),
            "{\"a\":1}\n{\"b\":2}\nend");
  EXPECT_EQ(Split(R"({"servers" : [1], "tools" : [2]})", {"tools", "servers"}), "1\nend");
  EXPECT_EQ(Split(R"({"jsonrpc":"2.0","result":{"tools":[1,2]}})"), "1\n2\nend");
  EXPECT_EQ(Split(R"({"result":{"tools":[1]},"tools":[2]})"), "2\nend");
  EXPECT_EQ(Split(R"({"tools":{"tools":[1]}})"), "1\nend");
}

TEST(SplitJsonArrayTest, NoSuchArray) {
  EXPECT_EQ(Split(R"({"x":[1]})"), "cut");
  EXPECT_EQ(Split(R"({"a":{"b":{"tools":[1]}}})"), "cut");
  EXPECT_EQ(Split(R"({"tools":"[1]"})"), "cut");
  EXPECT_EQ(Split(R"({"a":"tools","b":[1]})"), "cut");
  EXPECT_EQ(Split("nothing here"), "cut");
  EXPECT_EQ(Split(""), "cut");
  EXPECT_EQ(Split("{"), "cut");
  EXPECT_EQ(Split("}"), "cut");
}

TEST(SplitJsonArrayTest, ATextThatEndsInside) {
  EXPECT_EQ(Split(R"([{"a":1},{"b":)"), "{\"a\":1}\ncut");
  EXPECT_EQ(Split(R"({"tools":[{"a":1},{"b":"x)"), "{\"a\":1}\ncut");
  EXPECT_EQ(Split("["), "cut");
  EXPECT_EQ(Split("[\"a\\"), "cut");
}

TEST(SplitJsonArrayTest, OneBadRecordCostsOneRecord) {
  EXPECT_EQ(Split(R"([{"a":1},{"b":01,},{"c":tru},{"d":4}])"),
            "{\"a\":1}\n{\"b\":01,}\n{\"c\":tru}\n{\"d\":4}\nend");
  EXPECT_EQ(Split(R"([{"a":[1},{"b":2}])"), "cut");
  EXPECT_EQ(Split(R"([{"a":1],{"b":2}])"), "{\"a\":1]\n{\"b\":2}\nend");
  EXPECT_EQ(Split("[{\"a\":\"\xff\"},{\"b\":2}]"), "{\"a\":\"\xff\"}\n{\"b\":2}\nend");
}

TEST(SplitJsonArrayTest, AMissingQuoteCostsOneLine) {
  EXPECT_EQ(Split("[\n{\"a\":\"one},\n{\"b\":2}\n,{\"c\":3}}\n,4]"),
            "{\"a\":\"one},\n{\"b\":2}\n,{\"c\":3}}\n4\nend");
  EXPECT_EQ(Split("{\"title\":\"x,\n\"tools\":[1]}"), "1\nend");
}

TEST(SplitJsonArrayTest, EscapedQuotesDoNotEndStrings) {
  EXPECT_EQ(Split(R"(["a\"]","b\\","c"])"), "\"a\\\"]\"\n\"b\\\\\"\n\"c\"\nend");
}

TEST(SplitJsonArrayTest, AnyBytes) {
  std::mt19937 random(3);
  const std::string alphabet = "[]{}\",:\\\n tols";
  for (int i = 0; i < 20000; ++i) {
    std::string text = random() % 2 ? "[" : "{\"tools\":[";
    for (int n = static_cast<int>(random() % 30); n > 0; --n) {
      text += alphabet[random() % alphabet.size()];
    }
    for (std::string_view item : SplitJsonArray(text, {"tools"}).items) {
      ASSERT_FALSE(item.empty());
      ASSERT_GE(item.data(), text.data());
      ASSERT_LE(item.data() + item.size(), text.data() + text.size());
    }
  }
}

TEST(SplitJsonArrayTest, DepthIsNoMatter) {
  std::string deep(1000000, '[');
  EXPECT_EQ(Split(deep), "cut");
  EXPECT_EQ(Split(deep + std::string(1000000, ']')).size(), 1999998u + 4);
  EXPECT_EQ(Split("{" + deep), "cut");
}

TEST(LineOfOffsetTest, CountsFromOne) {
  EXPECT_EQ(LineOfOffset("a\nb\n\nc", 0), 1u);
  EXPECT_EQ(LineOfOffset("a\nb\n\nc", 1), 1u);
  EXPECT_EQ(LineOfOffset("a\nb\n\nc", 2), 2u);
  EXPECT_EQ(LineOfOffset("a\nb\n\nc", 5), 4u);
  EXPECT_EQ(LineOfOffset("a\nb", 99), 2u);
  EXPECT_EQ(LineOfOffset("", 0), 1u);
}

}  // namespace
}  // namespace mcprisk
