// What is stored equals what real servers answer, field by field, over every transport: asked once
// by mcprisk, in the sandbox, and once by the client of the official SDK.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

#include "acceptance/installed_servers.h"
#include "catalog/reader.h"
#include "crawl/mcp/process.h"
#include "crawl/mcp/sandbox.h"
#include "support/paths.h"
#include "support/run.h"

namespace mcprisk {
namespace {

using nlohmann::json;

constexpr char kModules[] = "node_modules/";

// The members of a stored definition, each as JSON, by the names of the MCP specification.
json FieldsOf(const Tool& tool) {
  json fields = {{"name", tool.name}};
  if (tool.title) fields["title"] = *tool.title;
  if (tool.description) fields["description"] = *tool.description;
  if (tool.input_schema) fields["inputSchema"] = json::parse(*tool.input_schema);
  if (tool.output_schema) fields["outputSchema"] = json::parse(*tool.output_schema);
  if (tool.annotations_json) fields["annotations"] = json::parse(*tool.annotations_json);
  return fields;
}

// The same members of a definition as a server sends it.
json FieldsOf(const json& tool) {
  json fields = json::object();
  for (const char* name :
       {"name", "title", "description", "inputSchema", "outputSchema", "annotations"}) {
    if (tool.contains(name)) fields[name] = tool[name];
  }
  return fields;
}

class LiveServers : public testing::Test {
 protected:
  void SetUp() override {
    if (!NpmServers().missing.empty()) GTEST_SKIP() << NpmServers().missing;
    if (SurroundingsHere().bwrap.empty()) GTEST_SKIP() << SurroundingsHere().why_not;
    catalog_ = folder_ / "catalog.db";
  }

  Ran RunThere(const std::string& line) { return RunShell(line, NpmServers().folder); }

  // Stores what `server` (a URL, or -- and a command) answers, and compares it with what the SDK
  // hears from it: `opinion` are the arguments of ask.mjs.
  void ExpectStoredAsAnswered(const std::string& server, const std::string& opinion,
                              const std::string& transport) {
    Ran inspected = RunThere("mcprisk inspect --json --catalog '" + catalog_ + "' " + server);
    ASSERT_EQ(inspected.code, 0) << inspected.err;
    const json record = json::parse(inspected.out);
    EXPECT_EQ(record["inspection"]["transport"], transport);
    EXPECT_EQ(record["inspection"]["outcome"], "ok");
    if (transport == "stdio") {
      EXPECT_EQ(record["inspection"]["protection"],
                "bubblewrap: no network, files read-only, private home and /tmp, system calls "
                "filtered, processes limited");
    }
    Ran asked = RunThere("node ask.mjs " + opinion);
    ASSERT_EQ(asked.code, 0) << asked.err;
    const json answer = json::parse(asked.out);
    EXPECT_EQ(record["name"], answer["serverInfo"]["name"]);
    ExpectStored(record["name"], answer["tools"]);
    ExpectAsRecorded(answer["serverInfo"], answer["tools"]);
  }

  void ExpectStored(const std::string& name, const json& tools) {
    CatalogReader reader(catalog_);
    std::vector<CatalogServer> servers = reader.FindServers(name, 2);
    ASSERT_EQ(servers.size(), 1u) << name;
    std::map<std::string, json> stored;
    for (const CatalogTool& tool : reader.ToolsOfServer(servers[0].id)) {
      EXPECT_EQ(tool.source_format, "live");
      stored[tool.tool.name] = FieldsOf(tool.tool);
    }
    EXPECT_GE(tools.size(), 9u);
    EXPECT_EQ(stored.size(), tools.size());
    for (const json& tool : tools) {
      EXPECT_EQ(stored[tool["name"]], FieldsOf(tool)) << tool["name"];
    }
  }

  // The recorded answers of ../shared, where they are of the same version of the same server.
  static void ExpectAsRecorded(const json& info, const json& tools) {
    if (!HasShared()) return;
    for (const auto& file : std::filesystem::directory_iterator(SharedDir() + "/data/live")) {
      const json recorded = json::parse(ReadWholeFile(file.path()));
      if (recorded["serverInfo"]["name"] != info["name"] ||
          recorded["serverInfo"]["version"] != info["version"]) {
        continue;
      }
      std::map<std::string, json> now;
      for (const json& tool : tools) now[tool["name"]] = FieldsOf(tool);
      for (const json& tool : recorded["tools"]) {
        EXPECT_EQ(now[tool["name"]], FieldsOf(tool)) << file.path() << " has " << tool["name"];
      }
    }
  }

  void ExpectStdio(const std::string& command) {
    ExpectStoredAsAnswered("-- " + command, "stdio " + command, "stdio");
  }

  TempDir folder_;
  std::string catalog_;
};

std::string Script(const std::string& path) { return "node " + std::string(kModules) + path; }

TEST_F(LiveServers, Everything) {
  ExpectStdio(Script("@modelcontextprotocol/server-everything/dist/index.js") + " stdio");
}

TEST_F(LiveServers, Filesystem) {
  ExpectStdio(Script("@modelcontextprotocol/server-filesystem/dist/index.js") + " /tmp");
}

TEST_F(LiveServers, Memory) {
  ExpectStdio(Script("@modelcontextprotocol/server-memory/dist/index.js"));
}

TEST_F(LiveServers, Playwright) { ExpectStdio(Script("@playwright/mcp/cli.js")); }

TEST_F(LiveServers, ChromeDevtools) {
  ExpectStdio(Script("chrome-devtools-mcp/build/src/bin/chrome-devtools-mcp.js"));
}

// --- Over HTTP -----------------------------------------------------------------------------------

int Connected(uint16_t port) {
  const int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  struct sockaddr_in address {};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int result = connect(probe, reinterpret_cast<sockaddr*>(&address), sizeof(address));
  close(probe);
  return result;
}

uint16_t FreePort() {
  const int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  struct sockaddr_in address {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  bind(probe, reinterpret_cast<sockaddr*>(&address), size);
  getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size);
  close(probe);
  return ntohs(address.sin_port);
}

// server-everything, listening on a port of its own until the test ends.
class HttpServer {
 public:
  explicit HttpServer(const std::string& transport) {
    LaunchPlan plan;
    plan.arguments = {"/usr/bin/env", "node",
                      NpmServers().folder + "/" + kModules +
                          "@modelcontextprotocol/server-everything/dist/index.js",
                      transport};
    plan.environment = {"PORT=" + std::to_string(port_),
                        "PATH=" + SurroundingsHere().environment["PATH"]};
    Result<std::unique_ptr<ChildProcess>> started = ChildProcess::Start(plan);
    EXPECT_TRUE(started.has_value());
    if (!started) return;
    process_ = std::move(*started);
    for (int i = 0; i < 300 && Connected(port_) != 0; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
  }
  std::string Url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
  }

 private:
  const uint16_t port_ = FreePort();
  std::unique_ptr<ChildProcess> process_;
};

TEST_F(LiveServers, EverythingOverStreamableHttp) {
  HttpServer server("streamableHttp");
  const std::string url = server.Url("/mcp");
  ExpectStoredAsAnswered(url, "http " + url, "streamable-http");
}

TEST_F(LiveServers, EverythingOverSse) {
  HttpServer server("sse");
  const std::string url = server.Url("/sse");
  ExpectStoredAsAnswered(url, "sse " + url, "sse");
}

}  // namespace
}  // namespace mcprisk
