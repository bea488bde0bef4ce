#include "classify/risk.h"

#include <gtest/gtest.h>

#include <string>

#include "base/text.h"
#include "support/small_rules.h"

namespace mcprisk {
namespace {

std::vector<std::string> WordsOf(const std::string& text) {
  std::vector<std::string> words;
  for (std::string_view word : Split(text, ' ')) {
    if (!word.empty()) words.emplace_back(word);
  }
  return words;
}

std::string RiskOf(Category category, const std::string& capabilities,
                   const RuleSet& rules = RuleSet::Shipped()) {
  std::vector<std::string> steps;
  return std::string(RiskName(DeriveRisk(category, WordsOf(capabilities), rules, &steps)));
}

TEST(RiskTest, ACategoryHasItsStart) {
  EXPECT_EQ(RiskOf(Category::kRead, ""), "Low");
  EXPECT_EQ(RiskOf(Category::kWrite, ""), "Medium");
  EXPECT_EQ(RiskOf(Category::kExecute, ""), "High");
  EXPECT_EQ(RiskOf(Category::kDestructive, ""), "Critical");
  EXPECT_EQ(RiskOf(Category::kFinancial, ""), "Critical");
}

// The published table, row by row.
TEST(RiskTest, CapabilitiesMoveItAsPublished) {
  const struct {
    Category category;
    const char* capabilities;
    const char* risk;
  } kRows[] = {
      // Hands out secrets: at least High.
      {Category::kRead, "reads-secrets", "High"},
      {Category::kWrite, "reads-secrets", "High"},
      {Category::kExecute, "reads-secrets", "High"},
      // Reads private data: at least Medium.
      {Category::kRead, "reads-private-data", "Medium"},
      {Category::kWrite, "reads-private-data", "Medium"},
      {Category::kExecute, "reads-private-data", "High"},
      // Changes access: at least High.
      {Category::kWrite, "changes-access", "High"},
      {Category::kDestructive, "changes-access", "Critical"},
      // The caller writes what runs: Critical.
      {Category::kExecute, "runs-code", "Critical"},
      {Category::kExecute, "runs-commands", "Critical"},
      // A query that can write: at least High.
      {Category::kWrite, "free-query", "High"},
      {Category::kExecute, "free-query", "High"},
      // Many things at once: one up, to at most Critical.
      {Category::kWrite, "bulk", "High"},
      {Category::kExecute, "bulk", "Critical"},
      {Category::kDestructive, "bulk", "Critical"},
      // A passive step of an interface: Execute to Medium.
      {Category::kExecute, "passive-step", "Medium"},
      {Category::kWrite, "passive-step", "Medium"},
      {Category::kDestructive, "passive-step", "Critical"},
      // Says that it can be taken back: one down for Destructive and Financial.
      {Category::kDestructive, "reversible", "High"},
      {Category::kFinancial, "reversible", "High"},
      {Category::kWrite, "reversible", "Medium"},
      {Category::kExecute, "reversible", "High"},
      // Together, at most two steps away from the start.
      {Category::kRead, "reads-secrets reads-private-data", "High"},
      {Category::kWrite, "reads-secrets bulk", "Critical"},
      {Category::kExecute, "runs-code bulk", "Critical"},
      // What says nothing of risk.
      {Category::kRead, "browses-web untrusted-content", "Low"},
      {Category::kWrite, "idempotent closed-world", "Medium"},
      {Category::kRead, "no-such-capability", "Low"},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(RiskOf(row.category, row.capabilities), row.risk)
        << CategoryName(row.category) << ": " << row.capabilities;
  }
}

// All sets of the capabilities that move anything, for every category.
TEST(RiskTest, OnlyTwoCapabilitiesLowerAndNoneGoesFar) {
  const RuleSet& rules = RuleSet::Shipped();
  std::vector<std::string> movers;
  for (const RiskMove& move : rules.risk_moves()) movers.push_back(move.capability);
  ASSERT_LT(movers.size(), 16u);
  for (int c = 0; c < kCategories; ++c) {
    auto category = static_cast<Category>(c);
    int start = static_cast<int>(rules.RiskStart(category));
    std::vector<int> risks(size_t{1} << movers.size());
    for (size_t set = 0; set < risks.size(); ++set) {
      std::vector<std::string> capabilities;
      for (size_t i = 0; i < movers.size(); ++i) {
        if (set >> i & 1) capabilities.push_back(movers[i]);
      }
      std::vector<std::string> steps;
      risks[set] = static_cast<int>(DeriveRisk(category, capabilities, rules, &steps));
      ASSERT_LE(std::abs(risks[set] - start), kMaxRiskSteps);
      ASSERT_TRUE(steps.back().ends_with(RiskName(static_cast<Risk>(risks[set])))) << steps.back();
      for (size_t i = 0; i < movers.size(); ++i) {
        bool lowers = movers[i] == "passive-step" || movers[i] == "reversible";
        if (lowers || !(set >> i & 1)) continue;
        ASSERT_GE(risks[set], risks[set & ~(size_t{1} << i)])
            << movers[i] << " lowers " << CategoryName(category);
      }
    }
  }
}

TEST(RiskTest, EachStepIsASentence) {
  const RuleSet& rules = SmallRuleSet();
  auto steps_of = [&](Category category, const std::string& capabilities) {
    std::vector<std::string> steps;
    DeriveRisk(category, WordsOf(capabilities), rules, &steps);
    return Join(steps, "\n");
  };
  EXPECT_EQ(steps_of(Category::kRead, ""), "Read starts at Low");
  EXPECT_EQ(steps_of(Category::kRead, "bulk"), "Read starts at Low");
  EXPECT_EQ(steps_of(Category::kWrite, "bulk reads-secrets"),
            "Write starts at Medium\n"
            "reads-secrets: it hands out secrets, so High\n"
            "bulk: it acts on many things, so Critical");
  // A move that changes nothing is no step.
  EXPECT_EQ(steps_of(Category::kFinancial, "reads-secrets"), "Financial starts at Critical");
}

}  // namespace
}  // namespace mcprisk
