#include "classify/pattern_set.h"

#include <gtest/gtest.h>

#include <string>

#include "classify/traits.h"

namespace mcprisk {
namespace {

// "0[4,8) 2[0,3)": the numbers of the patterns that occur, with the place of the first time.
std::string Found(const PatternSet& patterns, const std::string& text) {
  std::vector<int> matched = {99};  // must not survive
  patterns.MatchAll(text, &matched);
  std::string found;
  for (int pattern : matched) {
    auto place = patterns.Find(static_cast<size_t>(pattern), text);
    if (!found.empty()) found += " ";
    found += std::to_string(pattern);
    if (!place) return found + " is nowhere";
    found +=
        "[" + std::to_string(place->first) + "," + std::to_string(place->second) + ")";
  }
  return found;
}

TEST(PatternSetTest, TellsWhichPatternsOccurAndWhere) {
  PatternSet patterns;
  EXPECT_EQ(patterns.Add("read[- ]only"), 0u);
  EXPECT_EQ(patterns.Add("\\bsql\\b"), 1u);
  EXPECT_EQ(patterns.Add("只读"), 2u);
  patterns.Compile();
  EXPECT_EQ(Found(patterns, "a read-only sql query, read only"), "0[2,11) 1[12,15)");
  EXPECT_EQ(Found(patterns, "mysql"), "");
  EXPECT_EQ(Found(patterns, "这是只读的"), "2[6,12)");
  EXPECT_EQ(Found(patterns, ""), "");
}

TEST(PatternSetTest, KnowsAPatternAgain) {
  PatternSet patterns;
  EXPECT_EQ(patterns.Add("one"), 0u);
  EXPECT_EQ(patterns.Add("two"), 1u);
  EXPECT_EQ(patterns.Add("one"), 0u);
  patterns.Compile();
  EXPECT_EQ(Found(patterns, "one two one"), "0[0,3) 1[4,7)");
}

TEST(PatternSetTest, ABadPatternIsRefusedInRe2sWords) {
  PatternSet patterns;
  EXPECT_EQ(patterns.Add("(unclosed").error(), "missing ): (unclosed");
  EXPECT_EQ(patterns.Add("a{9999}").error(), "invalid repetition size: {9999}");
  EXPECT_EQ(patterns.Add("(?=ahead)").error(), "invalid perl operator: (?=");
  EXPECT_EQ(patterns.Add("fine"), 0u);  // a refused one takes no number
}

TEST(PatternSetTest, WithoutPatternsNothingOccurs) {
  PatternSet patterns;
  patterns.Compile();
  EXPECT_EQ(Found(patterns, "anything"), "");
}

TEST(PatternSetTest, BytesThatAreNoUtf8AreNoTrouble) {
  PatternSet patterns;
  EXPECT_EQ(patterns.Add("delete.file"), 0u);
  patterns.Compile();
  EXPECT_EQ(Found(patterns, "\xff\xfe delete\xff" "file delete file \xe5\x89"), "0[15,26)");
  EXPECT_EQ(Found(patterns, std::string("\0delete\0file\0", 13)), "0[1,12)");
}

// Patterns are linear whatever the text; this one would make a backtracking matcher try for ever.
TEST(PatternSetTest, TheLongestTextIsMatched) {
  PatternSet patterns;
  EXPECT_EQ(patterns.Add("(a*)*(a|aa)*b$"), 0u);
  EXPECT_EQ(patterns.Add("a.{1,200}z"), 1u);
  patterns.Compile();
  std::string text(kMaxPatternBytes, 'a');
  EXPECT_EQ(Found(patterns, text), "");
  text.back() = 'z';
  EXPECT_EQ(Found(patterns, text), "1[3894,4096)");
}

}  // namespace
}  // namespace mcprisk
