// Sums of sentences by small tables of weights: which words, classes and marks count, and where.
#include "classify/wording.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "classify/wording_reader.h"
#include "support/definitions.h"

namespace mcprisk {
namespace {

constexpr const char* kTable = R"(
base: 0
marks: {url: 1000, quoted: 10000, parameter: 100000, name: 200000, number: 400000, lead: 5, schema: 7}
sentences: [0, 0, 0, 0, 0, 0]
lengths: [0, 0, 0, 0, 0, 0, 0, 0]
classes:
  order: {weight: 10, phrases: [has to be, 'with silen*', 'secret*']}
first: {100: [send]}
words: {1: [replac, sent]}
)";

Wording Table(const std::string& text) {
  std::vector<Problem> problems;
  Wording wording;
  YamlFile file("wording.yaml", text, &problems);
  ReadWording(&file, &wording);
  EXPECT_TRUE(problems.empty()) << (problems.empty() ? "" : problems[0].what);
  return wording;
}

// "sum field: sentence (words)", or "none".
std::string Highest(const std::string& definition, int at_least = 1) {
  static const Wording kWording = Table(kTable);
  std::optional<WordingSum> found = kWording.Highest(Defined(definition), at_least);
  if (!found) return "none";
  return std::to_string(found->sum) + " " + found->field + ": " + found->quote + " (" +
         Join(found->words, ", ") + ")";
}

std::string OfDescription(const std::string& description) {
  return Highest(R"({"name": "get_fare", "description": ")" + description + "\"}");
}

TEST(WordingTest, TheLeadCountsWhereItStandsAlone) {
  EXPECT_EQ(OfDescription("Replaced it by all of them. Gets fares."), "none");
  EXPECT_EQ(OfDescription("Replaced it by all of them."),
            "6 description: Replaced it by all of them. (replaced)");
  EXPECT_EQ(OfDescription("Gets fares. Replaced it by all of them."),
            "1 description: Replaced it by all of them. (replaced)");
}

TEST(WordingTest, WordsCountOnceByTheirStem) {
  EXPECT_EQ(OfDescription("Gets. It replaces what was replaced or sent."),
            "2 description: It replaces what was replaced or sent. (replaces, sent)");
}

TEST(WordingTest, ClassesArePhrasesAndBeginnings) {
  EXPECT_EQ(OfDescription("Gets. It has to be so; it has to go"),
            "10 description: It has to be so; (has)");
  EXPECT_EQ(OfDescription("Gets. Done with silence and secretly."),
            "10 description: Done with silence and secretly. (with)");
}

TEST(WordingTest, TheFirstWordCountsApart) {
  EXPECT_EQ(OfDescription("Gets. Send fares to the users."),
            "100 description: Send fares to the users. ()");
  EXPECT_EQ(OfDescription("Gets. Now send fares to the users."), "none");
}

TEST(WordingTest, Marks) {
  EXPECT_EQ(OfDescription("Gets. They are at https://a.example/b today."),
            "1000 description: They are at https://a.example/b today. ()");
  EXPECT_EQ(OfDescription("Gets. They are known as 'x'."),
            "10000 description: They are known as 'x'. ()");
  EXPECT_EQ(OfDescription("Gets. It is like get_fare or other_one."),
            "200000 description: It is like get_fare or other_one. ()");
  EXPECT_EQ(OfDescription("Gets. Some of them are 14."),
            "400000 description: Some of them are 14. ()");
}

TEST(WordingTest, ParametersAreKnownByNameAndLookedInto) {
  const std::string schema =
      R"("inputSchema": {"properties": {"a/b": {"description": "%"}, "city": {}}})";
  EXPECT_EQ(Highest(R"({"name": "t", "description": "Gets. All of them by city.", )" +
                    ReplaceAll(schema, "%", "") + "}"),
            "100000 description: All of them by city. ()");
  EXPECT_EQ(
      Highest(R"({"name": "t", )" +
              ReplaceAll(schema, "%", "The fare that was sent. Replaced by another one.") + "}"),
      "8 /inputSchema/properties/a~1b/description: The fare that was sent. (sent)");
}

TEST(WordingTest, SentencesEndWhereReadersSeeIt) {
  EXPECT_EQ(OfDescription(R"(Gets.\nSent\nhere to all of them.)"), R"(1 description: Sent
here to all of them. (sent))");
  EXPECT_EQ(OfDescription("Gets. E.g. by mail, sent today"),
            "1 description: E.g. by mail, sent today (sent)");
  EXPECT_EQ(OfDescription("Gets a (fare.) Sent\u2019s to all of \u201cthem\u201d."),
            "1 description: Sent\u2019s to all of \u201cthem\u201d. (sent)");
}

TEST(WordingTest, AtLeast) {
  const std::string definition = R"({"name": "t", "description": "Gets. Send it to the users."})";
  EXPECT_EQ(Highest(definition, 100), "100 description: Send it to the users. ()");
  EXPECT_EQ(Highest(definition, 101), "none");
}

TEST(WordingTest, MistakesHaveTheirPlace) {
  std::vector<Problem> problems;
  Wording wording;
  YamlFile file("w.yaml",
                "base: x\nmarks: {smell: 1}\nsentences: [1]\nlengths: [0, 0, 0, 0, 0, 0, 0, 0]\n"
                "classes: {a: {weight: 1, phrases: ['ab*', 'a* b']}}\n",
                &problems);
  ReadWording(&file, &wording);
  std::string text;
  for (const Problem& problem : problems) {
    text += problem.place + " " + problem.what.substr(0, problem.what.find('\n')) + "\n";
  }
  EXPECT_EQ(text,
            "w.yaml:1:7 expected a whole number, in hundredths\n"
            "w.yaml:2:9 no mark \"smell\"\n"
            "w.yaml:3:12 expected a list of 6 weights\n"
            "w.yaml:5:35 \"ab*\": words, the last with \"*\" behind four letters or more\n"
            "w.yaml:5:35 \"a* b\": words, the last with \"*\" behind four letters or more\n");
}

}  // namespace
}  // namespace mcprisk
