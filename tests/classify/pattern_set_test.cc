#include "classify/pattern_set.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "base/text.h"
#include "classify/rule_set.h"
#include "classify/traits.h"
#include "support/labels.h"

namespace mcprisk {
namespace {

// "0[4,8) 2[0,3)": the patterns that occur, with the place of the first time.
std::string Found(const PatternSet& patterns, const std::string& text) {
  std::string found;
  for (size_t pattern = 0; pattern < patterns.Size(); ++pattern) {
    auto place = patterns.Find(pattern, text);
    if (!place) continue;
    if (!found.empty()) found += " ";
    found += std::to_string(pattern) + "[" + std::to_string(place->first) + "," +
             std::to_string(place->second) + ")";
  }
  return found;
}

TEST(PatternSetTest, TellsWhichPatternsOccurAndWhere) {
  PatternSet patterns;
  EXPECT_EQ(patterns.Add({"read[- ]only"}), 0u);
  EXPECT_EQ(patterns.Add({"\\bsql\\b"}), 1u);
  EXPECT_EQ(patterns.Add({"只读"}), 2u);
  EXPECT_EQ(Found(patterns, "a read-only sql query, read only"), "0[2,11) 1[12,15)");
  EXPECT_EQ(Found(patterns, "mysql"), "");
  EXPECT_EQ(Found(patterns, "这是只读的"), "2[6,12)");
  EXPECT_EQ(Found(patterns, ""), "");
}

TEST(PatternSetTest, KnowsAPatternAgain) {
  PatternSet patterns;
  EXPECT_EQ(patterns.Add({"one"}), 0u);
  EXPECT_EQ(patterns.Add({"two"}), 1u);
  EXPECT_EQ(patterns.Add({"one"}), 0u);
  EXPECT_EQ(Found(patterns, "one two one"), "0[0,3) 1[4,7)");
}

TEST(PatternSetTest, ABadPatternIsRefusedInRe2sWords) {
  PatternSet patterns;
  EXPECT_EQ(PatternSet().Problem("(unclosed"), "missing ): (unclosed");
  EXPECT_EQ(PatternSet().Problem("a{9999}"), "invalid repetition size: {9999}");
  EXPECT_EQ(PatternSet().Problem("(?=ahead)"), "invalid perl operator: (?=");
}

TEST(PatternSetTest, WithoutPatternsNothingOccurs) {
  const PatternSet patterns;
  EXPECT_EQ(Found(patterns, "anything"), "");
}

TEST(PatternSetTest, BytesThatAreNoUtf8AreNoTrouble) {
  PatternSet patterns;
  EXPECT_EQ(patterns.Add({"delete.file"}), 0u);
  EXPECT_EQ(Found(patterns,
                  "\xff\xfe delete\xff"
                  "file delete file \xe5\x89"),
            "0[15,26)");
  EXPECT_EQ(Found(patterns, std::string("\0delete\0file\0", 13)), "0[1,12)");
}

// Patterns are linear whatever the text; this one would make a backtracking matcher try for ever.
TEST(PatternSetTest, TheLongestTextIsMatched) {
  PatternSet patterns;
  EXPECT_EQ(patterns.Add({"(a*)*(a|aa)*b$"}), 0u);
  EXPECT_EQ(patterns.Add({"a.{1,200}z"}), 1u);
  std::string text(kMaxPatternBytes, 'a');
  EXPECT_EQ(Found(patterns, text), "");
  text.back() = 'z';
  EXPECT_EQ(Found(patterns, text), "1[3894,4096)");
}

// --- Screening: what may occur is never left out ------------------------------------------------

// The numbers of the patterns that may occur.
std::string Candidates(const PatternSet& patterns, const std::string& text) {
  PatternSet::Buffers buffers;
  patterns.Screen("a text before it", &buffers);
  patterns.Screen(text, &buffers);
  std::string candidates;
  for (size_t candidate : buffers.candidates) candidates += std::to_string(candidate) + " ";
  return candidates;
}

TEST(PatternSetTest, ScreeningLeavesOutWhatCannotOccur) {
  PatternSet patterns;
  for (const char* pattern : {"read[- ]only", "\\bselect\\b", "删除", "überschreib", "löscht",
                              "удал", "(drop|truncate) table", "x"}) {
    patterns.Add({pattern});
  }
  patterns.Compile();
  EXPECT_EQ(Candidates(patterns, "a read-only view"), "0 7 ");
  EXPECT_EQ(Candidates(patterns, "select rows"), "1 7 ");
  EXPECT_EQ(Candidates(patterns, "selected rows"), "7 ");
  EXPECT_EQ(Candidates(patterns, "彻底删除文件"), "2 7 ");
  EXPECT_EQ(Candidates(patterns, "truncate table t"), "6 7 ");
  EXPECT_EQ(Candidates(patterns, ""), "7 ");  // too short to be looked for
}

// The text is folded, so such a pattern could never occur.
TEST(PatternSetTest, CapitalsBeyondAsciiAreRefused) {
  EXPECT_EQ(PatternSet().Problem("Überschreib"),
            "patterns see lower-case text; write \"überschreib\"");
  EXPECT_EQ(PatternSet().Problem("УДАЛ"), "patterns see lower-case text; write \"удал\"");
  EXPECT_EQ(PatternSet().Problem("überschreib"), "");
}

// All that a pattern needs is looked for; of several patterns that are one, each has its own needs.
TEST(PatternSetTest, ScreeningLooksForAllNeeds) {
  PatternSet patterns;
  patterns.Add({"(get|read|list).{0,9}(environment variables|secrets)"});
  patterns.Add({"(get|put).{0,9}(thing|item)", "overwrit(e|es)"});
  patterns.Compile();
  EXPECT_EQ(Candidates(patterns, "get or read or list"), "");
  EXPECT_EQ(Candidates(patterns, "has secrets"), "");
  EXPECT_EQ(Candidates(patterns, "get secrets"), "0 ");
  EXPECT_EQ(Candidates(patterns, "put an item"), "1 ");
  EXPECT_EQ(Candidates(patterns, "overwrites it"), "1 ");
}

// "3-9 0-9": the rows of the only mark, each from its first need to its last.
std::string Rows(const PatternSet& patterns, size_t most_bytes, PatternSet::Buffers* buffers) {
  std::string rows;
  patterns.AnyRow(0, most_bytes, buffers, [&](size_t first, size_t last) {
    if (!rows.empty()) rows += " ";
    rows += std::to_string(first) + "-" + std::to_string(last);
    return false;
  });
  return rows;
}

TEST(PatternSetTest, RowsOfNeedsFromTheEndOfTheText) {
  PatternSet patterns;
  EXPECT_EQ(patterns.AddMark({{"one"}, {"two", "zwo"}}), 0u);
  patterns.Compile();
  PatternSet::Buffers buffers;
  patterns.ScreenMarks("one one two .. zwo two one", &buffers);
  EXPECT_EQ(Rows(patterns, 100, &buffers), "4-19 4-15 4-8");
  EXPECT_EQ(Rows(patterns, 11, &buffers), "4-15 4-8");
  patterns.ScreenMarks("two one", &buffers);
  EXPECT_EQ(Rows(patterns, 100, &buffers), "");
}

TEST(PatternSetTest, RowsOfATextThatWasWrittenAnew) {
  PatternSet patterns;
  EXPECT_EQ(patterns.AddMark({{"one"}, {"two"}}), 0u);
  patterns.Compile();
  PatternSet::Buffers buffers;
  patterns.ScreenMarks("**ONE**   two", &buffers);
  // "one two": bytes 2 to 4, a blank, 10 to 12.
  PatternSet::Rewrite({2, 3, 4, 7, 10, 11, 12}, &buffers);
  EXPECT_EQ(Rows(patterns, 4, &buffers), "0-4");
}

TEST(PatternSetTest, ScreeningWithoutPatterns) {
  PatternSet patterns;
  testing::internal::CaptureStderr();
  patterns.Compile();
  EXPECT_EQ(Candidates(patterns, "anything"), "");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");  // the library says nothing of its own
}

// The shipped patterns over real words: whatever occurs is a candidate.
TEST(PatternSetTest, ScreeningNeverLosesAShippedPattern) {
  const PatternSet& patterns = RuleSet::Shipped().patterns();
  PatternSet::Buffers buffers;
  std::string lost;
  size_t occurring = 0;
  for (const Listing& listing : SampleListings()) {
    if (!listing.tools) continue;
    for (const Tool& tool : *listing.tools) {
      std::string text = AsciiLowered(tool.description.value_or(""));
      patterns.Screen(text, &buffers);
      for (size_t pattern = 0; pattern < patterns.Size(); ++pattern) {
        if (!patterns.Find(pattern, text)) continue;
        ++occurring;
        if (!std::binary_search(buffers.candidates.begin(), buffers.candidates.end(), pattern)) {
          lost += tool.name + " " + std::to_string(pattern) + "\n";
        }
      }
    }
  }
  EXPECT_EQ(lost, "");
  EXPECT_GT(occurring, 10u);
}

}  // namespace
}  // namespace mcprisk
