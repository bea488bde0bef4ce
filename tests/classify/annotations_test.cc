// What a server says of its own tool: it may raise a risk class or the confidence, never lower the
// one or the category; a contradiction is a finding.
#include <gtest/gtest.h>

#include <string>

#include "support/definitions.h"
#include "support/labels.h"

namespace mcprisk {
namespace {

Tool WithHints(const Tool& tool, const std::string& hints) {
  Result<Tool> annotated = RestoreTool(tool.name, tool.title, tool.description, tool.input_schema,
                                       tool.output_schema, hints);
  EXPECT_TRUE(annotated) << annotated.error();
  return *annotated;
}

std::string FindingsOf(const std::string& json) {
  std::string findings;
  for (const Finding& finding : Judged(Defined(json)).findings) {
    if (finding.rule.find("annotation") == std::string::npos) continue;
    findings += finding.rule + "\n" + EvidenceText(finding.evidence) + "\n";
  }
  return findings;
}

TEST(AnnotationsTest, NeverLowerAnything) {
  const char* kHints[] = {R"({"readOnlyHint":true})",
                          R"({"readOnlyHint":true,"destructiveHint":false,"openWorldHint":false})",
                          R"({"destructiveHint":false,"idempotentHint":true})",
                          R"({"readOnlyHint":false,"destructiveHint":true})",
                          R"({"title":"Read"})"};
  Classifier classifier(RuleSet::Shipped());
  std::string lowered;
  for (const Listing& listing : SampleListings()) {
    if (!listing.tools) continue;
    for (const Tool& tool : *listing.tools) {
      Tool bare = WithHints(tool, "{}");
      Classification plain = classifier.Classify(bare, {});
      for (const char* hints : kHints) {
        Classification hinted = classifier.Classify(WithHints(tool, hints), {});
        bool category = hinted.category != plain.category && !(hinted.category > plain.category);
        if (category || hinted.risk < plain.risk) lowered += tool.name + " by " + hints + "\n";
      }
    }
  }
  EXPECT_EQ(lowered, "");
}

TEST(AnnotationsTest, AgreementRaisesConfidence) {
  double plain = Judged(Named("get_user", "Get a user.")).confidence;
  auto with = [](const std::string& hints) {
    return Judged(Defined(R"({"name":"get_user","description":"Get a user.","annotations":)" +
                          hints + "}"))
        .confidence;
  };
  EXPECT_GE(with(R"({"readOnlyHint":true})"), plain);
  EXPECT_LE(with(R"({"readOnlyHint":true})"), 1.0);
  // The set that an SDK writes for every tool says nothing.
  EXPECT_EQ(with(R"({"readOnlyHint":false,"destructiveHint":true,"idempotentHint":false,)"
                 R"("openWorldHint":true})"),
            plain);
}

TEST(AnnotationsTest, AContradictionIsAFinding) {
  // Both sides of the contradiction are shown.
  std::string found = FindingsOf(
      R"({"name":"delete_user","description":"Permanently delete a user.",
          "annotations":{"readOnlyHint":true}})");
  EXPECT_NE(found.find("annotations.readOnlyHint[0,4) true"), std::string::npos) << found;
  EXPECT_NE(found.find("name[0,6) delete"), std::string::npos) << found;
  EXPECT_NE(FindingsOf(R"({"name":"charge_card","description":"Charge a credit card.",
                           "annotations":{"readOnlyHint":true}})"),
            "");
  EXPECT_NE(FindingsOf(R"({"name":"drop_table","description":"Drop a table.",
                           "annotations":{"readOnlyHint":false,"destructiveHint":false}})"),
            "");
}

TEST(AnnotationsTest, AgreementAndSdkDefaultsAreNoFinding) {
  EXPECT_EQ(FindingsOf(R"({"name":"get_user","description":"Get a user.",
                           "annotations":{"readOnlyHint":true}})"),
            "");
  EXPECT_EQ(FindingsOf(R"({"name":"delete_user","description":"Delete a user.",
                           "annotations":{"readOnlyHint":false,"destructiveHint":true}})"),
            "");
  EXPECT_EQ(FindingsOf(R"({"name":"get_user","description":"Get a user.",
                           "annotations":{"readOnlyHint":false,"destructiveHint":true,
                                          "idempotentHint":false,"openWorldHint":true}})"),
            "");
}

}  // namespace
}  // namespace mcprisk
