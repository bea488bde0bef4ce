// The shipped rules: they load, and each does what its examples say.
#include <gtest/gtest.h>
#include <re2/re2.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "base/text.h"
#include "classify/documentation.h"
#include "classify/examples.h"
#include "classify/pattern_set.h"
#include "classify/rule_set.h"
#include "support/paths.h"
#include "support/small_rules.h"

namespace mcprisk {
namespace {

TEST(RulesTest, EveryExampleOfEveryRuleHolds) {
  EXPECT_EQ(Join(FailedExamples(RuleSet::Shipped()), "\n"), "");
}

TEST(RulesTest, TheProgramCarriesTheRulesOfTheFolder) {
  Result<std::unique_ptr<RuleSet>> folder = RuleSet::FromFolder(SourceDir() + "/rules");
  ASSERT_TRUE(folder) << folder.error();
  EXPECT_EQ((*folder)->digest().Hex(), RuleSet::Shipped().digest().Hex());
}

TEST(RulesTest, AFolderThatIsNotThereIsNamed) {
  EXPECT_EQ(RuleSet::FromFolder("no/such/folder").error(),
            "no/such/folder: no such folder; give one laid out like rules/");
}

TEST(RulesTest, EveryRuleIsDocumented) {
  EXPECT_EQ(Join(PoorlyDocumented(RuleSet::Shipped()), "\n"), "");
}

TEST(RulesTest, EveryMoveOfRiskIsOfAKnownCapability) {
  std::set<std::string> known;
  for (const Capability& capability : RuleSet::Shipped().capabilities()) {
    known.insert(capability.id);
  }
  for (const RiskMove& move : RuleSet::Shipped().risk_moves()) {
    EXPECT_TRUE(known.contains(move.capability)) << move.capability;
  }
}

// A capability that no rule gives is a promise not kept.
TEST(RulesTest, EveryCapabilityHasARule) {
  std::set<std::string> given;
  for (const Rule* rule : RuleSet::Shipped().capability_rules()) given.insert(rule->capability);
  std::string missing;
  for (const Capability& capability : RuleSet::Shipped().capabilities()) {
    if (!given.contains(capability.id)) missing += capability.id + " ";
  }
  EXPECT_EQ(missing, "");
}

std::string TextOf(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

// Everything that the one group of `pattern` is in `text`.
std::set<std::string> AllOf(const std::string& pattern, const std::string& text) {
  re2::StringPiece rest(text);
  std::set<std::string> found;
  std::string one;
  while (RE2::FindAndConsume(&rest, pattern, &one)) found.insert(one);
  return found;
}

// The same in the code of a file of src/classify, comments left out.
std::set<std::string> InCode(const std::string& file, const std::string& pattern) {
  std::string code = TextOf(SourceDir() + "/src/classify/" + file);
  RE2::GlobalReplace(&code, "//[^\\n]*", "");
  return AllOf(pattern, code);
}

// The ways to a verdict are named in judge.cc; each has its measured confidence, and no entry of
// the table is for a way that is not there.
TEST(RulesTest, EveryDecisionPathHasItsConfidence) {
  std::string table = TextOf(SourceDir() + "/rules/confidence.yaml");
  std::set<std::string> in_table = AllOf("(?m)^([a-z-]+):", table);
  EXPECT_EQ(InCode("judge.cc", "\"([a-z]+(?:-[a-z]+)*)\""), in_table);
}

// A list that the code looks for and does not find would make a part of it sleep.
TEST(RulesTest, EveryListOfTheGrammarIsInTheVocabulary) {
  const Vocabulary& vocabulary = RuleSet::Shipped().grammar().vocabulary;
  std::set<std::string> names = InCode("grammar.cc", "Find(?:Verb)?List\\(\"([a-z_]+)\"\\)");
  EXPECT_GT(names.size(), 10u);
  for (const std::string& name : names) {
    EXPECT_NE(vocabulary.FindList(name), ListBits::kMax) << name;
    EXPECT_NE(SmallRuleSet().grammar().vocabulary.FindList(name), ListBits::kMax)
        << name << " in the small rules";
  }
}

// --- What FailedExamples says --------------------------------------------------------------------

TEST(ExamplesTest, AnExampleThatFailsIsNamedWithItsPlace) {
  EXPECT_EQ(Join(FailedExamples(SmallRuleSet()), "\n"), "");
  RuleFile rule = RuleOf("capability/probe", "capability: probe", "{ verb: [get] }");
  rule.text = ReplaceAll(rule.text, "{ name: a }", "{ name: delete_it }");
  rule.text = ReplaceAll(rule.text, "{ name: b }", "{ name: get_it }");
  EXPECT_EQ(Join(FailedExamples(*LoadedSmallRules({rule})), "\n"),
            "rules/capability/probe.yaml:9: example \"delete_it\" should match, but it is "
            "Destructive by name-alone, category/deletes\n"
            "rules/capability/probe.yaml:10: example \"get_it\" should not match, but it is Read "
            "by name-alone, category/retrieves");
}

TEST(ExamplesTest, ARetiredRuleIsNotTried) {
  RuleFile rule = RuleOf("capability/probe", "capability: probe", "{ verb: [get] }");
  rule.text = ReplaceAll(rule.text, "status: stable", "status: deprecated");
  EXPECT_EQ(Join(FailedExamples(*LoadedSmallRules({rule})), "\n"), "");
}

}  // namespace
}  // namespace mcprisk
