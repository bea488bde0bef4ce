#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "policy/policy.h"
#include "policy/posture.h"

namespace mcprisk {
namespace {

Classification Judged(Category category, Risk risk, std::vector<std::string> capabilities = {}) {
  Classification classification;
  classification.category = category;
  classification.risk = risk;
  classification.confidence = 0.9;
  classification.capabilities = std::move(capabilities);
  return classification;
}

Tool Named(std::string name) {
  Tool tool;
  tool.name = std::move(name);
  return tool;
}

Parameter Number(std::string name, bool required = true) {
  Parameter parameter;
  parameter.name = std::move(name);
  parameter.type = "number";
  parameter.required = required;
  return parameter;
}

Ruling Rule(std::string_view posture, const Classification& classification,
            const Tool& tool = Named("t")) {
  return MakeRuling(tool, classification, *Postures::Shipped().Find(posture));
}

// "limit 30/minute"
std::string Short(const Ruling& ruling) {
  std::string text(DecisionName(ruling.decision));
  if (ruling.limit) text += " " + std::to_string(ruling.limit->max) + "/" + ruling.limit->window;
  return text;
}

// What a posture says of every category and risk, a line a category.
std::string Table(std::string_view posture) {
  std::string table;
  for (int category = 0; category < kCategories; ++category) {
    table += CategoryName(static_cast<Category>(category));
    for (int risk = 0; risk < kRisks; ++risk) {
      table += risk == 0 ? ": " : ", ";
      table +=
          Short(Rule(posture, Judged(static_cast<Category>(category), static_cast<Risk>(risk))));
    }
    table += "\n";
  }
  return table;
}

TEST(RulingTest, Balanced) {
  EXPECT_EQ(Table("balanced"),
            R"(Read: allow, limit 60/minute, limit 60/minute, ask
Write: limit 30/minute, limit 30/minute, limit 30/minute, limit 30/minute
Execute: limit 10/minute, limit 10/minute, limit 10/minute, ask 10/minute
Destructive: ask, ask, ask, deny
Financial: ask 10/minute, ask 10/minute, ask 10/minute, ask 10/minute
)");
  EXPECT_EQ(Short(Rule("balanced", Judged(Category::kRead, Risk::kHigh, {"reads-secrets"}))),
            "ask");
}

TEST(RulingTest, Careful) {
  EXPECT_EQ(Table("careful"),
            R"(Read: limit 60/minute, limit 10/minute, ask, ask
Write: ask 10/minute, ask 10/minute, deny, deny
Execute: ask 10/minute, ask 10/minute, deny, deny
Destructive: deny, deny, deny, deny
Financial: deny, deny, deny, deny
)");
  EXPECT_EQ(Short(Rule("careful", Judged(Category::kRead, Risk::kHigh, {"reads-secrets"}))),
            "deny");
}

TEST(RulingTest, Open) {
  EXPECT_EQ(Table("open"),
            R"(Read: allow, allow, allow, allow
Write: limit 120/minute, limit 120/minute, limit 120/minute, limit 120/minute
Execute: limit 30/minute, limit 30/minute, limit 30/minute, limit 30/minute
Destructive: limit 10/minute, limit 10/minute, limit 10/minute, ask 10/minute
Financial: ask 10/minute, ask 10/minute, ask 10/minute, ask 10/minute
)");
}

TEST(RulingTest, NoToolFaresBetterUnderAStricterPosture) {
  for (int category = 0; category < kCategories; ++category) {
    for (int risk = 0; risk < kRisks; ++risk) {
      for (const char* capability : {"reads-secrets", "trades", "bulk"}) {
        for (double confidence : {0.3, 0.9}) {
          Classification judged =
              Judged(static_cast<Category>(category), static_cast<Risk>(risk), {capability});
          judged.confidence = confidence;
          Decision careful = Rule("careful", judged).decision;
          Decision balanced = Rule("balanced", judged).decision;
          EXPECT_GE(careful, balanced) << category << " " << risk << " " << capability;
          EXPECT_GE(balanced, Rule("open", judged).decision)
              << category << " " << risk << " " << capability;
        }
      }
    }
  }
}

TEST(RulingTest, TheReasonNamesTheLineThatDecided) {
  EXPECT_EQ(Rule("balanced", Judged(Category::kFinancial, Risk::kCritical)).reason,
            "it moves or promises money (balanced/financial).");
}

TEST(RulingTest, AnUnsureVerdictIsOneStepStricter) {
  auto unsure = [](Category category, Risk risk) {
    Classification judged = Judged(category, risk);
    judged.confidence = 0.59;
    return Short(Rule("balanced", judged));
  };
  EXPECT_EQ(unsure(Category::kRead, Risk::kLow), "limit 60/minute");
  EXPECT_EQ(unsure(Category::kWrite, Risk::kMedium), "ask 30/minute");
  EXPECT_EQ(unsure(Category::kExecute, Risk::kCritical), "deny");
  EXPECT_EQ(unsure(Category::kDestructive, Risk::kCritical), "deny");

  Classification judged = Judged(Category::kRead, Risk::kLow);
  judged.confidence = 0.6;
  EXPECT_EQ(Short(Rule("balanced", judged)), "allow");
  judged.confidence = 0.3;
  EXPECT_EQ(Rule("balanced", judged).reason,
            "it only reads, and nothing that needs protection (balanced/read-low); its definition "
            "says too little to be sure, so one step stricter (balanced/unsure).");
}

TEST(RulingTest, AWarningAboutTheDefinitionAsksAtLeast) {
  auto warned = [](std::string_view posture, Category category, Risk risk, Severity severity) {
    Classification judged = Judged(category, risk);
    judged.findings = {{"warning/w", severity, "…", {}}};
    return Short(Rule(posture, judged));
  };
  EXPECT_EQ(warned("balanced", Category::kRead, Risk::kLow, Severity::kHigh), "ask");
  EXPECT_EQ(warned("balanced", Category::kRead, Risk::kLow, Severity::kMedium), "allow");
  EXPECT_EQ(warned("balanced", Category::kDestructive, Risk::kCritical, Severity::kHigh), "deny");
  EXPECT_EQ(warned("careful", Category::kRead, Risk::kLow, Severity::kHigh), "deny");
  EXPECT_EQ(warned("open", Category::kRead, Risk::kLow, Severity::kCritical), "ask");
}

TEST(RulingTest, AToolThatNoLineSpeaksOfIsDenied) {
  Posture empty;
  empty.name = "empty";
  Ruling ruling = MakeRuling(Named("t"), Judged(Category::kRead, Risk::kLow), empty);
  EXPECT_EQ(Short(ruling), "deny");
  EXPECT_EQ(ruling.reason, "no line of the posture speaks of it (empty).");
}

TEST(RulingTest, CapsTheAmountWhereAParameterIsOne) {
  Tool pay = Named("pay");
  pay.parameters = {Number("quantity"), Number("paymentAmount")};
  Ruling ruling = Rule("balanced", Judged(Category::kFinancial, Risk::kCritical), pay);
  ASSERT_EQ(ruling.cases.size(), 1u);
  EXPECT_EQ(ruling.cases[0].conditions[0].parameter, "/paymentAmount");
  EXPECT_EQ(ruling.cases[0].conditions[0].number, 100);
  EXPECT_EQ(ruling.cases[0].when, "paymentAmount is at most 100");
  EXPECT_EQ(Rule("open", Judged(Category::kFinancial, Risk::kCritical), pay).cases[0].when,
            "paymentAmount is at most 500");
}

TEST(RulingTest, DoesNotCapWhatACapWouldNotHold) {
  auto cap = [](std::vector<Parameter> parameters, const Classification& judged) {
    Tool pay = Named("pay");
    pay.parameters = std::move(parameters);
    Ruling ruling = Rule("balanced", judged, pay);
    return Short(ruling) + (ruling.cases.empty() ? "" : " unless " + ruling.cases[0].when);
  };
  Classification pays = Judged(Category::kFinancial, Risk::kCritical);
  Parameter text = Number("amount");
  text.type = "number|string";
  Parameter silent = Number("amount");
  silent.type = "";
  EXPECT_EQ(cap({Number("amount")}, pays), "ask 10/minute unless amount is at most 100");
  EXPECT_EQ(cap({Number("amount", /*required=*/false)}, pays), "ask 10/minute");
  EXPECT_EQ(cap({text}, pays), "ask 10/minute");
  EXPECT_EQ(cap({silent}, pays), "ask 10/minute");
  EXPECT_EQ(cap({Number("amount"), Number("total", false)}, pays), "ask 10/minute");
  EXPECT_EQ(cap({Number("min_amount_out")}, pays), "ask 10/minute");
  EXPECT_EQ(cap({Number("amount")}, Judged(Category::kFinancial, Risk::kCritical, {"trades"})),
            "ask");
  EXPECT_EQ(cap({Number("amount")}, Judged(Category::kWrite, Risk::kMedium)), "limit 30/minute");
  pays.findings = {{"warning/w", Severity::kHigh, "…", {}}};
  EXPECT_EQ(cap({Number("amount")}, pays), "ask 10/minute");
  pays.confidence = 0.2;
  EXPECT_EQ(cap({Number("amount")}, pays), "deny");
}

// "name decision limit" a line.
std::string Short(const Policy& policy) {
  std::string text;
  for (const Ruling& ruling : policy.rulings) text += ruling.tool + " " + Short(ruling) + "\n";
  return text;
}

TEST(PolicyTest, CoversEveryToolSortedByName) {
  Tool b = Named("b"), a = Named("a"), c = Named("C");
  Classification reads = Judged(Category::kRead, Risk::kLow);
  Classification writes = Judged(Category::kWrite, Risk::kMedium);
  Policy policy = MakePolicy("acme/notes", {{&b, &reads}, {&a, &writes}, {&c, &reads}},
                             *Postures::Shipped().Find("balanced"));
  EXPECT_EQ(policy.server, "acme/notes");
  EXPECT_EQ(policy.posture, "balanced");
  EXPECT_EQ(Short(policy), "C allow\na limit 30/minute\nb allow\n");
}

TEST(PolicyTest, OfTwoToolsWithOneNameTheStricterRulingStands) {
  Tool tool = Named("twice");
  Classification reads = Judged(Category::kRead, Risk::kLow);
  Classification writes = Judged(Category::kWrite, Risk::kMedium);
  Classification runs = Judged(Category::kExecute, Risk::kHigh);
  const Posture& balanced = *Postures::Shipped().Find("balanced");
  EXPECT_EQ(Short(MakePolicy("s", {{&tool, &reads}, {&tool, &writes}, {&tool, &runs}}, balanced)),
            "twice limit 10/minute\n");
  EXPECT_EQ(Short(MakePolicy("s", {{&tool, &runs}, {&tool, &writes}, {&tool, &reads}}, balanced)),
            "twice limit 10/minute\n");
}

TEST(PolicyTest, OfAnAmountCapAndAPlainQuestionTheQuestionStands) {
  Tool capped = Named("pay"), plain = Named("pay");
  capped.parameters = {Number("amount")};
  Classification pays = Judged(Category::kFinancial, Risk::kCritical);
  Policy policy =
      MakePolicy("s", {{&capped, &pays}, {&plain, &pays}}, *Postures::Shipped().Find("balanced"));
  ASSERT_EQ(policy.rulings.size(), 1u);
  EXPECT_EQ(policy.rulings[0].cases, std::vector<RulingCase>());
}

}  // namespace
}  // namespace mcprisk
