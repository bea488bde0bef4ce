#include "model/classification.h"

#include <gtest/gtest.h>

namespace mcprisk {
namespace {

TEST(ClassificationTest, CategoriesHaveNames) {
  std::string names;
  for (int i = 0; i < kCategories; ++i) {
    auto category = static_cast<Category>(i);
    names += std::string(CategoryName(category)) + " ";
    EXPECT_EQ(ParseCategory(CategoryName(category)), category);
  }
  EXPECT_EQ(names, "Read Write Execute Destructive Financial ");
  EXPECT_EQ(ParseCategory("dESTRUCTIVE"), Category::kDestructive);
  EXPECT_EQ(ParseCategory("Delete"), std::nullopt);
  EXPECT_EQ(ParseCategory(""), std::nullopt);
}

TEST(ClassificationTest, RisksHaveNames) {
  std::string names;
  for (int i = 0; i < kRisks; ++i) {
    auto risk = static_cast<Risk>(i);
    names += std::string(RiskName(risk)) + " ";
    EXPECT_EQ(ParseRisk(RiskName(risk)), risk);
  }
  EXPECT_EQ(names, "Low Medium High Critical ");
  EXPECT_EQ(ParseRisk("critical"), Risk::kCritical);
  EXPECT_EQ(ParseRisk("Info"), std::nullopt);
}

TEST(ClassificationTest, SeveritiesHaveNames) {
  std::string names;
  for (Severity severity :
       {Severity::kInfo, Severity::kLow, Severity::kMedium, Severity::kHigh, Severity::kCritical}) {
    names += std::string(SeverityName(severity)) + " ";
    EXPECT_EQ(ParseSeverity(SeverityName(severity)), severity);
  }
  EXPECT_EQ(names, "Info Low Medium High Critical ");
  EXPECT_EQ(ParseSeverity("INFO"), Severity::kInfo);
  EXPECT_EQ(ParseSeverity("none"), std::nullopt);
}

TEST(ClassificationTest, TheBasisInWords) {
  EXPECT_EQ(Basis().Text(), "name");
  EXPECT_EQ((Basis{.description = true, .schema = true}.Text()), "name, description, schema");
  EXPECT_EQ(
      (Basis{.name = true, .description = true, .schema = true, .annotations = true, .server = true}
           .Text()),
      "name, description, schema, annotations, server");
}

}  // namespace
}  // namespace mcprisk
