// Expression → the literals that it cannot do without.
#include "classify/regex_needs.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.h"

namespace mcprisk {
namespace {

// "|a| b + c": one of a, which is a whole word, and b; and c.
std::string Needs(const std::string& pattern) {
  std::vector<std::string> needs;
  for (const Literals& literals : NeedsOf(pattern)) needs.push_back(Join(literals, " "));
  std::string all = Join(needs, " + ");
  std::replace(all.begin(), all.end(), LiteralScanner::kEdge, '|');
  return all;
}

TEST(RegexNeedsTest, EachWordOfASequence) {
  EXPECT_EQ(Needs("quietly forward"), "quietly| + |forward");
  EXPECT_EQ(Needs("\\bquietly\\b"), "|quietly|");
  EXPECT_EQ(Needs("(?:all |any )?wardrobes?"), "wardrobe") << "nothing of what is optional";
  EXPECT_EQ(Needs(" (?:all |any )?wardrobes?,? and"), "|wardrobe + |and") << "a word begins anyhow";
  EXPECT_EQ(Needs("\\bx{0,3}y*wardrobe+s"), "wardrob") << "counts";
  EXPECT_EQ(Needs("ignor\\w* rules"), "ignor + |rules");
  EXPECT_EQ(Needs("忽略[^\\n]{0,9}?规则"), "忽略 + 规则");
}

TEST(RegexNeedsTest, OneOfAlternatives) {
  EXPECT_EQ(Needs("\\b(?:secretly|silently) \\w+"), "|secretly| |silently|");
  EXPECT_EQ(Needs("one thing|another"), "|thing another") << "the rarest word of each";
  EXPECT_EQ(Needs("(?:xylophone|\\d+) wardrobe"), "|wardrobe") << "one alternative has none";
  EXPECT_EQ(Needs("(?:\\w+ ){0,3}?wardrobe"), "wardrobe");
  EXPECT_EQ(Needs("my (?:\\w+ ){0,3}?wardrobe"), "|wardrobe");
}

TEST(RegexNeedsTest, SignsCountWhereTheyStandInTheRawTextToo) {
  EXPECT_EQ(Needs("[a-z]+@[a-z]+"), "@");
  EXPECT_EQ(Needs("https?://\\S+"), "http + ://");
  EXPECT_EQ(Needs("user's \"name\" C:\\\\temp"), "user| + |name| + |temp")
      << "apostrophes have many forms; JSON escapes quotes and backslashes";
  EXPECT_EQ(Needs("\\brm -rf "), "-rf|");
}

TEST(RegexNeedsTest, CommonWordsAreLeftOutBesideRarerOnes) {
  EXPECT_EQ(Needs("type of wardrobe"), "type| + |wardrobe");
  EXPECT_EQ(Needs("(?:type|object|the|string) of wardrobe"), "|wardrobe");
  EXPECT_EQ(Needs("\\bthe (?:\\w+)"), "|the|") << "nothing else is there";
  EXPECT_EQ(Needs("\\d+"), "");
}

TEST(RegexNeedsTest, TheRarestIsTheOneThatIsMetLeast) {
  EXPECT_EQ(RarestOf(NeedsOf("type of wardrobe")), 1u);
  EXPECT_EQ(RarestOf(NeedsOf("quietly type")), 0u);
}

TEST(RegexNeedsTest, BeginsWithLetter) {
  EXPECT_TRUE(BeginsWithLetter("word"));
  EXPECT_TRUE(BeginsWithLetter("(?:the )?(?:best|\\bmost)"));
  EXPECT_FALSE(BeginsWithLetter("(?:the )?\\$"));
  EXPECT_FALSE(BeginsWithLetter("\\w+"));
  EXPECT_FALSE(BeginsWithLetter("(?:a|\\()"));
}

}  // namespace
}  // namespace mcprisk
