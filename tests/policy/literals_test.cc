#include "policy/literals.h"

#include <gtest/gtest.h>

namespace mcprisk {
namespace {

TEST(QuotedTest, EscapesQuotesAndBackslashes) {
  for (LiteralLanguage language : {LiteralLanguage::kYaml, LiteralLanguage::kCel,
                                   LiteralLanguage::kCedar, LiteralLanguage::kRego}) {
    EXPECT_EQ(Quoted("say \"hi\" \\ it's", language), "\"say \\\"hi\\\" \\\\ it's\"");
    EXPECT_EQ(Quoted("", language), "\"\"");
    EXPECT_EQ(Quoted("größe 東", language), "\"größe 東\"");
  }
}

// A line break would end a line of YAML, a direction mark turns around what a person reads.
TEST(QuotedTest, WritesWhatCannotBeSeenAsAnEscapeOfTheLanguage) {
  std::string name = "a\nb\u202e\u2028\U000e0041";
  EXPECT_EQ(Quoted(name, LiteralLanguage::kYaml), "\"a\\u000ab\\u202e\\u2028\\U000e0041\"");
  EXPECT_EQ(Quoted(name, LiteralLanguage::kCel), "\"a\\u000ab\\u202e\\u2028\\U000e0041\"");
  EXPECT_EQ(Quoted(name, LiteralLanguage::kCedar), "\"a\\u{a}b\\u{202e}\\u{2028}\\u{e0041}\"");
  EXPECT_EQ(Quoted(name, LiteralLanguage::kRego), "\"a\\u000ab\\u202e\\u2028\\udb40\\udc41\"");
}

TEST(QuotedTest, TakesBytesThatAreNoUtf8) {
  EXPECT_EQ(Quoted("a\xff", LiteralLanguage::kYaml), "\"a\uFFFD\"");
}

TEST(QuotedListTest, PutsTheSeparatorBetween) {
  EXPECT_EQ(QuotedList({}, LiteralLanguage::kCel), "");
  EXPECT_EQ(QuotedList({"a"}, LiteralLanguage::kCel), "\"a\"");
  EXPECT_EQ(QuotedList({"a", "b"}, LiteralLanguage::kCel, ",\n"), "\"a\",\n\"b\"");
}

TEST(NumberTextTest, IsTheShortestThatReadsBack) {
  EXPECT_EQ(NumberText(100), "100");
  EXPECT_EQ(NumberText(0.1), "0.1");
  EXPECT_EQ(NumberText(-2.5), "-2.5");
  EXPECT_EQ(NumberText(1e22), "1e+22");
}

}  // namespace
}  // namespace mcprisk
