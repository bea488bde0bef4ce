// Rules measured on labels: scores of rules and paths, operations, and the misses with their
// evidence, on the small rule set.
#include "classify/evaluation.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "commands/eval_text.h"
#include "support/small_rules.h"

namespace mcprisk {
namespace {

constexpr char kLabels[] = R"(
{"stratum":"a","server":"acme","tool":{"name":"get_file","description":"Get a file."},"category":"Read"}
{"stratum":"a","server":"acme","tool":{"name":"list_users"},"category":"Execute"}
{"stratum":"b","server":"acme","tool":{"name":"save_file","description":"Save\u001b a file."},"category":"Read","also":["Write"]}
{"stratum":"b","server":"acme","tool":{"name":"get_it"},"category":"Write"}
{"tool":{"name":"delete_it"},"category":"Financial"}
{"tool":{"name":"manage_file","inputSchema":{"properties":{"action":{"enum":["list","delete"]}}}},"category":"Destructive","operations":{"list":"Read","delete":"Write","purge":"Destructive"}}
)";

class EvaluationTest : public testing::Test {
 protected:
  EvaluationTest() : evaluation_(SmallRuleSet()) {
    std::istringstream in(kLabels);
    LabelSet labels =
        LabelSet::Read(in, "labels", [](const Problem& problem) { ADD_FAILURE() << problem.what; });
    for (const Label& label : labels.labels()) evaluation_.Add(label);
  }
  Evaluation evaluation_;
};

TEST_F(EvaluationTest, StrataHoldTheirOwnLabelsAndAllHoldsEvery) {
  EXPECT_EQ(evaluation_.all().Tools(), 6u);
  ASSERT_EQ(evaluation_.strata().size(), 2u);
  EXPECT_EQ(evaluation_.strata().at("a").Tools(), 2u);
  EXPECT_DOUBLE_EQ(evaluation_.strata().at("a").Strict(), 0.5);
  EXPECT_DOUBLE_EQ(evaluation_.strata().at("b").Lenient(), 0.5);
}

TEST_F(EvaluationTest, RulesAreScoredByWhatTheyDecided) {
  const RuleScore& retrieves = evaluation_.rule_scores().at("category/retrieves");
  EXPECT_EQ(retrieves.matched, 3u);
  EXPECT_EQ(retrieves.decided, 3u);
  EXPECT_EQ(retrieves.right, 1u);
  const RuleScore& deletes = evaluation_.rule_scores().at("category/deletes");
  EXPECT_EQ(deletes.decided, 1u);
  EXPECT_EQ(deletes.right, 0u);
}

TEST_F(EvaluationTest, OperationsAreComparedValueByValue) {
  const OperationScore& score = evaluation_.operation_score();
  EXPECT_EQ(score.tools, 1u);
  EXPECT_EQ(score.values, 3u);
  EXPECT_EQ(score.right, 1u);
  EXPECT_EQ(score.unreported, 1u);
}

TEST_F(EvaluationTest, MissesComeWorstFirstWithWhatDecided) {
  EXPECT_EQ(MissesText(evaluation_, 90),
            "  Execute called Read by name-alone, confidence 0.97\n"
            "    list_users (acme)\n"
            "      category/retrieves  Read  decides  name 0…4 \"list\"\n"
            "  Write called Read by name-alone, confidence 0.97\n"
            "    get_it (acme)\n"
            "      category/retrieves  Read  decides  name 0…3 \"get\"\n"
            "  Read called Write by both-agree, confidence 0.98\n"
            "    save_file (acme) · \"Save\\u{1b} a file.\"\n"
            "      category/changes  Write  decides  name 0…4 \"save\"\n"
            "      category/changes  Write  decides  description 0…4 \"Save\"\n"
            "  Financial called Destructive by name-alone, confidence 0.97\n"
            "    delete_it\n"
            "      category/deletes  Destructive  decides  name 0…6 \"delete\"\n");
}

TEST_F(EvaluationTest, FiguresReadAsATable) {
  std::string text = FiguresText(evaluation_);
  EXPECT_EQ(text.substr(text.find("  a  ")),
            "  a                           2   50.0 %   50.0 %  100.0 %  100.0 %    0.0 %   33.3 %"
            "   47.5 %\n"
            "  b                           2    0.0 %   50.0 %  100.0 %    0.0 %  100.0 %    0.0 %"
            "   97.5 %\n"
            "  all                         6   33.3 %   50.0 %   50.0 %   33.3 %   50.0 %   21.3 %"
            "   63.2 %\n"
            "\n"
            "  3 operations of 1 tool: 33.3 % right, 1 not reported\n");
}

}  // namespace
}  // namespace mcprisk
