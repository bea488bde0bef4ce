#include "classify/classify.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "support/definitions.h"
#include "support/labels.h"
#include "support/paths.h"
#include "support/small_rules.h"

namespace mcprisk {
namespace {

std::string VerdictOf(const Classification& record) {
  return std::string(CategoryName(record.category)) + " " + std::string(RiskName(record.risk));
}

// --- Reference cases: tools for which a public catalog printed a verdict -------------------------

TEST(ReferenceTest, TheStateOfAJobIsRead) {
  Tool tool = Named("get_job_status", "get background job status");
  Classification record = Judged(tool, "awslabs.valkey-mcp-server");
  EXPECT_EQ(VerdictOf(record), "Read Low");
  EXPECT_GE(record.confidence, 0.9);
  EXPECT_EQ(record.basis.Text(), "name, description");
  // Name and description agree, and the record shows both.
  EXPECT_THAT(EvidenceText(record.evidence),
              testing::AllOf(testing::HasSubstr("name[0,3) get"),
                             testing::HasSubstr("description[0,3) get")));
  EXPECT_THAT(record.rationale, testing::AllOf(testing::HasSubstr("\"get\""),
                                               testing::HasSubstr("background job status")));
  // The same definition on another server has the same record.
  EXPECT_EQ(RecordText(Judged(tool, "awslabs.prometheus-mcp-server")), RecordText(record));
}

TEST(ReferenceTest, WithoutADescriptionThePrefixIsAllThereIs) {
  Classification record = Judged(Named("get_dicom_import_job"));
  EXPECT_EQ(VerdictOf(record), "Read Low");
  EXPECT_EQ(record.basis.Text(), "name");
  EXPECT_EQ(EvidenceText(record.evidence), "name[0,3) get");
  EXPECT_LT(record.confidence,
            Judged(Named("get_job_status", "get background job status")).confidence);
  EXPECT_THAT(record.rationale, testing::HasSubstr("no description"));
}

TEST(ReferenceTest, CheckingIsRead) {
  Classification record =
      Judged(Named("check_job_status", "Check the status and progress of a background job"),
             "sktime/sktime-mcp");
  EXPECT_EQ(VerdictOf(record), "Read Low");
  EXPECT_THAT(EvidenceText(record.evidence),
              testing::AllOf(testing::HasSubstr("name[0,5) check"),
                             testing::HasSubstr("description[0,5) Check")));
}

TEST(ReferenceTest, StatesInParenthesesAreNoActs) {
  Classification record =
      Judged(Named("llm_job_status",
                   "Check lifecycle status (running, completed, failed, canceled, orphaned) of a "
                   "gateway's async job by jobId"),
             "llm-cli-gateway");
  EXPECT_EQ(VerdictOf(record), "Read Low");
  std::string evidence = EvidenceText(record.evidence);
  EXPECT_THAT(evidence, testing::HasSubstr("description[0,5) Check"));
  for (const char* state : {"running", "completed", "failed", "canceled", "orphaned"}) {
    EXPECT_THAT(evidence, testing::Not(testing::HasSubstr(state)));
  }
}

// --- The same definition has the same record -----------------------------------------------------

TEST(ClassifyTest, TheSameBytesTwice) {
  Classifier one(RuleSet::Shipped());
  Classifier other(RuleSet::Shipped());
  for (const Listing& listing : SampleListings()) {
    if (!listing.tools) continue;
    Context context{listing.server.name};
    for (const Tool& tool : *listing.tools) {
      std::string record = RecordText(one.Classify(tool, context));
      ASSERT_EQ(RecordText(one.Classify(tool, context)), record);
      ASSERT_EQ(RecordText(other.Classify(tool, context)), record);
      ASSERT_EQ(RecordText(Judged(tool, listing.server.name)), record);
    }
  }
}

TEST(ClassifyTest, AnExplanationChangesNothing) {
  Classifier classifier(RuleSet::Shipped());
  for (const Listing& listing : SampleListings()) {
    if (!listing.tools) continue;
    for (const Tool& tool : *listing.tools) {
      Explanation explanation;
      std::string record = RecordText(classifier.Classify(tool, {}));
      ASSERT_EQ(RecordText(classifier.Classify(tool, {}, &explanation)), record);
      ASSERT_FALSE(explanation.path.empty());
      ASSERT_FALSE(explanation.path_meaning.empty());
    }
  }
}

// Only where the definition itself is silent may the server's name count, and the record says so.
TEST(ClassifyTest, TheServerCountsOnlyWhereTheDefinitionIsSilent) {
  Classifier classifier(RuleSet::Shipped());
  for (const Listing& listing : SampleListings()) {
    if (!listing.tools) continue;
    for (const Tool& tool : *listing.tools) {
      Classification plain = classifier.Classify(tool, {});
      for (std::string_view server : {"stripe-payments", "shell-exec-mcp", "wikipedia-search"}) {
        Classification placed = classifier.Classify(tool, {server});
        if (placed.basis.server) {
          EXPECT_LT(plain.confidence, kSilentConfidence) << tool.name;
        } else {
          ASSERT_EQ(RecordText(placed), RecordText(plain)) << tool.name << " on " << server;
        }
      }
    }
  }
}

// What a silent definition is on `server`, and what of the server's name said so.
std::string OnServer(const Tool& tool, std::string_view server) {
  Classification record = Classifier(RuleSet::Shipped()).Classify(tool, {server});
  return std::string(CategoryName(record.category)) + " by " + record.basis.Text() + "\n" +
         EvidenceText(record.evidence);
}

TEST(ClassifyTest, AVerbInTheServersNameSpeaksForASilentDefinition) {
  EXPECT_EQ(OnServer(Named("lumen"), "acme/photo-uploader"),
            "Write by name, server\nserver[11,19) uploader");
  EXPECT_EQ(OnServer(Named("lumen"), "upload/photo-album"), "Read by name\n");
  EXPECT_EQ(OnServer(Named("lumen"), "photo-prompt"), "Read by name\n");
  EXPECT_EQ(OnServer(Named("lumen", "The brightness of a photo."), "photo-uploader"),
            "Read by name, description\n");
}

TEST(ClassifyTest, ABlankDescriptionSaysNothing) {
  for (const char* name : {"get_user", "weather", "frobnicate", "order"}) {
    Classification none = Judged(Named(name));
    for (const char* blank : {" ", "\n\t", "\r\n"}) {
      Classification record = Judged(Named(name, blank));
      EXPECT_EQ(record.category, none.category) << name;
      EXPECT_EQ(record.confidence, none.confidence) << name;
      EXPECT_FALSE(record.basis.description) << name;
    }
  }
}

TEST(ClassifyTest, TheBasisIsWhatThereWas) {
  auto basis = [](const char* json) { return Judged(Defined(json)).basis.Text(); };
  EXPECT_EQ(basis(R"({"name":"get_user"})"), "name");
  EXPECT_EQ(basis(R"({"name":"get_user","description":""})"), "name");
  EXPECT_EQ(basis(R"({"name":"get_user","description":"Get it","inputSchema":{}})"),
            "name, description, schema");
  EXPECT_EQ(basis(R"({"name":"get_user","annotations":{"readOnlyHint":true}})"),
            "name, annotations");
}

// --- Explanations --------------------------------------------------------------------------------

// The path, then each rule with its claim, its outcome and where it matched.
std::string Explained(const RuleSet& rules, const Tool& tool) {
  Explanation explanation;
  Classifier(rules).Classify(tool, {}, &explanation);
  std::string text = explanation.path + "\n";
  for (const Explanation::Considered& one : explanation.considered) {
    text += one.rule + " says " + one.claim + ": " + one.outcome + "\n" +
            EvidenceText(one.evidence) + "\n";
  }
  return text;
}

TEST(ExplanationTest, TellsWhatWasConsideredAndWhyItLost) {
  const RuleSet& rules = SmallRuleSet();
  EXPECT_EQ(Explained(rules, Named("delete_file", "Deletes a file.")),
            "both-agree\n"
            "category/deletes says Destructive: decides\nname[0,6) delete\n"
            "category/deletes says Destructive: decides\ndescription[0,7) Deletes\n");
  EXPECT_EQ(Explained(rules, Named("get_file", "Delete a file.")),
            "effect-in-sentence-over-reading-name\n"
            "category/retrieves says Read: lost: " +
                rules.Path("effect-in-sentence-over-reading-name").meaning +
                "\nname[0,3) get\n"
                "category/deletes says Destructive: decides\ndescription[0,6) Delete\n");
  EXPECT_EQ(Explained(rules, Named("weather", "The weather.")), "unknown-words\n");
}

// --- Every record is sound -----------------------------------------------------------------------

// What is wrong with the records of these listings, as far as a person wants to read.
std::string FaultsIn(const std::vector<Listing>& listings) {
  constexpr size_t kEnough = 8000;
  Classifier classifier(RuleSet::Shipped());
  std::string faults;
  size_t tools = 0;
  for (const Listing& listing : listings) {
    if (!listing.tools) continue;
    for (const Tool& tool : *listing.tools) {
      ++tools;
      std::string found =
          RecordFaults(tool, classifier.Classify(tool, {listing.server.name}), listing.server.name);
      if (!found.empty() && faults.size() < kEnough) faults += tool.name + ": " + found;
    }
  }
  EXPECT_GT(tools, 0u);
  return faults;
}

TEST(RecordTest, OfTheSampleRegistryIsSound) {
  std::string faults = FaultsIn(SampleListings());
  EXPECT_TRUE(faults.empty()) << faults;
}

TEST(RecordTest, OfRealToolsIsSound) {
  if (!HasShared()) GTEST_SKIP() << "no data at " << SharedDir();
  std::string faults = FaultsIn(RealListings());
  EXPECT_TRUE(faults.empty()) << faults;
}

}  // namespace
}  // namespace mcprisk
