// The official clients, of both generations of the protocol, use the catalog as an MCP server: they
// list its tools, call each, and hold the answers against the output schemas themselves.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "acceptance/installed_servers.h"
#include "support/paths.h"
#include "support/run.h"

namespace mcprisk {
namespace {

using nlohmann::json;

constexpr char kCalls[] =
    R"({"name":"check_tool","arguments":{"tool":"get_job_status"}})"
    "\n"
    R"({"name":"check_server","arguments":{"server":"gullwatch"}})"
    "\n"
    R"({"name":"check_stack","arguments":{"config":{"mcpServers":{"a":{"command":"npx","args":["@x/y"]}}}}})"
    "\n"
    R"({"name":"search_catalog","arguments":{"text":"delete","risk":"Critical"}})"
    "\n"
    R"({"name":"list_changes","arguments":{"limit":5}})"
    "\n"
    R"({"name":"recommend_policy","arguments":{"server":"gullwatch","target":"claude-code"}})"
    "\n"
    R"({"name":"classify_definition","arguments":{"definition":{"name":"delete_page"}}})"
    "\n"
    R"({"name":"check_tool","arguments":{"tool":"no_such_tool"}})"
    "\n";

class McpClientsAcceptance : public testing::Test {
 protected:
  void SetUp() override {
    if (!NpmClients().missing.empty()) GTEST_SKIP() << NpmClients().missing;
    const Ran ran = RunShell("mcprisk index --quiet --catalog '" + catalog_ + "' '" + SourceDir() +
                                 "/data/sample-registry'",
                             folder_.path());
    ASSERT_LT(ran.code, 2) << ran.err;
  }

  void ExpectAllAnswered(const std::string& how) {
    const Ran ran = RunShell("node call.mjs " + how, NpmClients().folder, kCalls);
    ASSERT_EQ(ran.code, 0) << ran.err;
    const json said = json::parse(ran.out);
    EXPECT_EQ(said["server"]["name"], "mcprisk");
    EXPECT_EQ(said["tools"].size(), 7u);
    ASSERT_EQ(said["results"].size(), 8u);
    for (size_t i = 0; i < 7; ++i) {
      EXPECT_FALSE(said["results"][i].value("isError", false)) << said["results"][i];
    }
    EXPECT_TRUE(said["results"][7].value("isError", false));
  }

  TempDir folder_;
  std::string catalog_ = folder_ / "catalog.db";
};

TEST_F(McpClientsAcceptance, TheFirstGenerationOverStandardInput) {
  ExpectAllAnswered("v1 stdio mcprisk mcp --catalog '" + catalog_ + "'");
}

TEST_F(McpClientsAcceptance, TheNewestGenerationOverStandardInput) {
  ExpectAllAnswered("modern stdio mcprisk mcp --catalog '" + catalog_ + "'");
}

// mcprisk serve on a free port for as long as one test takes.
class McpHttpClientsAcceptance : public McpClientsAcceptance {
 protected:
  void SetUp() override {
    McpClientsAcceptance::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    const Ran ran = RunShell("mcprisk serve --listen 127.0.0.1:0 --catalog '" + catalog_ +
                                 "' > said 2> complained & echo $! > pid; "
                                 "for i in $(seq 100); do [ -s said ] && break; sleep 0.1; done; "
                                 "sed 's/ .*//' said",
                             folder_.path());
    url_ = ran.out.substr(0, ran.out.find('\n')) + "mcp";
    ASSERT_TRUE(url_.starts_with("http://127.0.0.1:")) << ReadWholeFile(folder_ / "complained");
  }
  void TearDown() override { RunShell("[ ! -e pid ] || kill $(cat pid)", folder_.path()); }

  std::string url_;
};

TEST_F(McpHttpClientsAcceptance, TheFirstGeneration) { ExpectAllAnswered("v1 http " + url_); }

TEST_F(McpHttpClientsAcceptance, TheNewestGeneration) { ExpectAllAnswered("modern http " + url_); }

// Its command line asks the package around it, which is not needed here, for its version.
std::string Inspector() {
  WriteWholeFile(NpmClients().folder + "/node_modules/@modelcontextprotocol/package.json",
                 R"({"name":"inspector","version":"1.0.3"})");
  return "node node_modules/@modelcontextprotocol/inspector-cli/build/index.js ";
}

TEST_F(McpClientsAcceptance, TheInspectorListsTheTools) {
  const Ran ran = RunShell(
      Inspector() + "$(command -v mcprisk) mcp --catalog '" + catalog_ + "' --method tools/list",
      NpmClients().folder);
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(json::parse(ran.out)["tools"].size(), 7u);
}

TEST_F(McpHttpClientsAcceptance, TheInspectorListsAndCallsTheTools) {
  const std::string inspect = Inspector() + url_ + " --transport http --method ";
  const Ran list = RunShell(inspect + "tools/list", NpmClients().folder);
  ASSERT_EQ(list.code, 0) << list.err;
  EXPECT_EQ(json::parse(list.out)["tools"].size(), 7u);
  const Ran call =
      RunShell(inspect + "tools/call --tool-name check_tool --tool-arg tool=get_job_status",
               NpmClients().folder);
  ASSERT_EQ(call.code, 0) << call.err;
  EXPECT_EQ(json::parse(call.out)["structuredContent"]["agree"], true);
}

}  // namespace
}  // namespace mcprisk
