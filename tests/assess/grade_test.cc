#include "assess/grade.h"

#include <gtest/gtest.h>

#include <random>

#include "assess/assessment.h"
#include "assess/tool_set.h"
#include "base/text.h"
#include "support/assessed.h"
#include "support/problem_lines.h"

namespace mcprisk {
namespace {

// "D 46 critical-tools 22 high-tools 18 …", the terms that add points.
std::string Graded(const std::vector<AssessedTool>& tools,
                   const std::vector<Finding>& findings = {}) {
  const std::optional<Grade> grade = Assess(tools, findings).grade;
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

// Findings about a server itself: "warning/conceals Critical", "server/repeated-name Medium".
std::vector<Finding> FindingsOf(const std::vector<std::string>& lines) {
  std::vector<Finding> findings;
  for (const std::string& line : lines) {
    const std::vector<std::string_view> words = Split(line, ' ');
    findings.push_back({std::string(words[0]), ParseSeverity(words[1]).value(), "It is so.", {}});
  }
  return findings;
}

TEST(GradeTest, WhatAServerTellsTheModelWeighsAsMuchAsADefinition) {
  ToolBench tools;
  tools.Add("s:add Read Low");
  EXPECT_EQ(Graded(tools.all(), FindingsOf({"warning/conceals Critical"})),
            "F 70 poisoned-instructions 40 grave-instructions 26 instruction-findings 4");
  EXPECT_EQ(Graded(tools.all(), FindingsOf({"warning/conceals High"})),
            "C 30 grave-instructions 26 instruction-findings 4");
  EXPECT_EQ(Graded(tools.all(), FindingsOf({"warning/urges Medium", "warning/praises Low"})),
            "A 4 instruction-findings 4");
  EXPECT_EQ(
      Graded(tools.all(), FindingsOf({"warning/conceals Critical", "warning/lures Critical"})),
      "F 85 poisoned-instructions 50 grave-instructions 30 instruction-findings 5");
  EXPECT_EQ(Graded({}, FindingsOf({"warning/conceals Critical"})), "none");
}

TEST(GradeTest, OfTheToolsTogetherNamesThatMisleadCount) {
  ToolBench tools;
  tools.Add("s:add Read Low");
  EXPECT_EQ(Graded(tools.all(), FindingsOf({"server/look-alike-name High"})),
            "C 26 look-alike-names 26");
  EXPECT_EQ(Graded(tools.all(), FindingsOf({"server/repeated-name Medium"})),
            "A 4 repeated-names 4");
  EXPECT_EQ(Graded(tools.all(), FindingsOf({"server/names-foreign-tool Low",
                                            "server/many-tools "
                                            "Info",
                                            "server/copied-tools High"})),
            "A 0");
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

// Definitions whose names repeat, resemble each other and are mentioned, and findings about what
// their server tells the model, none of them mostly.
class RandomTexts {
 public:
  explicit RandomTexts(RandomTools* random) : random_(random) {}

  void AddTool() {
    static const std::vector<std::string> names = {"read_file", "read-file",      "Read_File",
                                                   "send_mail", "s\u0435nd_mail", "delete_note",
                                                   "list_users"};
    static const std::vector<std::string> descriptions = {
        "", "Does it.", "Call delete_note before.", "Use the list_users tool."};
    texts_.tools.push_back({names[random_->Below(names.size())],
                            descriptions[random_->Below(descriptions.size())], ""});
  }
  void MayTell() {
    if (random_->Below(4) > 0) return;
    told_.push_back({"warning/told", static_cast<Severity>(random_->Below(5)), "It tells.", {}});
  }
  std::vector<Finding> Findings() const {
    std::vector<Finding> findings = told_;
    for (Finding& finding : JudgeToolSet(ToolSetRules::Shipped(), texts_)) {
      findings.push_back(std::move(finding));
    }
    return findings;
  }

 private:
  RandomTools* random_;
  ServerTexts texts_;
  std::vector<Finding> told_;
};

TEST(GradeTest, NoToolImprovesTheGradeOfTenThousandRandomServers) {
  RandomTools random(20261129);
  int raised = 0;
  int raised_by_findings = 0;
  for (int server = 0; server < 10'000; ++server) {
    ToolBench tools;
    RandomTexts texts(&random);
    const size_t count = 1 + random.Below(12);
    for (size_t i = 0; i < count; ++i) tools.Add(random.Line(static_cast<int>(i)));
    for (size_t i = 0; i < random.Below(4); ++i) texts.AddTool();
    texts.MayTell();
    const AssessmentSummary before = Summarize(tools.all(), texts.Findings());
    tools.Add(random.Line(99));
    texts.AddTool();
    const AssessmentSummary after = Summarize(tools.all(), texts.Findings());
    ASSERT_GE(after.points, before.points) << "server " << server;
    ASSERT_GE(after.grade, before.grade) << "server " << server;
    raised += after.grade > before.grade;
    texts.MayTell();
    const AssessmentSummary told = Summarize(tools.all(), texts.Findings());
    ASSERT_GE(told.points, after.points) << "server " << server;
    ASSERT_GE(told.grade, after.grade) << "server " << server;
    raised_by_findings += told.grade > after.grade;
  }
  EXPECT_GT(raised, 500);  // so the servers were not all at the end of the scale
  EXPECT_GT(raised_by_findings, 100);
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
    ASSERT_GE(Summarize(riskier, {}).points, Summarize(tools.all(), {}).points)
        << "server " << server;
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
    const std::vector<Finding> findings =
        server % 2 == 0 ? FindingsOf({"warning/told High"}) : std::vector<Finding>();
    const Assessment full = Assess(tools.all(), findings);
    const AssessmentSummary summary = Summarize(tools.all(), findings);
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

TEST(GradeTest, TermsOverFindingsNameFindingsThatExist) {
  for (const GradeTermRule& term : GradeRules::Shipped().terms()) {
    for (const std::string& named : term.findings) {
      const std::vector<ToolSetRule>& rules = ToolSetRules::Shipped().all();
      const bool known = std::any_of(rules.begin(), rules.end(),
                                     [&](const ToolSetRule& rule) { return rule.id == named; });
      EXPECT_TRUE(known || named == kInstructionFindings) << term.id << ": " << named;
    }
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
                              "  - { id: t, title: t, flow: data-leak, first: 3 }\n"
                              "  - { id: t, title: t, findings: [], severity: Grave, first: 3, "
                              "most: 3 }\n",
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
            "grade.yaml:5:5: a term lacks the key \"points\"\n"
            "grade.yaml:6:34: findings must be a list with at least one item\n"
            "grade.yaml:6:48: unknown severity \"Grave\", expected one of Info, Low, Medium, High, "
            "Critical\n");
}

}  // namespace
}  // namespace mcprisk
