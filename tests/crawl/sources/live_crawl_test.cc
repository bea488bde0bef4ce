// Asking the live servers that a registry lists.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "base/text.h"
#include "support/hostile_mcp.h"
#include "support/paths.h"
#include "support/registry_replica.h"
#include "support/source_crawling.h"

namespace mcprisk {
namespace {

using nlohmann::json;

// A server of 2025-11-25 with one tool, named after the path it is asked at.
Reply HealthyServer(const HttpRequest& request) {
  const json message = json::parse(request.body, nullptr, false);
  if (!message.is_object()) return Answered(405, "");
  if (!message.contains("id")) return Answered(202, "");
  json answer = {{"jsonrpc", "2.0"}, {"id", message["id"]}};
  if (message["method"] == "initialize") {
    answer["result"] = {{"protocolVersion", "2025-11-25"},
                        {"capabilities", {{"tools", json::object()}}},
                        {"serverInfo", {{"name", "acme"}, {"version", "1"}}}};
  } else if (message["method"] == "tools/list") {
    const std::string name = "get_" + request.path.substr(request.path.rfind('/') + 1);
    answer["result"]["tools"] = json::array(
        {{{"name", name}, {"description", "Gets it."}, {"inputSchema", {{"type", "object"}}}}});
  } else {
    answer["error"] = {{"code", -32601}, {"message", "Method not found"}};
  }
  return AnsweredJson(answer.dump());
}

ReplicaRecord Remote(const std::string& name, const std::string& url,
                     const std::string& more = "") {
  ReplicaRecord record{name};
  record.json = R"({"server":{"name":")" + name + R"(","description":"A server.","version":"1",)" +
                R"("remotes":[{"type":"streamable-http","url":")" + url + "\"" + more +
                R"(}]},"_meta":{"io.modelcontextprotocol.registry/official":{"status":"active",)" +
                R"("updatedAt":"2026-05-01T00:00:00Z","isLatest":true}}})";
  return record;
}

class LiveCrawlTest : public testing::Test {
 protected:
  LiveCrawlTest() {
    setting_.options.live = true;
    setting_.options.program_version = "0";
  }

  TempDir dir_;
  CrawlSetting setting_{dir_ / "archive"};
};

TEST_F(LiveCrawlTest, ShowsTheToolsOfServersAndWhyOthersHaveNone) {
  LoopbackServer server([](const HttpRequest& request) {
    if (request.path == "/wall") return Answered(401, "", {{"WWW-Authenticate", "Bearer x=1"}});
    return HealthyServer(request);
  });
  RegistryReplica replica(
      {Remote("com.acme/a", server.Url("/a")),
       Remote("com.acme/b", "https://{tenant}.acme.example/mcp"),
       Remote("com.acme/c", server.Url("/c"), R"(,"headers":[{"name":"X-Key","isRequired":true}])"),
       Remote("com.acme/d", server.Url("/wall"))});
  Crawled crawled = CrawlUrls(setting_, {replica.url()});
  std::string text = ReplaceAll(crawled.Text(), server.Url(""), "SERVER");
  text = text.substr(text.find("live "));
  EXPECT_EQ(text, R"(live SERVER/a (live): com.acme/a
  version: 1
  transports: streamable-http
  name: com.acme/a
  tool: {"description":"Gets it.","inputSchema":{"type":"object"},"name":"get_a"}
live SERVER/wall (live): com.acme/d
  transports: streamable-http
  name: com.acme/d
  access: required|Bearer||
  tools: unknown
problem live https://{tenant}.acme.example/mcp: needs.configuration: only its user can fill in the address (https://{tenant}.acme.example/mcp)
problem live SERVER/c: needs.configuration: only its user can fill in the address (a header with a secret)
problem live SERVER/wall: auth.required: the server wants credentials (HTTP 401, Bearer)
)");
  ASSERT_EQ(crawled.reports.size(), 2u);
  EXPECT_EQ(crawled.reports[1].location, "live servers");
  EXPECT_EQ(crawled.reports[1].listings, 1u);
  EXPECT_EQ(crawled.reports[1].endings.at(Outcome::kNeedsConfiguration), 2u);
}

TEST_F(LiveCrawlTest, AsksAgainOnlyWhatFailedForTheMomentOrIsOld) {
  std::atomic<bool> broken{true};
  std::atomic<size_t> asked{0};
  LoopbackServer server([&](const HttpRequest& request) {
    ++asked;
    if (broken && request.path == "/slow") return Answered(503, "");
    if (broken && request.path == "/cut") return RawAnswer("");
    return HealthyServer(request);
  });
  RegistryReplica replica({Remote("com.acme/a", server.Url("/a")),
                           Remote("com.acme/b", server.Url("/slow")),
                           Remote("com.acme/c", server.Url("/cut"))});
  Crawled first = CrawlUrls(setting_, {replica.url()});
  EXPECT_EQ(first.reports[1].listings, 1u);
  EXPECT_FALSE(first.reports[1].complete);
  broken = false;
  size_t before = asked;
  // The way to a server may be mended at once.
  Crawled second = CrawlUrls(setting_, {replica.url()}, false);
  EXPECT_EQ(second.reports[1].fetched, 1u);
  EXPECT_EQ(second.reports[1].archived, 2u);
  EXPECT_FALSE(second.reports[1].complete);
  const size_t one_server = asked - before;
  // The server itself gets an hour.
  setting_.time = "2026-06-01T13:00:01Z";
  before = asked;
  Crawled third = CrawlUrls(setting_, {replica.url()}, false);
  EXPECT_EQ(third.reports[1].fetched, 1u);
  EXPECT_EQ(third.reports[1].listings, 3u);
  EXPECT_TRUE(third.reports[1].complete);
  EXPECT_EQ(asked - before, one_server);
  // As when the program was killed behind its last answer, and once more a day later.
  Crawled again = CrawlUrls(setting_, {replica.url()});
  EXPECT_EQ(asked - before, one_server);
  EXPECT_EQ(again.Text(), third.Text());
  setting_.options.offline = true;
  EXPECT_EQ(CrawlUrls(setting_, {replica.url()}).Text(), third.Text());
  EXPECT_EQ(asked - before, one_server);
  setting_.options.offline = false;
  setting_.time = "2026-06-02T13:00:02Z";
  EXPECT_EQ(CrawlUrls(setting_, {replica.url()}).Text(), third.Text());
  EXPECT_EQ(asked - before, 4 * one_server);
}

// Hosts spread over the loopback, one in ten of them hostile: every healthy server's tool is found
// and every other one has its outcome.
TEST_F(LiveCrawlTest, ManyServersOneInTenHostile) {
  const char* scale = std::getenv("MCPRISK_LIVE_SERVERS");
  const size_t count = scale ? std::stoul(scale) : 300;
  std::vector<std::string_view> hostile;
  for (const McpBehavior& behavior : McpBehaviors()) {
    // Those take their limits' seconds or megabytes, one by one tried elsewhere.
    for (std::string_view prefix : {"/id/", "/message/not", "/message/cut", "/http/html",
                                    "/http/204", "/http/401", "/pages/same", "/pages/loop"}) {
      if (behavior.path.starts_with(prefix)) hostile.push_back(behavior.path);
    }
  }
  LoopbackServer server(
      [](const HttpRequest& request) {
        return request.path.starts_with("/healthy/") ? HealthyServer(request)
                                                     : HostileMcpReply(request);
      },
      "0.0.0.0");
  const std::string port = std::to_string(server.port());
  std::vector<ReplicaRecord> records;
  for (size_t i = 0; i < count; ++i) {
    const std::string number = std::to_string(1000000 + i);
    const std::string host = "http://127." + std::to_string(1 + i / 62500) + "." +
                             std::to_string(1 + i / 250 % 250) + "." + std::to_string(1 + i % 250);
    const std::string path =
        i % 10 == 9 ? std::string(hostile[i / 10 % hostile.size()]) : "/healthy/" + number;
    records.push_back(Remote("com.acme/s" + number, host + ":" + port + path));
  }
  RegistryReplica replica(std::move(records));
  setting_.options.fetch.limits.exchanges = 128;
  setting_.options.fetch.limits.host_milliseconds = 1000;
  setting_.options.fetch.allowed = {};
  ASSERT_TRUE(setting_.options.fetch.allowed.Allow("127.0.0.0/8"));
  setting_.options.fetch.limits.exchange_milliseconds = 10000;
  Crawled crawled = CrawlUrls(setting_, {replica.url()});
  std::set<std::string> found;
  for (const Listing& listing : crawled.found.listings) {
    if (listing.origin.standing == Standing::kLive && listing.tools && listing.tools->size() == 1) {
      found.insert(listing.server.name);
    }
  }
  size_t healthy = 0;
  for (size_t i = 0; i < count; ++i) {
    if (i % 10 == 9) continue;
    ++healthy;
    EXPECT_TRUE(found.contains("com.acme/s" + std::to_string(1000000 + i)));
  }
  const SourceReport& report = crawled.reports.at(1);
  EXPECT_GE(report.endings.at(Outcome::kOk), healthy);
  size_t answers = 0;
  for (const auto& [outcome, number] : report.endings) answers += number;
  EXPECT_EQ(answers, count);
}

}  // namespace
}  // namespace mcprisk
