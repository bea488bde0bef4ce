// mcprisk policy --stack, and the command that mcprisk stack proposes.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "support/paths.h"
#include "support/run.h"

namespace mcprisk {
namespace {

namespace fs = std::filesystem;

// A project of the sample registry's servers.
class PolicyStackTest : public testing::Test {
 protected:
  void SetUp() override {
    Ran ran = Run("mcprisk index --quiet '" + SourceDir() + "/data/sample-registry'");
    ASSERT_LE(ran.code, 1) << ran.err;
    fs::copy(SourceDir() + "/data/sample-project", folder_ / "shop", fs::copy_options::recursive);
  }

  Ran Run(const std::string& line) { return RunShell(line, folder_.path()); }

  void Write(const std::string& path, const std::string& text) {
    const fs::path whole = folder_ / path;
    fs::create_directories(whole.parent_path());
    WriteWholeFile(whole.string(), text);
  }

  // The commands behind "fix:" of what stack printed.
  static std::vector<std::string> Fixes(const std::string& printed) {
    std::vector<std::string> fixes;
    std::istringstream lines(printed.substr(printed.find("\nfix:  ") + 1));
    for (std::string line; std::getline(lines, line);) fixes.push_back(line.substr(6));
    return fixes;
  }

  TempDir folder_;
};

TEST_F(PolicyStackTest, TheFixOfEveryClientIsACommandThatWorks) {
  const std::vector<std::string> fixes = Fixes(Run("mcprisk stack shop").out);
  ASSERT_EQ(fixes, (std::vector<std::string>{
                       "mcprisk policy --stack shop --target claude-code --out claude-code/",
                       "mcprisk policy --stack shop --target cursor --out cursor/",
                       "mcprisk policy --stack shop --target vscode --out vscode/"}));
  EXPECT_EQ(Run(fixes[0]).code, 0);
  EXPECT_EQ(Run(fixes[1]).code, 1);  // one of its servers is unknown
  EXPECT_EQ(Run(fixes[2]).code, 0);
  const nlohmann::json settings =
      nlohmann::json::parse(ReadWholeFile(folder_ / "claude-code/settings.json"));
  const nlohmann::json& deny = settings["permissions"]["deny"];
  // Every server of .mcp.json, by its key there.
  for (const char* id : {"mcp__containers__image_remove", "mcp__support__delete-attachment"}) {
    EXPECT_NE(std::find(deny.begin(), deny.end(), id), deny.end()) << id << settings;
  }
  EXPECT_EQ(settings["permissions"]["ask"].dump().find("mcp__sheets"), std::string::npos);
  EXPECT_NE(ReadWholeFile(folder_ / "cursor/permissions.json").find("\"vault:list_secrets\""),
            std::string::npos);
  EXPECT_TRUE(fs::exists(folder_ / "vscode/settings.json"));
}

TEST_F(PolicyStackTest, TheFixKeepsPathsCatalogAndHome) {
  Write("home of me/.codeium/windsurf/mcp_config.json",
        R"({"mcpServers": {"w": {"command": "npx", "args": ["lindenmere-weather-mcp@1.0.0"]}}})");
  Run("mv catalog.db 'my catalog.db' && mkdir empty");
  Ran ran = Run("cd empty && mcprisk stack --home '../home of me' --catalog '../my catalog.db'");
  const std::vector<std::string> fixes = Fixes(ran.out);
  // A client without policies of its own gets a gateway's.
  ASSERT_EQ(fixes, (std::vector<std::string>{
                       "mcprisk policy --stack --target policylayer --client windsurf --catalog "
                       "'../my catalog.db' --home '../home of me' --out windsurf/"}))
      << ran.err;
  Ran written = Run("cd empty && " + fixes[0] + " && cat windsurf/policy.json");
  EXPECT_EQ(written.code, 0) << written.err;
  EXPECT_NE(written.out.find("\"default\": \"deny\""), std::string::npos) << written.out;
}

TEST_F(PolicyStackTest, WhatHasNoPolicyIsSaid) {
  Ran ran = Run("mcprisk policy --stack shop/.cursor/mcp.json --target cursor");
  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(ran.err.starts_with(
      "mcprisk: the tools of server search (uvx cobblestone-search-mcp@latest) are not known, so "
      "the policy does not name it\n"))
      << ran.err;
  EXPECT_TRUE(ran.out.starts_with("{\n  \"mcpAllowlist\": [\n    \"vault:audit_log\",\n"))
      << ran.out;
  // Only clients' own entries count, so a project without any has nothing to write.
  ran = Run("mcprisk policy --stack shop/.cursor/mcp.json --target gemini --out g/");
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.err,
            "mcprisk: policy: no server of the stack is left that gemini could get a policy for; "
            "nothing is written\n");
  EXPECT_FALSE(fs::exists(folder_ / "g"));
}

TEST_F(PolicyStackTest, AGatewayGetsTheServersOfAllClientsOrOfOne) {
  Ran ran = Run("mcprisk policy --stack shop --target policylayer --out all/");
  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(ran.err.ends_with("6 policy files in all/\n")) << ran.err;
  ran = Run("mcprisk policy --stack shop --target policylayer --client vscode --out one/");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(fs::exists(folder_ / "one/policy.json"));
  ran = Run("mcprisk policy --stack shop --client curser");
  EXPECT_EQ(ran.code, 64);
  EXPECT_EQ(ran.err, "mcprisk: policy: no client \"curser\", did you mean \"cursor\"?\n");
}

TEST_F(PolicyStackTest, OverridesHoldForServersOfTheStack) {
  Write("mcprisk.yaml",
        "servers: { bellhop-vault: { key: other } }\n"
        "overrides:\n  - { server: bellhop-vault, ruling: deny, reason: not here. }\n");
  Ran ran =
      Run("mcprisk policy --stack shop/.cursor/mcp.json --target claude-code --client cursor");
  EXPECT_NE(ran.out.find("\"mcp__vault__list_secrets\""), std::string::npos) << ran.out;
  EXPECT_EQ(ran.out.find("other"), std::string::npos);
  const nlohmann::json settings = nlohmann::json::parse(ran.out);
  EXPECT_EQ(settings["permissions"]["allow"].dump().find("vault"), std::string::npos);
}

TEST_F(PolicyStackTest, OneServerInSeveralFilesCountsOnceAndTwoOfOneKeyAreRefused) {
  const std::string weather = R"("command": "npx", "args": ["lindenmere-weather-mcp@1.0.0"])";
  const std::string vault = R"("command": "docker", "args": ["run", "mcp/bellhop-vault:2.0"])";
  Write("a/.mcp.json", "{\"mcpServers\": {\"s\": {" + weather + "}, \"t\": {" + vault + "}}}");
  Write("b/.mcp.json", "{\"mcpServers\": {\"s\": {" + weather + "}}}");
  Write("c/.mcp.json", "{\"mcpServers\": {\"s\": {" + vault + "}}}");
  Ran ran = Run("mcprisk policy --stack a b --target claude-code --out x.json");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.err.find("x.json: policy of 2 servers for claude-code"), std::string::npos)
      << ran.err;
  ran = Run("mcprisk policy --stack a c --target claude-code --out y.json");
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err,
            "mcprisk: policy: \"s\" is another server in a/.mcp.json:1 than in c/.mcp.json:1; give "
            "the PATH of one, or --client\n");
  EXPECT_FALSE(fs::exists(folder_ / "y.json"));
}

TEST_F(PolicyStackTest, AKeyThatTheClientWouldMisreadLeavesOutItsServerAlone) {
  Write("d/.mcp.json", R"({"mcpServers": {
    "a__b": {"command": "npx", "args": ["lindenmere-weather-mcp@1.0.0"]},
    "c": {"command": "docker", "args": ["run", "mcp/bellhop-vault:2.0"]}}})");
  Ran ran = Run("mcprisk policy --stack d --target claude-code");
  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(ran.err.starts_with(
      "mcprisk: server a__b (npx lindenmere-weather-mcp@1.0.0) is left out: claude-code cannot "
      "take its key: it is split from the tool's name at the first __ of the id\n"))
      << ran.err;
  EXPECT_NE(ran.out.find("mcp__c__list_secrets"), std::string::npos) << ran.out;
}

TEST_F(PolicyStackTest, WrongUsageSaysTheWayOut) {
  EXPECT_EQ(Run("mcprisk policy --stack --all --out x").code, 64);
  EXPECT_EQ(Run("mcprisk policy --stack --server-key k shop").err,
            "mcprisk: policy: --server-key is for one server; mcprisk.yaml names several\n");
  EXPECT_EQ(Run("mcprisk policy bellhop-vault --inspect").err,
            "mcprisk: policy: --inspect and --client are for --stack\n");
  EXPECT_EQ(Run("mcprisk policy --stack nowhere").code, 2);
}

}  // namespace
}  // namespace mcprisk
