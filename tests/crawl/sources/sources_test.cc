// Each source as it answers, on a good day and on a bad one. All fixtures are made up.
#include "crawl/sources/source.h"

#include <gtest/gtest.h>

#include <set>

#include "base/text.h"
#include "support/loopback_server.h"
#include "support/paths.h"
#include "support/source_crawling.h"

namespace mcprisk {
namespace {

// Paths and what they answer; 404 for any other.
using Pages = std::map<std::string, Reply>;

class SourceTest : public testing::Test {
 protected:
  // Crawls the source of this kind on a server with these pages. In the texts, URL is the server's.
  std::string Crawl(const std::string& kind, const std::string& path, const Pages& pages) {
    LoopbackServer server([&](const HttpRequest& request) {
      auto at = pages.find(request.target);
      return at == pages.end() ? Answered(404, R"({"error":"no such thing"})") : at->second;
    });
    Crawled crawled = CrawlKind(setting_, kind, server.Url(path));
    complete_ = crawled.reports[0].complete;
    requests_ = server.Requests();
    return ReplaceAll(crawled.Text(), server.Url(""), "URL");
  }

  TempDir dir_;
  CrawlSetting setting_{dir_ / "archive"};
  bool complete_ = false;
  std::vector<HttpRequest> requests_;
};

TEST(Sources, AreFoundByNameAndByUrl) {
  std::set<std::string_view> names;
  for (const SourceKind* kind : SourceKinds()) {
    EXPECT_TRUE(names.insert(kind->name).second) << kind->name;
    EXPECT_FALSE(kind->what.empty() || kind->carries.empty()) << kind->name;
    if (kind->url.empty()) continue;
    std::optional<NamedSource> source = FindSource(kind->name);
    ASSERT_TRUE(source) << kind->name;
    EXPECT_EQ(source->kind, kind);
    EXPECT_EQ(source->location, kind->name);
    EXPECT_TRUE(StartsWithNoCase(kind->url, "https://")) << kind->url;
  }
  EXPECT_EQ(FindSource("HTTPS://registry.acme.example//")->location,
            "HTTPS://registry.acme.example");
  for (std::string_view none : {"URL", "Official", "./official", "registry.json", "-", ""}) {
    EXPECT_FALSE(FindSource(none)) << none;
  }
}

// --- Docker --------------------------------------------------------------------------------------

constexpr std::string_view kDockerCatalog = R"(version: 3
registry:
  lamp:
    title: Lamp
    description: Switches lamps
    type: server
    image: mcp/lamp@sha256:00
    upstream: https://github.com/acme/lamp
    toolsUrl: BASE/catalog/v3/tools/lamp.json
    tools: [{name: switch_lamp}]
  desk:
    title: Desk
    description: A remote desk
    type: remote
    remote: {transport_type: streamable-http, url: "https://desk.acme.example/mcp"}
    dynamic: {tools: true}
    toolsUrl: BASE/catalog/v3/tools/desk.json
  kiln:
    title: Kiln
    description: Burns clay
    image: mcp/kiln
    toolsUrl: BASE/catalog/v3/tools/kiln.json
    tools: [{name: fire_kiln}]
  broken: 7
)";

// The catalog names its lists by whole URLs, so its server has to be known first.
class DockerTest : public SourceTest {
 protected:
  std::string CrawlDocker(const std::map<std::string, std::string>& pages) {
    std::string base;
    LoopbackServer server([&](const HttpRequest& request) {
      auto at = pages.find(request.target);
      if (at == pages.end()) return Answered(404, "");
      if (at->second == "500") return Answered(500, "");
      return Answered(200, ReplaceAll(at->second, "BASE", base));
    });
    base = server.Url("");
    Crawled crawled = CrawlKind(setting_, "docker", server.Url("/catalog/v3/catalog.yaml"));
    complete_ = crawled.reports[0].complete;
    requests_ = server.Requests();
    return ReplaceAll(crawled.Text(), base, "URL");
  }
};

TEST_F(DockerTest, ReadsTheCatalogAndItsListsOfTools) {
  EXPECT_EQ(CrawlDocker({{"/catalog/v3/catalog.yaml", std::string(kDockerCatalog)},
                         {"/catalog/v3/tools/lamp.json", R"([{"name":"switch_lamp",
                           "description":"Switches a lamp",
                           "arguments":[{"name":"on","type":"boolean","desc":"New state"}]}])"}}),
            R"(docker-catalog URL/catalog/v3/catalog.yaml#lamp (docker): lamp
  title: Lamp
  description: Switches lamps
  transports: stdio
  package: oci:docker.io/mcp/lamp
  repository: github.com/acme/lamp
  tool: {"description":"Switches a lamp","inputSchema":{"properties":{"on":{"description":"New state","type":"boolean"}},"required":["on"],"type":"object"},"name":"switch_lamp"}
docker-catalog URL/catalog/v3/catalog.yaml#desk (docker): desk
  title: Desk
  description: A remote desk
  transports: streamable-http
  remote: https://desk.acme.example/mcp
  tools: unknown
docker-catalog URL/catalog/v3/catalog.yaml#kiln (docker): kiln
  title: Kiln
  description: Burns clay
  transports: stdio
  package: oci:docker.io/mcp/kiln
  tool: {"name":"fire_kiln"}
problem docker-catalog URL/catalog/v3/catalog.yaml#broken: the entry of a server is no object
)");
  EXPECT_EQ(requests_.size(), 3u);
}

TEST_F(DockerTest, FallsBackToTheOlderCatalog) {
  EXPECT_EQ(CrawlDocker({{"/catalog/v2/catalog.yaml", R"(registry:
  lamp: {description: Switches lamps, image: mcp/lamp})"}}),
            R"(docker-catalog URL/catalog/v2/catalog.yaml#lamp (docker): lamp
  description: Switches lamps
  transports: stdio
  package: oci:docker.io/mcp/lamp
  tools: unknown
)");
  EXPECT_TRUE(complete_);
}

TEST_F(DockerTest, AListThatFailsMakesItIncomplete) {
  std::string text = CrawlDocker({{"/catalog/v3/catalog.yaml", std::string(kDockerCatalog)},
                                  {"/catalog/v3/tools/lamp.json", "500"},
                                  {"/catalog/v3/tools/kiln.json", "<html>"}});
  EXPECT_NE(text.find("problem URL/catalog/v3/tools/lamp.json: http.server_error: the server "
                      "failed (HTTP 500)\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("problem URL/catalog/v3/tools/kiln.json: not a format that mcprisk reads "
                      "(mcprisk formats lists them)\n"),
            std::string::npos)
      << text;
  EXPECT_FALSE(complete_);
}

TEST_F(DockerTest, SaysWhatIsNoCatalog) {
  EXPECT_EQ(CrawlDocker({}),
            "problem URL/catalog/v2/catalog.yaml: http.not_found: there is nothing at the address "
            "(HTTP 404)\n");
  EXPECT_EQ(
      CrawlDocker({{"/catalog/v3/catalog.yaml", "registry: {a: *anchor}"}}),
      "problem URL/catalog/v3/catalog.yaml:1:15: cannot be read as YAML: the referenced anchor "
      "is not defined\n");
}

// --- Smithery ------------------------------------------------------------------------------------

TEST_F(SourceTest, SmitheryIsAskedForEachServer) {
  setting_.environment["SMITHERY_API_KEY"] = "secret";
  EXPECT_EQ(Crawl("smithery", "",
                  {{"/servers?page=1&pageSize=100",
                    AnsweredJson(R"({"servers":[{"qualifiedName":"@acme/files"},
                      {"qualifiedName":"gone"}],"pagination":{"currentPage":1,"totalPages":2}})")},
                   {"/servers?page=2&pageSize=100",
                    AnsweredJson(R"({"servers":[{"qualifiedName":"acme/notes"},{}],
                      "pagination":{"currentPage":2,"totalPages":2}})")},
                   {"/servers/%40acme%2Ffiles",
                    AnsweredJson(R"({"qualifiedName":"@acme/files","displayName":"Files",
                      "description":"Works on files","remote":true,
                      "deploymentUrl":"https://server.smithery.example/@acme/files",
                      "connections":[{"type":"http","deploymentUrl":"https://server.smithery.example/@acme/files"},
                                     {"type":"stdio","bundleUrl":"https://x.example/y"}],
                      "tools":[{"name":"read","description":null,
                                "inputSchema":{"type":"object","properties":{}}}]})")},
                   {"/servers/acme%2Fnotes",
                    AnsweredJson(R"({"qualifiedName":"acme/notes","displayName":"Notes",
                      "connections":[],"tools":null})")}}),
            R"(smithery URL/servers/%40acme%2Ffiles (other): @acme/files
  title: Files
  description: Works on files
  transports: stdio streamable-http
  remote: https://server.smithery.example/@acme/files
  tool: {"inputSchema":{"properties":{},"type":"object"},"name":"read"}
smithery URL/servers/acme%2Fnotes (other): acme/notes
  title: Notes
  tools: unknown
)");
  EXPECT_TRUE(complete_);
  for (HttpRequest& request : requests_) {
    EXPECT_EQ(request.headers["authorization"], "Bearer secret") << request.target;
  }
}

TEST_F(SourceTest, SmitheryMayRefuse) {
  EXPECT_EQ(
      Crawl("smithery", "",
            {{"/servers?page=1&pageSize=100", Answered(401, R"({"error":"Invalid token"})")}}),
      "problem URL/servers?page=1&pageSize=100: auth.required: the server wants credentials "
      "(HTTP 401: Invalid token)\n");
  EXPECT_EQ(Crawl("smithery", "", {{"/servers?page=1&pageSize=100", AnsweredJson("[]")}}),
            "problem URL/servers?page=1&pageSize=100: content.unknown: not the kind of document "
            "that was asked for (no list of servers)\n");
}

// --- Glama ---------------------------------------------------------------------------------------

TEST_F(SourceTest, GlamaIsPagedThrough) {
  EXPECT_EQ(Crawl("glama", "",
                  {{"/v1/servers?first=100",
                    AnsweredJson(R"({"pageInfo":{"endCursor":"c/1","hasNextPage":true},"servers":[
                {"id":"abcdefghij","name":"Files","namespace":"acme","slug":"files-mcp",
                 "description":"Works on files","attributes":["hosting:local-only"],
                 "repository":{"url":"https://github.com/acme/files-mcp"},"spdxLicense":null,
                 "tools":[{"name":"read","description":"Reads","inputSchema":{}}]},
                {"id":"x"}]})")},
                   {"/v1/servers?first=100&after=c%2F1",
                    AnsweredJson(R"({"pageInfo":{"endCursor":null,"hasNextPage":false},"servers":[
                {"id":"klmnopqrst","name":"Notes","namespace":"acme","slug":"notes",
                 "repository":null,"tools":[]}]})")}}),
            R"(glama URL/v1/servers?first=100#1 (other): acme/files-mcp
  title: Files
  description: Works on files
  transports: stdio
  repository: github.com/acme/files-mcp
  tool: {"description":"Reads","inputSchema":{},"name":"read"}
glama URL/v1/servers?first=100&after=c%2F1#1 (other): acme/notes
  title: Notes
  tools: unknown
problem glama URL/v1/servers?first=100#2: the record does not name its server
)");
}

TEST_F(SourceTest, GlamaMayGoInCircles) {
  const Reply page = AnsweredJson(
      R"({"pageInfo":{"endCursor":"x","hasNextPage":true},"servers":[
          {"id":"a","name":"A","namespace":"acme","slug":"a","tools":[]}]})");
  EXPECT_EQ(Crawl("glama", "",
                  {{"/v1/servers?first=100", page}, {"/v1/servers?first=100&after=x", page}}),
            R"(glama URL/v1/servers?first=100#1 (other): acme/a
  title: A
  tools: unknown
glama URL/v1/servers?first=100&after=x#1 (other): acme/a
  title: A
  tools: unknown
problem URL/v1/servers?first=100&after=x: limit.cursor_loop: the pages go in a circle (x)
)");
  EXPECT_FALSE(complete_);
  EXPECT_EQ(Crawl("glama", "",
                  {{"/v1/servers?first=100",
                    Answered(401, R"({"error":{"code":"x","message":"key?"}})")}}),
            "problem URL/v1/servers?first=100: auth.required: the server wants credentials (HTTP "
            "401: key?)\n");
}

// --- PulseMCP, GitHub ----------------------------------------------------------------------------

TEST_F(SourceTest, PulsemcpNeedsItsKey) {
  EXPECT_EQ(Crawl("pulsemcp", "", {}),
            "problem pulsemcp: auth.required: the server wants credentials (set PULSEMCP_API_KEY "
            "to its key)\n");
  EXPECT_EQ(requests_.size(), 0u);
}

TEST_F(SourceTest, PulsemcpListsToolsWithRemotes) {
  setting_.environment["PULSEMCP_API_KEY"] = "secret";
  EXPECT_EQ(Crawl("pulsemcp", "",
                  {{"/v0.1/servers?limit=100&version=latest&include_deleted=true",
                    AnsweredJson(R"({"servers":[{"server":{"name":"com.acme/files",
                      "description":"Files","version":"2.0.0",
                      "remotes":[{"type":"streamable-http","url":"https://mcp.acme.example/mcp",
                                  "tools":[{"name":"read","inputSchema":{"type":"object"}}]},
                                 {"type":"sse","url":"https://mcp.acme.example/sse",
                                  "tools":[{"name":"read","inputSchema":{"type":"object"}}]}]},
                      "_meta":{"com.pulsemcp/server-version":{"status":"deprecated",
                                                              "isLatest":true}}}],
                      "metadata":{"count":1}})")}}),
            R"(registry pulsemcp!com.acme/files (manifest): com.acme/files
  description: Files
  version: 2.0.0
  status: deprecated
  transports: sse streamable-http
  name: com.acme/files
  remote: https://mcp.acme.example/mcp
  remote: https://mcp.acme.example/sse
  tool: {"inputSchema":{"type":"object"},"name":"read"}
)");
  EXPECT_EQ(requests_.at(0).headers["x-api-key"], "secret");
  EXPECT_EQ(requests_.at(0).headers.count("authorization"), 0u);
}

TEST_F(SourceTest, GithubMaySendOldCursors) {
  EXPECT_EQ(Crawl("github", "",
                  {{"/v0/servers?limit=100&version=latest&include_deleted=true",
                    AnsweredJson(R"({"servers":[{"server":{"name":"io.github.acme/a",
                      "version_detail":{"version":"1"}}}],"metadata":{"next_cursor":"n"}})")},
                   {"/v0/servers?limit=100&version=latest&include_deleted=true&cursor=n",
                    AnsweredJson(R"({"servers":[{"name":"io.github.acme/b","version":"1"}],
                      "metadata":{"next_cursor":""}})")}}),
            R"(registry github!io.github.acme/a (none): io.github.acme/a
  version: 1
  name: io.github.acme/a
  tools: unknown
registry github!io.github.acme/b (none): io.github.acme/b
  version: 1
  name: io.github.acme/b
  tools: unknown
)");
}

TEST_F(SourceTest, ARegistryMayTakeNoParameters) {
  EXPECT_EQ(Crawl("github", "",
                  {{"/v0.1/servers?limit=100&version=latest&include_deleted=true",
                    Answered(400, R"({"error":"unknown parameter"})")},
                   {"/v0.1/servers", AnsweredJson(R"({"servers":[],"metadata":{}})")}}),
            "");
  EXPECT_TRUE(complete_);
}

// --- One document --------------------------------------------------------------------------------

TEST_F(SourceTest, McpmIsOneDocument) {
  const Pages pages = {{"/api/servers.json", AnsweredJson(R"({"lamp":{"name":"lamp",
      "display_name":"Lamp","description":"Switches lamps",
      "installations":{"npm":{"type":"npm","command":"npx","args":["-y","@acme/lamp"]}},
      "tools":[{"name":"switch_lamp","description":"Switches"}]},"bad":3})",
                                                          {{"ETag", "\"1\""}})}};
  EXPECT_EQ(Crawl("mcpm", "/api/servers.json", pages),
            R"(mcpm URL/api/servers.json#lamp (mcpm): lamp
  title: Lamp
  description: Switches lamps
  transports: stdio
  package: npm:@acme/lamp
  tool: {"description":"Switches","name":"switch_lamp"}
problem mcpm URL/api/servers.json#bad: the manifest is no object
)");
  EXPECT_EQ(Crawl("mcpm", "/api/servers.json", {}),
            "problem URL/api/servers.json: http.not_found: there is nothing at the address (HTTP "
            "404: no such thing)\n");
}

TEST_F(SourceTest, ToolsdkObeysRobotsTxt) {
  const Reply index = AnsweredJson(R"({"@acme/lamp":{"category":"home","path":"home/lamp.json",
      "validated":true,"tools":{"a":{"name":"switch_lamp","description":"Switches"}}}})");
  EXPECT_EQ(Crawl("toolsdk", "/indexes/list.json", {{"/indexes/list.json", index}}),
            R"(toolsdk URL/indexes/list.json#@acme/lamp (toolsdk): @acme/lamp
  package: npm:@acme/lamp
  tool: {"description":"Switches","name":"switch_lamp"}
)");
  EXPECT_EQ(requests_.at(0).target, "/robots.txt");
  setting_.options.full = true;
  TempDir other;
  setting_.options.archive = other / "archive";
  EXPECT_EQ(Crawl("toolsdk", "/indexes/list.json",
                  {{"/indexes/list.json", index},
                   {"/robots.txt", Answered(200, "User-agent: *\nDisallow: /indexes/\n")}}),
            "problem URL/indexes/list.json: robots: robots.txt of the host forbids it "
            "(/indexes/list.json)\n");
}

TEST_F(SourceTest, ADocumentByItsUrlIsRecognizedFromContent) {
  EXPECT_EQ(Crawl("mcpm", "/tools.json",
                  {{"/tools.json", AnsweredJson(R"({"tools":[{"name":"a","inputSchema":{}}]})")}}),
            R"(tools-list URL/tools.json (other): tools
  tool: {"inputSchema":{},"name":"a"}
)");
  EXPECT_EQ(Crawl("mcpm", "/other.json", {{"/other.json", AnsweredJson(R"({"a":1})")}}),
            "problem URL/other.json: not a format that mcprisk reads (mcprisk formats lists "
            "them)\n");
}

}  // namespace
}  // namespace mcprisk
