// Our own formats against their JSON Schemas in data/schemas: what the program writes and ships is
// valid, and what its readers refuse is not.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "base/yaml.h"
#include "policy/config.h"
#include "policy/posture.h"
#include "policy/target.h"
#include "support/paths.h"
#include "support/run.h"
#include "support/sample_policy.h"

namespace mcprisk {
namespace {

class SchemasTest : public testing::Test {
 protected:
  void SetUp() override {
    if (RunShell("python3 -c 'import jsonschema'", folder_.path()).code != 0) {
      GTEST_SKIP() << "python3-jsonschema is not installed";
    }
  }

  // What is wrong with the document, a line a mistake; empty when nothing is.
  std::string Mistakes(const std::string& schema, const std::string& json) {
    WriteWholeFile(folder_ / "document.json", json);
    return MistakesIn(schema, folder_ / "document.json");
  }
  std::string MistakesIn(const std::string& schema, const std::string& files) {
    Ran ran = RunShell(SourceDir() + "/tests/tools/validate " + SourceDir() + "/data/schemas/" +
                           schema + ".schema.json " + files,
                       folder_.path());
    EXPECT_LE(ran.code, 1) << ran.err;
    return ran.out + ran.err;
  }
  std::string MistakesOfYaml(const std::string& schema, const std::string& yaml) {
    Result<std::string> json = YamlToJson(yaml);
    EXPECT_TRUE(json) << json.error();
    return Mistakes(schema, *json);
  }

  TempDir folder_;
};

TEST_F(SchemasTest, ShippedPosturesAreValid) {
  for (const std::string& name : Postures::Shipped().Names()) {
    std::string yaml = ReadWholeFile(SourceDir() + "/data/postures/" + name + ".yaml");
    EXPECT_EQ(MistakesOfYaml("posture", yaml), "") << name;
  }
}

TEST_F(SchemasTest, WhatTheTargetsWriteIsValid) {
  for (std::string name : {"neutral", "policylayer"}) {
    Result<TargetFile> file = WriteTarget(*FindTarget(name), {SampleServer()}, {});
    ASSERT_TRUE(file);
    EXPECT_EQ(Mistakes(name == "neutral" ? "policy" : name, file->text), "") << name;
  }
}

TEST_F(SchemasTest, EveryPolicyOfTheSampleRegistryIsValid) {
  Ran ran = RunShell("mcprisk index --quiet " + SourceDir() +
                         "/data/sample-registry >index.log 2>&1; "
                         "mcprisk policy --all --out layer 2>/dev/null && "
                         "mcprisk policy --all --out own --target neutral --posture open",
                     folder_.path());
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(MistakesIn("policylayer", "layer"), "");
  EXPECT_EQ(MistakesIn("policy", "own"), "");
}

TEST_F(SchemasTest, AConfigurationThatOurReaderTakesIsValid) {
  const std::string yaml = R"(
posture: careful
servers:
  acme/pg-admin: { key: db }
overrides:
  - { server: acme/*, tool: [a, b], category: Read, ruling: limit, limit: { max: 5, window: hour } }
  - { capability: [bulk], ruling: deny, reason: not here }
)";
  std::vector<Problem> problems;
  EXPECT_NE(ParseConfig("mcprisk.yaml", yaml, &problems), nullptr);
  EXPECT_EQ(MistakesOfYaml("config", yaml), "");
}

TEST_F(SchemasTest, RefuseWhatOurReadersRefuse) {
  for (std::string yaml : {"overrides: []", "nosuch: 1", "overrides: [{ ruling: deny }]",
                           "overrides: [{ tool: a, ruling: limit }]",
                           "overrides: [{ tool: a, ruling: perhaps }]", "servers: { a: b }"}) {
    std::vector<Problem> problems;
    EXPECT_EQ(ParseConfig("mcprisk.yaml", yaml, &problems), nullptr) << yaml;
    EXPECT_NE(MistakesOfYaml("config", yaml), "") << yaml;
  }
  const Target& neutral = *FindTarget("neutral");
  for (std::string json :
       {R"({"version":2,"servers":[]})",
        R"({"version":1,"servers":[{"server":"s","key":"s","posture":"p","default":"maybe",
            "tools":{}}]})",
        R"({"version":1,"servers":[{"server":"s","key":"s","posture":"p","default":"deny",
            "tools":{"t":{"decision":"limit","decided_by":[],"reason":""}}}]})",
        R"({"version":1,"servers":[{"server":"s","key":"s","posture":"p","default":"deny",
            "tools":{"t":{"decision":"deny","decided_by":[],"reason":"","cases":[{"when":"",
            "conditions":[],"decision":"ask","reason":""}]}}}]})"}) {
    EXPECT_FALSE(neutral.read(json, "")) << json;
    EXPECT_NE(Mistakes("policy", json), "") << json;
  }
}

}  // namespace
}  // namespace mcprisk
