#include "records/policy_record.h"

#include <gtest/gtest.h>

namespace mcprisk {
namespace {

TEST(PolicyRecordTest, OneCall) {
  CallVerdict verdict;
  verdict.decision = Decision::kLimit;
  verdict.limit = CallLimit{20, "minute"};
  verdict.because = "amount is at most 100";
  verdict.reason = "it moves money.";
  verdict.listed = true;
  EXPECT_EQ(CallVerdictRecord(verdict).Json(-1),
            R"({"decision":"limit","limit":{"max":20,"window":"minute"},)"
            R"("because":"amount is at most 100","listed":true,"reason":"it moves money."})");
  EXPECT_EQ(CallVerdictRecord({}).Json(-1), R"({"decision":"deny","listed":false,"reason":""})");
}

TEST(PolicyRecordTest, TwoPolicies) {
  Policy from;
  Policy to;
  to.unlisted = Decision::kAllow;
  EXPECT_EQ(
      PolicyDifferenceRecord(from, to, {{"get", PolicyChange::kMilder, "ask", "allow"}}).Json(-1),
      R"({"default_from":"deny","default_to":"allow",)"
      R"("tools":[{"tool":"get","change":"milder","from":"ask","to":"allow"}]})");
}

TEST(PolicyRecordTest, ATarget) {
  EXPECT_EQ(TargetRecord(*FindTarget("policylayer")).Json(-1),
            R"({"name":"policylayer","description":"PolicyLayer's hosted gateway, policy.json",)"
            R"("file_name":"policy.json","can":["deny","limit","arguments","default-deny"],)"
            R"("many_servers":false,"reads_back":true})");
}

}  // namespace
}  // namespace mcprisk
