// The language of phrases: classes, gaps, whole words, and the literals that they cannot do
// without.
#include "classify/text/phrases.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.h"

namespace mcprisk {
namespace {

PhraseClasses Classes() {
  PhraseClasses classes;
  EXPECT_EQ(classes.Add("move", {"send", "forwards?"}), "");
  EXPECT_EQ(classes.Add("act", {"<move>", "read"}), "");
  EXPECT_EQ(classes.Add("secret", {"api[ _-]?keys?", "contraseñas?"}), "");
  return classes;
}

// "a b + c": one of a and b, with c.
std::string Needs(const std::string& phrase) {
  PhraseClasses::Compiled compiled = Classes().Compile({phrase}, true);
  if (!compiled.problem.empty()) return "problem: " + compiled.problem;
  std::vector<std::string> needs;
  for (const Literals& literals : compiled.needs) needs.push_back(Join(literals, " "));
  std::string all = Join(needs, " + ");
  std::replace(all.begin(), all.end(), LiteralScanner::kEdge, '|');
  return all;
}

// What the phrase finds, without what `unless` takes back.
std::string Found(const std::string& says, const std::string& folded,
                  const std::string& unless = {}, const std::string& with = {}) {
  PhraseClasses classes = Classes();
  Phrases::Shared not_when, beside;
  if (!unless.empty()) not_when = classes.Compile({unless}, false).expression;
  if (!with.empty()) beside = classes.Compile({with}, false).expression;
  Phrases phrases({classes.Compile({says}, true)}, not_when, beside);
  auto place = phrases.Find(folded);
  return place ? folded.substr(place->first, place->second - place->first) : "-";
}

TEST(PhrasesTest, ClassesAndGaps) {
  EXPECT_EQ(Found("<move> … <secret>", "then forward the api keys now"), "forward the api keys");
  EXPECT_EQ(Found("<act> it", "read it"), "read it");
  EXPECT_EQ(Found("<move> … <secret>", "sender has api keys"), "-") << "words are whole";
  EXPECT_EQ(Found("<move> … <secret>", "send\nthe api key"), "-") << "a sentence is the limit";
  EXPECT_EQ(Found("<move> … contraseña", "send tu contrasena"), "send tu contrasena");
}

TEST(PhrasesTest, LongOnesSayTwoThings) {
  std::string far = "send " + std::string(kMaxPhraseBytes, 'x') + " api key";
  EXPECT_EQ(Found("<move> … <secret>", far), "-");
  EXPECT_EQ(Found("<move> … <secret>", far + " send an api key"), "send an api key");
}

TEST(PhrasesTest, UnlessLooksAtTheSentence) {
  EXPECT_EQ(Found("<move> … <secret>", "never send the api key", "never … <move>"), "-");
  EXPECT_EQ(Found("<move> … <secret>", "never mind\nsend the api key", "never … <move>"),
            "send the api key");
  EXPECT_EQ(
      Found("<move> … <secret>", "never send the api key\nsend your api key", "never … <move>"),
      "send your api key");
}

TEST(PhrasesTest, WithLooksAroundAndNotInside) {
  EXPECT_EQ(Found("quietly", "read it\nquietly", {}, "<act> it"), "quietly");
  EXPECT_EQ(Found("quietly", "quietly, then\nread it", {}, "<act> it"), "quietly");
  EXPECT_EQ(Found("quietly", "runs quietly", {}, "<act> it"), "-");
  EXPECT_EQ(Found("<move> it", "send it", {}, "<move>"), "-") << "not the phrase itself";
  std::string far = std::string(kMaxWithBytes, 'x');
  EXPECT_EQ(Found("quietly", "read it " + far + " quietly", {}, "<act> it"), "-");
  EXPECT_EQ(Found("quietly", "never quietly\nread it quietly", "never", "<act> it"), "quietly");
}

TEST(PhrasesTest, AClassMayHaveClassesInItsPhrases) {
  PhraseClasses classes = Classes();
  EXPECT_EQ(classes.Add("told", {"was told to <move>"}), "");
  Phrases phrases({classes.Compile({"<told> it"}, true)}, nullptr);
  EXPECT_TRUE(phrases.Find("who was told to forward it"));
  EXPECT_FALSE(phrases.Find("who was told to read it"));
}

TEST(PhrasesTest, NeedsOfEachPartInTheirOrder) {
  EXPECT_EQ(Needs("<act> the wardrobe"), "|send| |forward |read| + |the| + |wardrobe");
  EXPECT_EQ(Needs("(?:<secret>)? … (?:loudly|<move>)"), "|loudly |send| |forward");
}

TEST(PhrasesTest, CrossSentencesWhereTheySaySo) {
  EXPECT_EQ(Found("<move> … now", "send it\nnow"), "-");
  EXPECT_EQ(Found("<move>(?s:.)*?now", "send it\nnow"), "send it\nnow");
}

// Whether the phrase is known to stay within a sentence.
bool IsInLine(const std::string& phrase) {
  return Phrases({Classes().Compile({phrase}, true)}, nullptr).IsInLine(0);
}

TEST(PhrasesTest, KnownToStayInASentence) {
  for (const char* phrase :
       {"<move> … <secret>", "send[^\\n]*?key", "send [\\w'-]+ key", "send[^\"\\s]{0,9}key",
        "send\\b.{0,9}\\.key", "send \\S+ key", "send [abc] key", "send [^\\n,]* key"}) {
    EXPECT_TRUE(IsInLine(phrase)) << phrase;
  }
  for (const char* phrase : {"send(?s:.)*?key", "send\\s+key", "send\\W{1,3}key", "send[^,]*?key",
                             "send[\\s,]key", "send[[:space:]]key", "send[^\\\\n]*key", "send\\n",
                             "send\nkey", "send\\x0akey", "send\\pZkey", "send[\\D]key"}) {
    EXPECT_FALSE(IsInLine(phrase)) << phrase;
  }
}

TEST(PhrasesTest, LookedForInAPartOfTheText) {
  const Phrases phrases({Classes().Compile({"<move> it"}, true)}, nullptr);
  const std::string folded = "send it\nresend it\nthen forward it";
  EXPECT_EQ(phrases.FindOneIn(0, folded, {0, 7}), (Phrases::Place{0, 7}));
  EXPECT_EQ(phrases.FindOneIn(0, folded, {8, 17}), std::nullopt);
  EXPECT_EQ(phrases.FindOneIn(0, folded, {10, 17}), std::nullopt)
      << "a word begins before the part";
  EXPECT_EQ(phrases.FindOneIn(0, folded, {18, 33}), (Phrases::Place{23, 33}));
}

TEST(PhrasesTest, ProblemsSayWhatIsWrong) {
  EXPECT_EQ(Needs("<nothing> here"),
            "problem: no class <nothing> in rules/phrases.yaml; \"\\<\" is the character");
  EXPECT_EQ(Needs("\\d+"),
            "problem: no word of three bytes or more that the phrase cannot do without");
  EXPECT_EQ(Needs("words (unclosed"), "problem: bad phrase: missing ): (?:\\bwords (unclosed)");
  PhraseClasses classes;
  EXPECT_EQ(classes.Add("a", {"<b>"}),
            "class a: no class <b> in rules/phrases.yaml; \"\\<\" is the character");
}

}  // namespace
}  // namespace mcprisk
