#include "classify/literal_scanner.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

namespace mcprisk {
namespace {

// The literals that occur, by their own words.
std::string Found(const LiteralScanner& scanner, const std::vector<std::string>& literals,
                  const std::string& text, LiteralScanner::Memory* memory) {
  std::vector<int> found = {99};  // must not survive
  scanner.Scan(text, memory, &found);
  std::sort(found.begin(), found.end());
  std::string words;
  for (int one : found) words += (words.empty() ? "" : "|") + literals[static_cast<size_t>(one)];
  return words;
}

std::string Found(const std::vector<std::string>& literals, const std::string& text) {
  LiteralScanner::Memory memory;
  return Found(LiteralScanner(literals), literals, text, &memory);
}

TEST(LiteralScannerTest, FindsEachLiteralOnce) {
  EXPECT_EQ(Found({"he", "she", "his", "hers"}, "ushers"), "he|she|hers");
  EXPECT_EQ(Found({"aa", "a", "aaa"}, "aaaa"), "aa|a|aaa");
  EXPECT_EQ(Found({"abcd", "bc"}, "abce"), "bc");
  EXPECT_EQ(Found({"same", "same"}, "the same"), "same|same");
  EXPECT_EQ(Found({"删除", "除"}, "请删除"), "删除|除");
  EXPECT_EQ(Found({std::string("\0x", 2), "\xff"}, std::string("a\0x\xff", 4)),
            std::string("\0x|\xff", 4));
}

TEST(LiteralScannerTest, FindsNothingWhereNothingIs) {
  EXPECT_EQ(Found({}, "text"), "");
  EXPECT_EQ(Found({""}, "text"), "");
  EXPECT_EQ(Found({"text"}, ""), "");
  EXPECT_EQ(Found({"long literal"}, "long litera"), "");
}

TEST(LiteralScannerTest, EdgesOfWords) {
  EXPECT_EQ(Found({"\bread\b"}, "it can read"), "\bread\b");
  EXPECT_EQ(Found({"\bread"}, "bread thread"), "");
  EXPECT_EQ(Found({"\bread", "read\b"}, "bread"), "read\b");
  EXPECT_EQ(Found({"\bread\b"}, "readers read, too"), "\bread\b") << "not the first time";
  EXPECT_EQ(Found({"\bread\b"}, "file_read_all"), "\bread\b");
  EXPECT_EQ(Found({"\bread\b"}, "theFileReadAll"), "\bread\b");
  EXPECT_EQ(Found({"\bread\b"}, R"({"description":"one\nread"})"), "\bread\b");
  EXPECT_EQ(Found({"\bread\b"}, R"({"description":"one\u001bread"})"), "\bread\b");
  EXPECT_EQ(Found({"@", "||"}, "a@b.example || c"), "@|||");
}

TEST(LiteralScannerTest, RemembersNothingOfTheTextBefore) {
  const std::vector<std::string> literals = {"one", "two"};
  const LiteralScanner scanner(literals);
  LiteralScanner::Memory memory;
  EXPECT_EQ(Found(scanner, literals, "one two", &memory), "one|two");
  EXPECT_EQ(Found(scanner, literals, "two", &memory), "two");
  EXPECT_EQ(Found(scanner, literals, "ne tw", &memory), "");
  memory.text = 0xffffffff;  // the count of texts comes round
  EXPECT_EQ(Found(scanner, literals, "one", &memory), "one");
  EXPECT_EQ(Found(scanner, literals, "one", &memory), "one");
}

// Against looking for each literal by itself.
TEST(LiteralScannerTest, AgreesWithTheSimpleWay) {
  std::mt19937 random(20261120);
  auto word = [&](size_t most) {
    std::string text;
    size_t length = 1 + random() % most;
    for (size_t i = 0; i < length; ++i) text += static_cast<char>('a' + random() % 3);
    return text;
  };
  for (int round = 0; round < 300; ++round) {
    std::vector<std::string> literals;
    for (int i = 0; i < 20; ++i) literals.push_back(word(5));
    std::string text = word(round % 2 == 0 ? 40 : 400);  // looked at in one piece, or in several
    std::string expected;
    for (const std::string& literal : literals) {
      if (text.find(literal) == std::string::npos) continue;
      expected += (expected.empty() ? "" : "|") + literal;
    }
    ASSERT_EQ(Found(literals, text), expected) << text;
  }
}

}  // namespace
}  // namespace mcprisk
