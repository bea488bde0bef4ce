#include "classify/literal_scanner.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace mcprisk {
namespace {

using Hits = std::vector<LiteralScanner::Hit>;

// The literals that occur, by their own words, each once.
std::string Found(const LiteralScanner& scanner, const std::vector<std::string>& literals,
                  const std::string& text, LiteralScanner::Places* places) {
  Hits hits = {{0, 99}};  // must not survive
  scanner.Scan(text, places, &hits);
  std::set<int> found;
  for (const LiteralScanner::Hit& hit : hits) found.insert(hit.literal);
  std::string words;
  for (int one : found) words += (words.empty() ? "" : "|") + literals[static_cast<size_t>(one)];
  return words;
}

// In the order of their places.
std::string InOrder(const std::vector<std::string>& literals, const std::string& text) {
  LiteralScanner::Places places;
  Hits hits;
  LiteralScanner(literals).Scan(text, &places, &hits);
  std::string words;
  size_t before = 0;
  for (const LiteralScanner::Hit& hit : hits) {
    EXPECT_GE(hit.place, before);
    before = hit.place;
    words += (words.empty() ? "" : "|") + literals[static_cast<size_t>(hit.literal)];
  }
  return words;
}

std::string Found(const std::vector<std::string>& literals, const std::string& text) {
  LiteralScanner::Places places;
  return Found(LiteralScanner(literals), literals, text, &places);
}

TEST(LiteralScannerTest, FindsEveryOccurrenceInTheirOrder) {
  EXPECT_EQ(InOrder({"read", "file"}, "read a file, bread"), "read|file|read");
  EXPECT_EQ(InOrder({"the", "@", "others"}, "The others @ the"), "the|the|others|@|the");
}

TEST(LiteralScannerTest, FindsWhichOccur) {
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
  LiteralScanner::Places places;
  EXPECT_EQ(Found(scanner, literals, "one two", &places), "one|two");
  EXPECT_EQ(Found(scanner, literals, "two", &places), "two");
  EXPECT_EQ(Found(scanner, literals, "ne tw", &places), "");
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
