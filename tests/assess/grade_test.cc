#include "assess/grade.h"

#include <gtest/gtest.h>

#include <random>

#include "assess/assessment.h"
#include "support/assessed.h"
#include "support/problem_lines.h"

namespace mcprisk {
namespace {

// "D 46 critical-tools 22 high-tools 18 …", the terms that add points.
std::string Graded(const std::vector<AssessedTool>& tools) {
  const std::optional<Grade> grade = Assess(tools).grade;
  if (!grade) return "none";
  std::string text = std::string(1, grade->letter) + " " + std::to_string(grade->points);
  for (const GradeTerm& term : grade->terms) {
    if (term.points > 0) text += " " + term.rule->id + " " + std::to_string(term.points);
  }
  return text;
}

TEST(GradeTest, WithoutToolsThereIsNone) { EXPECT_EQ(Graded({}), "none"); }

TEST(GradeTest, TermsAddUp) {
  ToolBench tools;
  tools.Add("s:list Read Low");
  EXPECT_EQ(Graded(tools.all()), "A 0");
  tools.Add("s:update Write Medium");
  EXPECT_EQ(Graded(tools.all()), "B 6 medium-tools 6");
  tools.Add("s:send Execute High sends-message");
  EXPECT_EQ(Graded(tools.all()), "C 25 high-tools 18 medium-tools 7");
  tools.Add("s:drop Destructive Critical deletes-data");
  EXPECT_EQ(Graded(tools.all()), "D 50 critical-tools 22 high-tools 21 medium-tools 7");
  tools.Add("s:shell Execute Critical runs-commands");
  EXPECT_EQ(Graded(tools.all()),
            "F 66 critical-tools 27 high-tools 21 medium-tools 8 runs-anything 10");
}

TEST(GradeTest, TheNumberOfToolsSaturates) {
  ToolBench tools;
  std::string grades;
  for (int i = 1; i <= 64; ++i) {
    tools.Add("s:drop" + std::to_string(i) + " Destructive Critical");
    if ((i & (i - 1)) == 0) grades += Graded(tools.all()).substr(0, 4) + "\n";
  }
  EXPECT_EQ(grades, "D 46\nE 55\nE 64\nF 73\nF 82\nF 82\nF 82\n");
}

TEST(GradeTest, APoisonedDefinitionWeighsMoreThanWhatItClaimsToDo) {
  ToolBench tools;
  tools.Add("s:add Read Low finding=Critical");
  EXPECT_EQ(Graded(tools.all()), "F 70 poisoned-definitions 40 grave-findings 26 findings 4");
}

// A random tool of every kind that the tables tell apart, likelier harmless than not.
class RandomTools {
 public:
  explicit RandomTools(unsigned seed) : random_(seed) {}

  std::string Line(int number) {
    static const std::vector<std::string> capabilities = {
        "runs-code",   "runs-commands", "queries-database",   "reads-files",
        "calls-url",   "browses-web",   "sends-message",      "publishes",
        "moves-money", "reads-secrets", "reads-private-data", "changes-access",
        "bulk",        "idempotent",    "untrusted-content",  "deletes-data"};
    std::string line = "s:t" + std::to_string(number) + " " +
                       std::string(CategoryName(static_cast<Category>(Below(kCategories)))) + " " +
                       std::string(RiskName(static_cast<Risk>(Below(kRisks))));
    while (Below(3) == 0) line += " " + capabilities[Below(capabilities.size())];
    if (Below(20) == 0) {
      line += " finding=" + std::string(SeverityName(static_cast<Severity>(Below(5))));
    }
    return line;
  }

  size_t Below(size_t end) { return random_() % end; }

 private:
  std::mt19937 random_;  // the same numbers on every machine
};

TEST(GradeTest, NoToolImprovesTheGradeOfTenThousandRandomServers) {
  RandomTools random(20261129);
  int raised = 0;
  for (int server = 0; server < 10'000; ++server) {
    ToolBench tools;
    const size_t count = 1 + random.Below(12);
    for (size_t i = 0; i < count; ++i) tools.Add(random.Line(static_cast<int>(i)));
    const AssessmentSummary before = Summarize(tools.all());
    tools.Add(random.Line(99));
    const AssessmentSummary after = Summarize(tools.all());
    ASSERT_GE(after.points, before.points) << "server " << server;
    ASSERT_GE(after.grade, before.grade) << "server " << server;
    raised += after.grade > before.grade;
  }
  EXPECT_GT(raised, 500);  // so the servers were not all at the end of the scale
}

TEST(GradeTest, NoRiskierToolInPlaceOfAnotherImprovesTheGrade) {
  RandomTools random(7);
  for (int server = 0; server < 10'000; ++server) {
    ToolBench tools;
    const size_t count = 1 + random.Below(12);
    for (size_t i = 0; i < count; ++i) tools.Add(random.Line(static_cast<int>(i)));
    std::vector<AssessedTool> riskier = tools.all();
    AssessedTool& changed = riskier[random.Below(riskier.size())];
    changed.risk = std::max(changed.risk, static_cast<Risk>(random.Below(kRisks)));
    ASSERT_GE(Summarize(riskier).points, Summarize(tools.all()).points) << "server " << server;
  }
}

TEST(GradeTest, HarmlessToolsChangeNothing) {
  RandomTools random(3);
  for (int server = 0; server < 200; ++server) {
    ToolBench tools;
    for (size_t i = 0; i <= random.Below(6); ++i) tools.Add(random.Line(static_cast<int>(i)));
    const std::string before = Graded(tools.all());
    for (int i = 0; i < 300; ++i) tools.Add("s:get" + std::to_string(i) + " Read Low idempotent");
    ASSERT_EQ(Graded(tools.all()), before);
  }
}

TEST(GradeTest, ASummarySaysWhatAnAssessmentSays) {
  RandomTools random(11);
  for (int server = 0; server < 500; ++server) {
    ToolBench tools;
    for (size_t i = 0; i <= random.Below(9); ++i) tools.Add(random.Line(static_cast<int>(i)));
    const Assessment full = Assess(tools.all());
    const AssessmentSummary summary = Summarize(tools.all());
    std::vector<std::string> flows;
    for (const Flow& flow : full.flows) flows.push_back(flow.rule->id);
    std::vector<std::string> capabilities;
    for (const CapabilityUse& use : full.capabilities) capabilities.push_back(use.capability);
    ASSERT_EQ(summary.grade, full.grade->letter);
    ASSERT_EQ(summary.points, full.grade->points);
    ASSERT_EQ(summary.flows, flows);
    ASSERT_EQ(summary.capabilities, capabilities);
    ASSERT_EQ(summary.tokens, full.tokens);
  }
}

TEST(GradeTest, TermsOverFlowsNameFlowsThatExist) {
  for (const GradeTermRule& term : GradeRules::Shipped().terms()) {
    if (term.flow.empty()) continue;
    EXPECT_NE(FlowRules::Shipped().Find(term.flow), nullptr) << term.id;
  }
}

TEST(GradeTest, ATableWithMistakesNamesThemAll) {
  std::vector<Problem> problems;
  EXPECT_EQ(GradeRules::Parse("grade.yaml",
                              "grades:\n"
                              "  - { grade: A, up_to: 20, meaning: good }\n"
                              "  - { grade: C, up_to: 10, meaning: bad }\n"
                              "terms:\n"
                              "  - { id: t, title: t, flow: data-leak, first: 3 }\n",
                              &problems),
            nullptr);
  std::string lines;
  lines += ProblemLines(problems);
  EXPECT_EQ(lines,
            "grade.yaml:3:14: the grades are A to F, in this order\n"
            "grade.yaml:3:5: each grade must go up to more points than the one before\n"
            "grade.yaml:2:3: the last grade must go up to 100\n"
            "grade.yaml:5:41: unknown key \"first\" in a term, expected one of id, title, flow, "
            "points\n"
            "grade.yaml:5:5: a term lacks the key \"points\"\n");
}

}  // namespace
}  // namespace mcprisk
