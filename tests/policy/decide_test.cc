#include "policy/decide.h"

#include <gtest/gtest.h>

#include <string>

#include "policy/compare.h"
#include "policy/target.h"
#include "support/sample_policy.h"

namespace mcprisk {
namespace {

// "limit since amount is at most 100"
std::string Decided(const std::string& tool, const std::string& arguments) {
  JsonParser parser;
  Result<Json> json = parser.Parse(arguments);
  EXPECT_TRUE(json) << arguments;
  CallVerdict verdict = Decide(SampleServer().policy, tool, *json);
  std::string text(DecisionName(verdict.decision));
  if (!verdict.because.empty()) text += " since " + verdict.because;
  return text;
}

TEST(DecideTest, TheMildestCaseThatHoldsDecides) {
  EXPECT_EQ(Decided("pay", R"({"amount":100})"), "limit since amount is at most 100");
  EXPECT_EQ(Decided("pay", R"({"amount":-5})"), "limit since amount is at most 100");
  EXPECT_EQ(Decided("pay", R"({"amount":100.01})"), "ask");
  EXPECT_EQ(Decided("pay", R"({"amount":"5"})"), "ask");
  EXPECT_EQ(Decided("pay", R"({"amount":null})"), "ask");
  EXPECT_EQ(Decided("pay", R"({})"), "ask");
  EXPECT_EQ(Decided("pay", R"({"x":{"amount":5}})"), "ask");
  EXPECT_EQ(Decided("manage_item", R"({"method":"get"})"), "allow since method is get or list");
  EXPECT_EQ(Decided("manage_item", R"({"method":"GET"})"), "deny");
  EXPECT_EQ(Decided("manage_item", R"({"method":"update"})"), "ask since method is update");
  EXPECT_EQ(Decided("pay oddly", R"({"the ~/amount":2})"),
            "allow since the ~/amount is at most 2.5");
}

TEST(DecideTest, AllConditionsOfACaseMustHold) {
  EXPECT_EQ(Decided("restore", R"({"overwrite":false,"scope":"one"})"),
            "allow since overwrite is false and scope is one or it's");
  EXPECT_EQ(Decided("restore", R"({"overwrite":false,"scope":"all"})"), "ask");
  EXPECT_EQ(Decided("restore", R"({"overwrite":"false","scope":"one"})"), "ask");
  EXPECT_EQ(Decided("sync", R"({"dry_run":true})"), "allow since dry_run is true");
  EXPECT_EQ(Decided("sync", R"({"dry_run":1})"), "deny");
  EXPECT_EQ(Decided("run_query", R"({"sql":"select 1"})"), "limit since sql only reads");
  EXPECT_EQ(Decided("run_query", R"({"sql":"select 1; drop"})"), "ask");
}

TEST(DecideTest, AToolThatIsNotNamedHasTheDefault) {
  JsonParser parser;
  Policy policy;
  EXPECT_EQ(Decide(policy, "x", *parser.Parse("{}")).decision, Decision::kDeny);
  policy.unlisted = Decision::kAllow;
  CallVerdict verdict = Decide(policy, "x", {});
  EXPECT_EQ(verdict.decision, Decision::kAllow);
  EXPECT_FALSE(verdict.listed);
}

TEST(DecideTest, APatternThatIsNoneLetsNothingThrough) {
  JsonParser parser;
  Json arguments = *parser.Parse(R"({"a":"x"})");
  using Kind = ArgumentCondition::Kind;
  EXPECT_FALSE(Holds({"/a", Kind::kMatches, 0, {"("}}, arguments));
  EXPECT_FALSE(Holds({"/a", Kind::kNotMatches, 0, {"("}}, arguments));
}

// Rulings as text, a line a tool.
std::string Text(const Policy& policy) {
  std::string text;
  for (const Ruling& ruling : policy.rulings)
    text += ruling.tool + ": " + RulingText(ruling) + "\n";
  return text;
}

TEST(ReadBackTest, OurOwnPolicyLosesNothing) {
  const Target& neutral = *FindTarget("neutral");
  // The tool named * is one like any other here.
  Result<TargetFile> file = WriteTarget(neutral, {SampleServer()}, {});
  ASSERT_TRUE(file);
  Result<Policy> read = neutral.read(file->text, "vault");
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(Text(*read), Text(SampleServer().policy));
  TargetServer again = SampleServer();
  again.policy = *read;
  EXPECT_EQ(WriteTarget(neutral, {again}, {})->text, file->text);
  EXPECT_EQ(neutral.read(file->text, "other").error(), "/servers has no server \"other\"");
}

TEST(ReadBackTest, APolicyJsonSaysNothingMilderThanThePolicy) {
  const Target& layer = *FindTarget("policylayer");
  Result<TargetFile> file = WriteTarget(layer, {SampleServer()}, {});
  ASSERT_TRUE(file);
  Result<Policy> read = layer.read(file->text, "");
  ASSERT_TRUE(read) << read.error();
  for (const PolicyDifference& one : Compare(SampleServer().policy, *read)) {
    EXPECT_EQ(one.change, PolicyChange::kStricter)
        << one.tool << ": " << one.from << " -> " << one.to;
  }
}

TEST(ReadBackTest, WhatIsNotUnderstoodIsRefused) {
  const Target& layer = *FindTarget("policylayer");
  auto refusal = [&](const std::string& tools) {
    Result<Policy> read =
        layer.read(R"({"version":"1","default":"deny","tools":)" + tools + "}", "");
    return read ? "read" : read.error();
  };
  EXPECT_EQ(refusal(R"({"a":{"deny_if":[{"conditions":[{"path":"args.b","op":"contains",
                        "value":"x"}],"on_deny":""}]}})"),
            "/tools/a: the condition on b with contains is not understood");
  EXPECT_EQ(refusal(R"({"a":{"require":[{"path":"state.b","op":"lte","value":1}]}})"),
            "/tools/a: the condition on state.b with lte is not understood");
  EXPECT_EQ(layer.read(R"({"default":"deny"})", "").error(), "/version must be \"1\"");
  EXPECT_EQ(layer.read("[", "").error().empty(), false);
}

TEST(CompareTest, TellsWhereCallsFareBetterOrWorse) {
  auto change = [](const Ruling& from, const Ruling& to) { return CompareRulings(from, to); };
  Ruling ask, allow, capped, higher;
  ask.decision = capped.decision = higher.decision = Decision::kAsk;
  allow.decision = Decision::kAllow;
  using Kind = ArgumentCondition::Kind;
  capped.cases = {{{{"/a", Kind::kAtMost, 10, {}}}, Decision::kAllow, {}, "", ""}};
  higher.cases = {{{{"/a", Kind::kAtMost, 20, {}}}, Decision::kAllow, {}, "", ""}};
  EXPECT_EQ(change(ask, ask), PolicyChange::kSame);
  EXPECT_EQ(change(ask, allow), PolicyChange::kMilder);
  EXPECT_EQ(change(allow, ask), PolicyChange::kStricter);
  EXPECT_EQ(change(ask, capped), PolicyChange::kMilder);
  EXPECT_EQ(change(capped, higher), PolicyChange::kMilder);
  EXPECT_EQ(change(higher, capped), PolicyChange::kStricter);
  Ruling deny_capped = capped;
  deny_capped.decision = Decision::kDeny;
  EXPECT_EQ(change(ask, deny_capped), PolicyChange::kBoth);
  Ruling slow, fast;
  slow.decision = fast.decision = Decision::kLimit;
  slow.limit = {60, "hour"};
  fast.limit = {2, "minute"};
  EXPECT_EQ(change(slow, fast), PolicyChange::kMilder);
}

}  // namespace
}  // namespace mcprisk
