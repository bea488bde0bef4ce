// Five tools that a public catalog shows as samples of its reasoning. The record here says at least
// as much: what it is, why, on which words, and what would make it worse.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "policy/policy.h"
#include "policy/targets/policylayer.h"
#include "support/definitions.h"

namespace mcprisk {
namespace {

// "Read Low, allow {}" and the evidence, a line each.
std::string Verdict(const Tool& tool, std::string_view server) {
  Classification record = Judged(tool, server);
  Ruling ruling = MakeRuling(tool, record, *Postures::Shipped().Find("balanced"));
  return std::string(CategoryName(record.category)) + " " + std::string(RiskName(record.risk)) +
         ", " + std::string(DecisionName(ruling.decision)) + " " + PolicyLayerEntry(ruling) + "\n" +
         EvidenceText(record.evidence);
}

// Those of `parts` that the rationale does not have.
std::string Unsaid(const Tool& tool, const std::vector<std::string>& parts) {
  std::string rationale = Judged(tool).rationale;
  std::string unsaid;
  for (const std::string& part : parts) {
    if (rationale.find(part) == std::string::npos) unsaid += part + "\n";
  }
  return unsaid.empty() ? "" : unsaid + "is not in: " + rationale;
}

constexpr char kChangesNothing[] = "nothing outside the call changes";
constexpr char kWouldBeHigher[] = "The risk would be higher with ";

TEST(ReferenceTest, GetJobStatus) {
  const Tool tool = Defined(R"({"name":"get_job_status","description":"get the status of a )"
                            R"(background job","inputSchema":{"type":"object","properties":{}}})");
  EXPECT_EQ(Verdict(tool, "awslabs.valkey-mcp-server"),
            "Read Low, allow \"get_job_status\": {}\n"
            "name[0,3) get\n"
            "description[0,3) get");
  EXPECT_EQ(Unsaid(tool, {"\"status of a background job\"", kChangesNothing,
                          "The name \"get_job_status\" says \"get\", and so does the description: ",
                          kWouldBeHigher}),
            "");
  EXPECT_GE(Judged(tool).confidence, 0.95);
}

TEST(ReferenceTest, TheSameDefinitionHasTheSameRecordOnEveryServer) {
  const Tool tool = Named("get_job_status", "get the status of a background job");
  EXPECT_EQ(RecordText(Judged(tool, "awslabs.valkey-mcp-server")),
            RecordText(Judged(tool, "awslabs.prometheus-mcp-server")));
}

TEST(ReferenceTest, GetDicomImportJobWithoutADescription) {
  const Tool tool = Named("get_dicom_import_job");
  EXPECT_EQ(Verdict(tool, "awslabs.healthimaging-mcp-server"),
            "Read Low, allow \"get_dicom_import_job\": {}\n"
            "name[0,3) get");
  EXPECT_EQ(Unsaid(tool, {"\"dicom import job\"", kChangesNothing,
                          "There is no description, which limits confidence."}),
            "");
  EXPECT_LT(Judged(tool).confidence, Judged(Named(tool.name, "Get an import job.")).confidence);
}

TEST(ReferenceTest, CheckJobStatus) {
  const Tool tool = Named("check_job_status", "Check how far a background job has come.");
  EXPECT_EQ(Verdict(tool, "sktime/sktime-mcp"),
            "Read Low, allow \"check_job_status\": {}\n"
            "name[0,5) check\n"
            "description[0,5) Check");
  EXPECT_EQ(Unsaid(tool, {kChangesNothing, kWouldBeHigher}), "");
}

// The verb is in the description only, and the states in parentheses are no actions.
TEST(ReferenceTest, LlmJobStatus) {
  const Tool tool =
      Named("llm_job_status",
            "Check the state (running, completed, failed, canceled, orphaned) of a job by its id");
  EXPECT_EQ(Verdict(tool, "llm-cli-gateway"),
            "Read Low, allow \"llm_job_status\": {}\n"
            "description[0,5) Check");
  EXPECT_EQ(Unsaid(tool, {kChangesNothing,
                          "The description of \"llm_job_status\" reads \"Check the state",
                          kWouldBeHigher}),
            "");
}

}  // namespace
}  // namespace mcprisk
