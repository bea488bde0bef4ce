#include "assess/attack.h"

#include <gtest/gtest.h>

#include <set>

#include "base/text.h"
#include "model/reference.h"
#include "support/assessed.h"
#include "support/problem_lines.h"

namespace mcprisk {
namespace {

std::string OnTool(const std::string& line) {
  ToolBench tools;
  tools.Add(line);
  std::vector<std::string> ids;
  for (const AttackPattern* pattern : AttacksOnTool(AttackPatterns::Shipped(), tools.all()[0])) {
    ids.push_back(pattern->id);
  }
  return Join(ids, " ");
}

TEST(AttackTest, TheTableHasEveryPatternThatIsExpected) {
  for (std::string_view id :
       {"destructive-action-autonomy", "runaway-tool-loop", "indirect-prompt-injection",
        "tool-poisoning", "rug-pull", "tool-shadowing", "confused-deputy", "command-injection",
        "sql-injection", "path-traversal", "server-side-request-forgery", "credential-leak",
        "data-exfiltration", "excessive-spending", "compromised-package", "memory-poisoning"}) {
    EXPECT_NE(AttackPatterns::Shipped().Find(id), nullptr) << id;
  }
}

TEST(AttackTest, EveryReferenceIsInTheTable) {
  for (const AttackPattern& pattern : AttackPatterns::Shipped().all()) {
    std::set<std::string> seen;
    for (const std::string& id : pattern.references) {
      EXPECT_NE(References::Shipped().Find(id), nullptr) << pattern.id << ": " << id;
      EXPECT_TRUE(seen.insert(id).second) << pattern.id << ": " << id << " is there twice";
    }
  }
}

TEST(AttackTest, ToolsAreAbusedByWhatTheyReach) {
  EXPECT_EQ(OnTool("s:get_job_status Read Low"), "tool-result-injection");
  EXPECT_EQ(OnTool("s:read_mail Read Medium reads-private-data untrusted-content"),
            "indirect-prompt-injection tool-result-injection data-exfiltration");
  EXPECT_EQ(OnTool("s:update Write Medium"), "runaway-tool-loop confused-deputy");
  EXPECT_EQ(OnTool("s:drop Destructive Critical deletes-data"),
            "destructive-action-autonomy runaway-tool-loop confused-deputy");
  EXPECT_EQ(OnTool("s:pay Financial Critical moves-money"),
            "runaway-tool-loop confused-deputy excessive-spending");
  EXPECT_EQ(OnTool("s:shell Execute Critical runs-commands"),
            "runaway-tool-loop data-exfiltration credential-leak command-injection");
  EXPECT_EQ(OnTool("s:sql Execute High queries-database free-query"),
            "destructive-action-autonomy runaway-tool-loop tool-result-injection "
            "data-exfiltration sql-injection");
  EXPECT_EQ(OnTool("s:add Read Low finding=Critical"), "tool-result-injection tool-poisoning");
}

std::string OnServer(const std::vector<Identity>& identities,
                     const std::vector<AssessedTool>& tools, const std::vector<Finding>& findings) {
  std::string lines;
  for (const ServerAttack& attack :
       AttacksOnServer(AttackPatterns::Shipped(), identities, tools, findings)) {
    lines += attack.pattern->id + (attack.server ? " server" : "") +
             (attack.tools.empty() ? "" : " " + Join(attack.tools, ",")) + "\n";
  }
  return lines;
}

TEST(AttackTest, WhatAServerTellsTheModelIsPoison) {
  ToolBench tools;
  tools.Add("s:sum Read Low closed-world");
  EXPECT_EQ(OnServer({}, tools.all(), {{"warning/conceals", Severity::kHigh, "It does.", {}}}),
            "tool-result-injection sum\ntool-poisoning server\ntool-shadowing server\n");
  EXPECT_EQ(OnServer({}, tools.all(),
                     {{"warning/urges", Severity::kLow, "It does.", {}},
                      {"server/look-alike-name", Severity::kHigh, "Two do.", {}}}),
            "tool-result-injection sum\ntool-shadowing server\n");
}

TEST(AttackTest, AServerIsAbusedByItsToolsAndByHowItIsReached) {
  ToolBench tools;
  tools.Add("s:get Read Low").Add("s:put Write Medium persists-memory");
  EXPECT_EQ(OnServer({{IdentityKind::kRemote, "https://mcp.acme.example"}}, tools.all(), {}),
            "runaway-tool-loop put\n"
            "tool-result-injection get\n"
            "tool-shadowing server\n"
            "rug-pull server\n"
            "look-alike-server server\n"
            "confused-deputy put\n"
            "memory-poisoning put\n");
}

TEST(AttackTest, ATableWithMistakesNamesThemAll) {
  std::vector<Problem> problems;
  EXPECT_EQ(AttackPatterns::Parse("attacks.yaml",
                                  "- id: a\n"
                                  "  name: A\n"
                                  "  group: g\n"
                                  "  summary: s\n"
                                  "  applies: [ { server: packages }, { category: Raed } ]\n"
                                  "  prevent: [p]\n",
                                  &problems),
            nullptr);
  std::string lines;
  lines += ProblemLines(problems);
  EXPECT_EQ(lines,
            "attacks.yaml:5:24: unknown server \"packages\", did you mean \"package\"?\n"
            "attacks.yaml:5:48: unknown category \"Raed\", did you mean \"Read\"?\n"
            "attacks.yaml:1:3: a pattern lacks the key \"references\"\n");
}

}  // namespace
}  // namespace mcprisk
