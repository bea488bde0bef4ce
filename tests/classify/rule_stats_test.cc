// What rules catch: counts over distinct definitions, and samples that do not depend on order.
#include "classify/rule_stats.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "commands/rules_stats.h"
#include "support/definitions.h"
#include "support/small_rules.h"

namespace mcprisk {
namespace {

std::vector<Tool> SomeTools() {
  std::vector<Tool> tools;
  for (const char* name : {"get_a", "get_b", "get_c", "get_d", "delete_a", "zzz"}) {
    tools.push_back(Defined("{\"name\":\"" + std::string(name) + "\"}"));
  }
  return tools;
}

TEST(RuleStatsTest, CountsDistinctDefinitions) {
  RuleStats stats(SmallRuleSet(), 2);
  for (int round = 0; round < 2; ++round) {
    for (const Tool& tool : SomeTools()) stats.Add("acme", tool);
  }
  EXPECT_EQ(stats.definitions(), 6u);
  EXPECT_EQ(stats.Of(Category::kRead), 5u);
  EXPECT_EQ(stats.Of(Category::kDestructive), 1u);
  EXPECT_EQ(stats.caught_by_nothing(), 1u);
  EXPECT_EQ(stats.server_decided(), 0u);
  EXPECT_EQ(stats.rule_stats().at("category/retrieves").decided, 4u);
  EXPECT_EQ(stats.path_stats().at("name-alone").definitions, 5u);
}

TEST(RuleStatsTest, SamplesAreTheSameInWhateverOrder) {
  std::vector<Tool> tools = SomeTools();
  RuleStats forward(SmallRuleSet(), 2);
  for (const Tool& tool : tools) forward.Add("acme", tool);
  RuleStats backward(SmallRuleSet(), 2);
  for (size_t i = tools.size(); i-- > 0;) backward.Add("acme", tools[i]);
  EXPECT_EQ(RuleStatsText(forward, "", 100), RuleStatsText(backward, "", 100));
  EXPECT_EQ(forward.rule_stats().at("category/retrieves").samples.all().size(), 2u);
}

TEST(RuleStatsTest, WhatARuleDecidedIsShownBeforeWhatItOnlyMatched) {
  Samples samples;
  Sample matched;
  Sample decided;
  decided.digest.bytes[0] = 9;
  decided.decided = true;
  samples.Offer(matched, 1);
  samples.Offer(decided, 1);
  ASSERT_EQ(samples.all().size(), 1u);
  EXPECT_TRUE(samples.all()[0].decided);
  Samples none;
  none.Offer(decided, 0);
  EXPECT_TRUE(none.all().empty());
}

TEST(RuleStatsTest, OneRuleIsShownWithItsSamplesEscaped) {
  RuleStats stats(SmallRuleSet(), 1);
  stats.Add("ac\u202eme", Defined(R"({"name":"delete_a","description":"Delete\u001b[2J it."})"));
  const std::string text = RuleStatsText(stats, "category/deletes", 100);
  EXPECT_EQ(text.substr(text.find("  rule ")),
            "  rule                                             matched   decided\n"
            "  category/deletes                                       1         1\n"
            "      Destructive · delete_a (ac\\u{202e}me) · \"Delete\\u{1b}[2J it.\"\n");
}

}  // namespace
}  // namespace mcprisk
