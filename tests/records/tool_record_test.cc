#include "records/tool_record.h"

#include <gtest/gtest.h>

#include <string>

#include "support/definitions.h"

namespace mcprisk {
namespace {

Classification Verdict() {
  Classification verdict;
  verdict.category = Category::kDestructive;
  verdict.risk = Risk::kCritical;
  verdict.confidence = 0.97;
  verdict.basis.description = true;
  verdict.capabilities = {"deletes-data"};
  verdict.rationale = "It deletes files.";
  verdict.evidence = {{"name", 0, 6, "delete", "category/deletes"}};
  verdict.findings = {{"warning/hidden-text", Severity::kHigh, "Hidden text.", {}}};
  verdict.operation_parameter = "action";
  verdict.operations = {{"get", Category::kRead}, {"delete", Category::kDestructive}};
  verdict.risk_steps = {"Destructive starts at High"};
  return verdict;
}

const std::string kWholeRecord = R"({
  "server": "acme/files",
  "name": "delete_file",
  "title": "Delete",
  "description": "Deletes \"a\" file.",
  "category": "Destructive",
  "risk": "Critical",
  "confidence": 0.97,
  "basis": "name, description",
  "capabilities": [
    "deletes-data"
  ],
  "rationale": "It deletes files.",
  "risk_steps": [
    "Destructive starts at High"
  ],
  "evidence": [
    {
      "field": "name",
      "start": 0,
      "end": 6,
      "quote": "delete",
      "rule": "category/deletes"
    }
  ],
  "operation_parameter": "action",
  "operations": {
    "get": "Read",
    "delete": "Destructive"
  },
  "parameters": {
    "count": 1,
    "required": 1,
    "list": [
      {
        "name": "action",
        "type": "string",
        "required": true,
        "values": [
          "get",
          "delete"
        ]
      }
    ]
  },
  "findings": [
    {
      "rule": "warning/hidden-text",
      "severity": "High",
      "message": "Hidden text.",
      "evidence": []
    }
  ],
  "attacks": [
    "destructive-action-autonomy",
    "runaway-tool-loop",
    "tool-poisoning",
    "confused-deputy"
  ],
  "recommended": {
    "decision": "ask",
    "limit": {
      "max": 5,
      "window": "hour"
    },
    "decided_by": [
      "balanced/destructive"
    ],
    "reason": "it deletes."
  },
  "tokens": {
    "method": "o200k-estimate",
    "definitions": 45,
    "of_200k": 0.000225,
    "of_1m": 0.000045
  },
  "digest": ")";

TEST(ToolRecordTest, SaysEverythingThatIsKnown) {
  Tool tool = Defined(
      R"({"name":"delete_file","title":"Delete","description":"Deletes \"a\" file.","inputSchema":)"
      R"({"type":"object","properties":{"action":{"type":"string","enum":["get","delete"]}},)"
      R"("required":["action"]}})");
  Classification verdict = Verdict();
  Ruling ruling;
  ruling.tool = "delete_file";
  ruling.decision = Decision::kAsk;
  ruling.limit = CallLimit{5, "hour"};
  ruling.decided_by = {"balanced/destructive"};
  ruling.reason = "it deletes.";
  EXPECT_EQ(ToolRecord({"acme/files", &tool, &verdict, ruling}).Json(),
            kWholeRecord + tool.digest.Hex() + "\"\n}");
}

TEST(ToolRecordTest, LeavesOutWhatAToolDoesNotHave) {
  Tool tool = Named("get");
  Classification verdict;
  Ruling ruling;
  ruling.decision = Decision::kAllow;
  EXPECT_EQ(ToolRecord({"", &tool, &verdict, ruling}).Json(-1),
            R"({"server":"","name":"get","description":null,"category":"Read","risk":"Low",)"
            R"("confidence":0,"basis":"name","capabilities":[],"rationale":"","risk_steps":[],)"
            R"("evidence":[],"parameters":{"count":0,"required":0,"list":[]},"findings":[],)"
            R"("attacks":["tool-result-injection"],)"
            R"("recommended":{"decision":"allow","decided_by":[],"reason":""},)"
            R"("tokens":{"method":"o200k-estimate","definitions":5,"of_200k":0.000025,)"
            R"("of_1m":0.000005},"digest":")" +
                tool.digest.Hex() + "\"}");
}

}  // namespace
}  // namespace mcprisk
