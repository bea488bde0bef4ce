#include "assess/flow.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "model/reference.h"
#include "support/assessed.h"
#include "support/problem_lines.h"

namespace mcprisk {
namespace {

// A line for each flow, one for each of its legs, and the smallest set.
std::string Lines(const std::vector<AssessedTool>& tools) {
  std::string lines;
  for (const Flow& flow : FindFlows(FlowRules::Shipped(), tools)) {
    lines += flow.rule->id + "\n";
    for (const FlowLeg& leg : flow.legs) {
      lines += "  " + leg.rule->id;
      for (const FlowStep& step : leg.steps) {
        lines += " " + step.server + ":" + step.tool + "(" + step.reason + ")";
      }
      lines += "\n";
    }
    lines += "  smallest";
    for (const FlowStep& step : flow.smallest) lines += " " + step.server + ":" + step.tool;
    lines += "\n";
  }
  return lines;
}

TEST(FlowTest, ADataLeakNeedsAllThreeLegs) {
  ToolBench tools;
  tools.Add("issues:get_issue Read Low untrusted-content")
      .Add("db:query Read Medium queries-database");
  EXPECT_EQ(Lines(tools.all()), "");
  tools.Add("web:fetch Read Low calls-url");
  EXPECT_EQ(Lines(tools.all()),
            "data-leak\n"
            "  untrusted issues:get_issue(untrusted-content)\n"
            "  private db:query(queries-database)\n"
            "  way-out web:fetch(calls-url)\n"
            "  smallest issues:get_issue db:query web:fetch\n");
}

TEST(FlowTest, BrowsingIsNoWayOutWithoutAUrlOfTheCaller) {
  ToolBench tools;
  tools.Add("web:read_page Read Low browses-web").Add("files:read Read Medium reads-files");
  EXPECT_EQ(Lines(tools.all()), "");
  tools.Add("web:open Execute High browses-web calls-url");
  EXPECT_EQ(Lines(tools.all()),
            "data-leak\n"
            "  untrusted web:read_page(browses-web) web:open(browses-web)\n"
            "  private files:read(reads-files)\n"
            "  way-out web:open(calls-url)\n"
            "  smallest web:open files:read web:open\n");
}

TEST(FlowTest, LegsNameTheMostTellingToolFirst) {
  ToolBench tools;
  tools.Add("s:read Read Critical reads-files")
      .Add("s:shell Execute Critical runs-commands reads-files")
      .Add("s:env Read High reads-secrets")
      .Add("s:mail Read Medium untrusted-content reads-private-data")
      .Add("s:send Execute High sends-message");
  EXPECT_EQ(Lines(tools.all()),
            "data-leak\n"
            "  untrusted s:mail(untrusted-content)\n"
            "  private s:env(reads-secrets) s:mail(reads-private-data) s:read(reads-files) "
            "s:shell(reads-files)\n"
            "  way-out s:send(sends-message) s:shell(runs-commands)\n"
            "  smallest s:mail s:mail s:send\n"
            "code-execution\n"
            "  untrusted s:mail(untrusted-content)\n"
            "  execution s:shell(runs-commands)\n"
            "  smallest s:mail s:shell\n");
}

TEST(FlowTest, WhatDeletesOrPaysIsAFlowWithStrangersText) {
  ToolBench tools;
  tools.Add("a:drop Destructive Critical deletes-data").Add("b:pay Financial Critical moves-money");
  EXPECT_EQ(Lines(tools.all()), "");
  tools.Add("c:reviews Read Low untrusted-content");
  EXPECT_EQ(FlowIds(FlowRules::Shipped(), tools.all()),
            (std::vector<std::string>{"destruction", "payment"}));
}

TEST(FlowTest, NoToolsMakeNoFlow) { EXPECT_EQ(Lines({}), ""); }

TEST(FlowTest, TheOrderOfToolsDoesNotMatter) {
  ToolBench tools;
  tools.Add("a:x Read Low untrusted-content")
      .Add("b:x Read Medium reads-files")
      .Add("b:y Read Medium reads-files")
      .Add("c:x Execute High sends-message runs-code");
  std::vector<AssessedTool> reversed(tools.all().rbegin(), tools.all().rend());
  EXPECT_EQ(Lines(reversed), Lines(tools.all()));
}

TEST(FlowTest, EveryReferenceIsInTheTable) {
  for (const FlowRule& rule : FlowRules::Shipped().all()) {
    for (const std::string& id : rule.references) {
      EXPECT_NE(References::Shipped().Find(id), nullptr) << rule.id << ": " << id;
    }
  }
}

TEST(FlowTest, ATableWithMistakesNamesThemAll) {
  std::vector<Problem> problems;
  EXPECT_EQ(FlowRules::Parse("flows.yaml",
                             "- id: leak\n"
                             "  title: It leaks\n"
                             "  severity: Hihg\n"
                             "  prevent: stop it\n"
                             "  references: [CWE-78]\n"
                             "  legs:\n"
                             "    - id: one\n"
                             "      title: one leg\n"
                             "      tools: [ { categroy: Read } ]\n",
                             &problems),
            nullptr);
  std::string lines;
  lines += ProblemLines(problems);
  EXPECT_EQ(lines,
            "flows.yaml:3:13: unknown severity \"Hihg\", did you mean \"High\"?\n"
            "flows.yaml:9:18: unknown key \"categroy\" in a case of tools, did you mean "
            "\"category\"?\n"
            "flows.yaml:7:5: a flow has 2 to 4 legs\n");
}

}  // namespace
}  // namespace mcprisk
