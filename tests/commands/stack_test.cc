// stack, check and lock as a user meets them.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "support/paths.h"
#include "support/run.h"

namespace mcprisk {
namespace {

namespace fs = std::filesystem;

class StackCommandTest : public testing::Test {
 protected:
  Ran Run(const std::string& line) { return RunShell(line, folder_.path()); }

  void Write(const std::string& path, const std::string& text) {
    const fs::path whole = folder_ / path;
    fs::create_directories(whole.parent_path());
    WriteWholeFile(whole.string(), text);
  }

  TempDir folder_;
};

TEST_F(StackCommandTest, WithoutACatalogEverythingIsUnknown) {
  Write("shop/.cursor/mcp.json",
        R"({"mcpServers": {"a": {"command": "npx", "args": ["-y", "a@1.0.0"]}}})");
  Ran ran = Run("mcprisk stack shop");
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out,
            "1 client · 1 server · 0 tools       1 server is unknown\n"
            "\n"
            "Cursor   shop/.cursor/mcp.json   project\n"
            "  a                  -  unknown   npx a@1.0.0\n");
  EXPECT_EQ(ran.err,
            "mcprisk: no catalog.db here, so every server is unknown; mcprisk index SOURCE makes "
            "one, --catalog FILE names one\n");
}

TEST_F(StackCommandTest, AnEmptyProjectAndAMissingOne) {
  fs::create_directories(folder_ / "shop");
  EXPECT_EQ(Run("mcprisk stack shop").out,
            "no MCP servers are configured in 0 configuration files\n");
  Ran ran = Run("mcprisk stack nowhere");
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err, "mcprisk: nowhere: there is no such file or folder\n");
  EXPECT_EQ(Run("mcprisk stack shop --catalog none.db").code, 2);
}

TEST_F(StackCommandTest, TheMachineIsThatOfTheHomeFolder) {
  Write("home/.cursor/mcp.json", R"({"mcpServers": {"mine": {"url": "https://a.example/mcp"}}})");
  Write("work/.mcp.json", R"({"mcpServers": {"ours": {"url": "https://b.example/mcp"}}})");
  Ran ran = Run("cd work && mcprisk stack --home ../home --json");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("\"name\": \"mine\""), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("\"name\": \"ours\""), std::string::npos) << ran.out;
}

TEST_F(StackCommandTest, BrokenConfigurationsAreProblemsWithAPlace) {
  Write("shop/.mcp.json", "{\"mcpServers\": {\n  \"a\": {\"command\" \"npx\"}}}");
  Write("shop/.cursor/mcp.json", R"({"mcpServers": {"b": {"url": "https://b.example"}}})");
  Ran ran =
      Run("mcprisk stack shop 2>&1 >/dev/null | grep -v catalog.db; mcprisk stack shop >/dev/null "
          "2>&1");
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.out, "mcprisk: shop/.mcp.json:2:19: a colon is missing behind the key\n");
  EXPECT_EQ(Run("mcprisk check shop --fail-on critical").code, 1);
}

TEST_F(StackCommandTest, NamesOfStrangersAreNeverPrintedRaw) {
  Write(
      "shop/.mcp.json",
      R"({"mcpServers": {"\u001b]0;x\u0007\u202ea": {"command": "npx", "args": ["\u001b[31mb"]}}})");
  for (const char* format : {"", " --json", " --sarif"}) {
    Ran ran = Run(std::string("mcprisk stack shop") + format);
    EXPECT_EQ(ran.out.find('\x1b'), std::string::npos) << ran.out;
    EXPECT_EQ(ran.code, 0) << ran.err;
  }
}

TEST_F(StackCommandTest, ValuesOfSecretsAreInNoOutput) {
  Write("shop/.mcp.json", R"({"mcpServers": {"a": {"command": "docker",
    "args": ["run", "-e", "KEY=hunter2hunter2", "a:1", "--token", "hunter2hunter2", "hunter2hunter2"],
    "env": {"PASSWORD": "hunter2hunter2", "PLAIN": "hunter2hunter2"}},
   "b": {"url": "https://u:hunter2hunter2@b.example/mcp?key=hunter2hunter2",
         "headers": {"X-Api-Key": "hunter2hunter2"}}}})");
  for (const char* command :
       {"stack shop", "stack shop --json", "stack shop --sarif", "check shop", "check shop --json",
        "lock shop --out -", "stack shop --keys claude-code"}) {
    Ran ran = Run(std::string("mcprisk ") + command);
    EXPECT_EQ((ran.out + ran.err).find("hunter2"), std::string::npos) << command << ran.out;
  }
  EXPECT_NE(Run("mcprisk stack shop")
                .out.find("plain-text password in environment variable "
                          "PASSWORD of server a (value not shown)"),
            std::string::npos);
}

// A project of the sample registry's servers.
class SampleStackTest : public StackCommandTest {
 protected:
  void SetUp() override {
    Ran ran = Run("mcprisk index --quiet '" + SourceDir() + "/data/sample-registry'");
    ASSERT_LE(ran.code, 1) << ran.err;
    fs::copy(SourceDir() + "/data/sample-project", folder_ / "shop", fs::copy_options::recursive);
  }
};

TEST_F(SampleStackTest, ServersAreMatchedByTheirIdentities) {
  Ran ran = Run("mcprisk stack shop/.cursor/mcp.json");
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out.substr(0, ran.out.find("\nriskiest")),
            "1 client · 4 servers · 22 tools       1 server is unknown\n"
            "\n"
            "Cursor   shop/.cursor/mcp.json   project\n"
            "  search             -  unknown   uvx cobblestone-search-mcp@latest\n"
            "  vault              E  Critical  docker mcp/bellhop-vault@2.0\n"
            "                        1 Critical, 2 High, 1 Medium, 7 Low · 1 Destructive, 2 …\n"
            "  sheets             D  Critical  uvx tallystone-mcp@3.1.0\n"
            "                        1 Critical, 3 Medium, 7 Low · 1 Destructive, 3 Write, 7…\n"
            "  home-grown         -  unknown   node (disabled)\n");
}

TEST_F(SampleStackTest, KeysOfAClientAsConfiguration) {
  EXPECT_EQ(Run("mcprisk stack shop --keys cursor").out,
            "servers:\n"
            "  \"bellhop-vault\": { key: \"vault\" }\n"
            "  \"example.tallystone/sheets\": { key: \"sheets\" }\n");
}

TEST_F(SampleStackTest, CheckFailsAtTheLevelAndNotBelow) {
  Write("calm/.vscode/mcp.json",
        R"({"servers": {"w": {"command": "npx", "args": ["lindenmere-weather-mcp@1.0.0"]}}})");
  EXPECT_EQ(Run("mcprisk check calm --fail-on critical").code, 0);
  EXPECT_EQ(Run("mcprisk check calm --fail-on low").code, 1);
  Ran ran = Run("mcprisk check shop --fail-on CrItIcAl");
  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(
      ran.out.starts_with("8 servers, 5 findings of critical or above\n"
                          "  Critical shop/.mcp.json:4:5: server containers offers 2 "
                          "tools of Critical risk: image_remove, container_exec\n"))
      << ran.out;
  EXPECT_EQ(Run("mcprisk check shop --fail-on extreme").code, 64);
}

TEST_F(SampleStackTest, ALockHoldsUntilADefinitionChanges) {
  Ran locked = Run("mcprisk lock shop");
  EXPECT_EQ(locked.out, "mcprisk.lock: 7 servers, 68 tools; the tools of 1 server are unknown\n");
  // All that fails is the risk; the lock is silent.
  EXPECT_EQ(Run("mcprisk check shop --lock mcprisk.lock | grep -c mcprisk.lock").out, "0\n");
  Run("sed -i 's/Buy a shipping label/Purchase a label/' mcprisk.lock");
  Ran ran =
      Run("mcprisk check shop/.mcp.json shop/services --lock mcprisk.lock | "
          "sed -n '/^mcprisk.lock/,$p' | cut -c1-71");
  EXPECT_EQ(ran.out,
            "mcprisk.lock: 4 differences\n"
            "  https://mcp.northquay.example/shipping: tool buyLabel changed: descri\n"
            "    description\n"
            "      - \"Purchase a label. The price is taken from the prepaid balance \n"
            "      + \"Buy a shipping label. The price is taken from the prepaid bala\n"
            "  oci:docker.io/mcp/bellhop-vault: the server is gone\n"
            "  pypi:cobblestone-search-mcp: the server is gone\n"
            "  pypi:tallystone-mcp: the server is gone\n");
}

TEST_F(SampleStackTest, CheckAsSarifHoldsTheDifferences) {
  Run("mcprisk lock shop && sed -i 's/Buy a shipping label/Purchase a label/' mcprisk.lock");
  Ran ran =
      Run("mcprisk check shop --lock mcprisk.lock --sarif | grep -c "
          "'\"ruleId\": \"stack/changed-definition\"'");
  EXPECT_EQ(ran.out, "1\n");
}

TEST_F(SampleStackTest, ALockThatCannotBeReadOrWrittenLeavesNothingBehind) {
  Ran ran = Run("mcprisk check shop --lock none.lock");
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err, "mcprisk: none.lock: cannot be read; mcprisk lock writes one\n");
  EXPECT_EQ(Run("mcprisk lock shop --out nowhere/x.lock").code, 2);
  EXPECT_EQ(Run("ls | grep -c part").out, "0\n");
}

}  // namespace
}  // namespace mcprisk
