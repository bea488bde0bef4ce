#include "policy/posture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "base/embedded.h"
#include "policy/policy.h"
#include "support/problem_lines.h"

namespace mcprisk {
namespace {

// Everything that is wrong with the posture file "p/tiny.yaml", a line a problem.
std::string Problems(std::string_view yaml) {
  std::vector<Problem> problems;
  auto posture = ParsePosture("p/tiny.yaml", yaml, &problems);
  EXPECT_EQ(posture == nullptr, !problems.empty());
  std::string text;
  text += ProblemLines(problems);
  return text;
}

constexpr char kHead[] = "name: tiny\ntitle: Tiny\nunknown_tool: deny\n";

TEST(PostureTest, ReadsEverythingAPostureCanSay) {
  std::vector<Problem> problems;
  auto posture = ParsePosture("p/tiny.yaml", R"(
name: tiny
title: Two lines
unknown_tool: deny
lines:
  - id: pays
    when: { category: [Financial, Write], risk: high, capability: moves-money }
    ruling: ask
    limit: { max: 5, window: hour }
    amount_cap: 2.5
    reason: it pays
  - { id: rest, when: {}, ruling: allow, reason: it is harmless }
adjustments:
  - { id: warned, when: { finding: [High], confidence_below: 0.5 }, at_least: deny, reason: warned }
)",
                              &problems);
  ASSERT_TRUE(problems.empty()) << problems[0].place << ": " << problems[0].what;
  EXPECT_EQ(posture->name, "tiny");
  EXPECT_EQ(posture->title, "Two lines");
  ASSERT_EQ(posture->lines.size(), 2u);
  const PostureLine& pays = posture->lines[0];
  EXPECT_EQ(pays.id, "pays");
  EXPECT_EQ(pays.when.categories, (std::vector{Category::kFinancial, Category::kWrite}));
  EXPECT_EQ(pays.when.risks, std::vector{Risk::kHigh});
  EXPECT_EQ(pays.when.capabilities, std::vector<std::string>{"moves-money"});
  EXPECT_EQ(pays.ruling, Decision::kAsk);
  EXPECT_EQ(pays.limit->max, 5u);
  EXPECT_EQ(pays.limit->window, "hour");
  EXPECT_EQ(pays.amount_cap, 2.5);
  EXPECT_EQ(pays.reason, "it pays");
  ASSERT_EQ(posture->adjustments.size(), 1u);
  const PostureAdjustment& warned = posture->adjustments[0];
  EXPECT_EQ(warned.when.findings, std::vector{Severity::kHigh});
  EXPECT_EQ(warned.when.confidence_below, 0.5);
  EXPECT_EQ(warned.at_least, Decision::kDeny);
  EXPECT_EQ(warned.stricter, 0);
}

TEST(PostureTest, TellsAllProblemsAtOnceWithTheirPlaces) {
  EXPECT_EQ(Problems(R"(name: small
title: ""
unknown_tool: allow
lines:
  - id: reads
    wen: { category: Read }
    ruling: alow
    reason: it reads
  - id: reads
    when: { category: Raed, risk: [Low, Hihg], confidence_below: 2 }
    ruling: limit
    limit: { max: 0, windows: minute }
    reason: it reads
    reason: it reads again
)"),
            R"(p/tiny.yaml:1:7: the name must be that of the file, without .yaml
p/tiny.yaml:2:8: title must be a text
p/tiny.yaml:3:15: unknown_tool must be deny: a tool that nobody judged is never let through
p/tiny.yaml:6:5: unknown key "wen" in a line, did you mean "when"?
p/tiny.yaml:7:13: unknown ruling "alow", did you mean "allow"?
p/tiny.yaml:5:5: a line lacks the key "when"
p/tiny.yaml:9:9: the id "reads" is taken by an earlier line or adjustment
p/tiny.yaml:10:23: unknown category "Raed", did you mean "Read"?
p/tiny.yaml:10:41: unknown risk "Hihg", did you mean "High"?
p/tiny.yaml:10:66: confidence_below must be a number above 0 and at most 1
p/tiny.yaml:12:19: max must be a whole number from 1 to 1000000
p/tiny.yaml:12:22: unknown key "windows" in limit, did you mean "window"?
p/tiny.yaml:12:12: limit lacks the key "window"
p/tiny.yaml:14:5: key "reason" is given twice in a line
)");
}

TEST(PostureTest, AWordThatIsNearNothingGetsTheWholeList) {
  EXPECT_EQ(Problems(std::string(kHead) +
                     "lines:\n"
                     "  - { id: a, when: { category: Gardening }, ruling: deny, reason: r }\n"),
            "p/tiny.yaml:5:32: unknown category \"Gardening\", expected one of Read, Write, "
            "Execute, Destructive, Financial\n");
}

TEST(PostureTest, RefusesLinesThatContradictThemselves) {
  EXPECT_EQ(Problems(std::string(kHead) + R"(lines:
  - { id: a, when: {}, ruling: limit, reason: r }
  - { id: b, when: {}, ruling: allow, limit: { max: 1, window: hour }, reason: r }
  - { id: c, when: {}, ruling: ask, amount_cap: 10, reason: r }
  - { id: h, when: {}, ruling: ask, dry_run: deny, reason: r }
  - { id: i, when: {}, ruling: ask, read_only_query: limit, reason: r }
adjustments:
  - { id: d, when: {}, reason: r }
  - { id: e, when: {}, stricter: 1, at_least: ask, limit: { max: 1, window: hour }, reason: r }
  - { id: f, when: {}, stricter: 1, reason: r }
  - { id: G, when: {}, at_least: deny, reason: r }
)"),
            R"(p/tiny.yaml:5:5: a line that rules limit needs a limit: { max, window }
p/tiny.yaml:6:5: only a line that rules limit or ask has a limit
p/tiny.yaml:7:5: only a line that rules ask and has a limit has an amount_cap
p/tiny.yaml:8:5: dry_run must be milder than the ruling of its line
p/tiny.yaml:9:5: read_only_query: limit needs a limit: { max, window }
p/tiny.yaml:11:5: an adjustment needs one of stricter (1 to 3) and at_least (a ruling)
p/tiny.yaml:12:5: an adjustment needs one of stricter (1 to 3) and at_least (a ruling)
p/tiny.yaml:13:5: an adjustment that turns allow into limit needs a limit: { max, window }
p/tiny.yaml:14:11: an id is made of lower-case letters, digits and hyphens
)");
}

TEST(PostureTest, RefusesValuesOfTheWrongShape) {
  EXPECT_EQ(Problems("[]"), "p/tiny.yaml:1:1: a posture must be a map of keys and values\n");
  EXPECT_EQ(Problems(std::string(kHead) + "lines: []\n"),
            "p/tiny.yaml:4:8: lines must be a list with at least one item\n");
  EXPECT_EQ(
      Problems(std::string(kHead) + "lines: [7, { id: [], when: 1, ruling: {}, reason: [] }]\n"),
      "p/tiny.yaml:4:9: a line must be a map of keys and values\n"
      "p/tiny.yaml:4:18: an id is made of lower-case letters, digits and hyphens\n"
      "p/tiny.yaml:4:28: when must be a map of keys and values\n"
      "p/tiny.yaml:4:39: unknown ruling \"\", expected one of allow, limit, ask, deny\n"
      "p/tiny.yaml:4:51: reason must be a text\n");
}

TEST(PostureTest, RefusesWhatIsNoYaml) {
  EXPECT_EQ(Problems(""), "p/tiny.yaml: the file must hold exactly one document\n");
  EXPECT_EQ(Problems("---\na: 1\n---\nb: 2\n"),
            "p/tiny.yaml: the file must hold exactly one document\n");
  EXPECT_EQ(Problems("name: [tiny\n"), "p/tiny.yaml:2:1: end of sequence flow not found\n");
}

TEST(PostureTest, TheShippedPosturesLoadAndAreFoundByName) {
  const Postures& shipped = Postures::Shipped();
  EXPECT_EQ(shipped.Names(), (std::vector<std::string>{"balanced", "careful", "open"}));
  for (const std::string& name : shipped.Names()) EXPECT_EQ(shipped.Find(name)->name, name);
  EXPECT_EQ(shipped.Find("careful"), shipped.Find("careful"));
  EXPECT_NE(shipped.Find(kDefaultPosture), nullptr);
  EXPECT_EQ(shipped.Find("reckless"), nullptr);
}

}  // namespace
}  // namespace mcprisk
