// The catalog as an MCP registry: records of the official schema, filters, pages.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "support/paths.h"
#include "support/run.h"
#include "support/served.h"

namespace mcprisk {
namespace {

using nlohmann::json;

constexpr char kCatalog[] =
    R"(registry io.github.acme/weather: io.github.acme/weather npm:@acme/weather github.com/acme/weather
  get_weather: Get the weather of a city.
registry io.github.acme/bank: io.github.acme/bank https://bank.acme.example/mcp
  pay_bill: Pay a bill.
mcpm nameless weather: pypi:nameless
  write_note: Write a note.
toolsdk silent
  ?
)";

json Asked(Served& served, const std::string& request) { return json::parse(served.Body(request)); }

std::vector<std::string> Names(const json& page) {
  std::vector<std::string> names;
  for (const json& one : page["servers"]) names.push_back(one["server"]["name"]);
  return names;
}

TEST(RegistryTest, ClientsFindServersWithOurVerdict) {
  Served served(kCatalog, "https://catalog.acme.example");
  const json page = Asked(served, "GET /v0.1/servers?search=WEATHER&version=latest");
  ASSERT_EQ(page["metadata"]["count"], 2);
  const json& weather = page["servers"][0];
  EXPECT_EQ(weather["server"]["name"], "io.github.acme/weather");
  EXPECT_EQ(weather["server"]["packages"][0]["identifier"], "@acme/weather");
  EXPECT_EQ(weather["server"]["repository"]["source"], "github");
  const json& official = weather["_meta"]["io.modelcontextprotocol.registry/official"];
  EXPECT_EQ(official["status"], "active");
  EXPECT_EQ(official["isLatest"], true);
  const json& verdict = weather["_meta"]["io.mcprisk/verdict"];
  EXPECT_EQ(verdict["risk"], "Low");
  EXPECT_EQ(verdict["by_category"]["Read"], 1);
  EXPECT_EQ(verdict["policy"],
            "https://catalog.acme.example/policy/policylayer/io.github.acme/weather");
  // A name that no registry could have is made one, and found under it.
  const std::string made = page["servers"][1]["server"]["name"];
  EXPECT_TRUE(made.starts_with("unregistered.mcprisk/nameless-weather.")) << made;
  EXPECT_EQ(served.Status("GET /v0.1/servers/" + EncodeSegment(made) + "/versions/latest"), 200);
}

TEST(RegistryTest, OnlyWhatACompanyAllowsIsShown) {
  Served served(kCatalog);
  const std::vector<std::string> low = Names(Asked(served, "GET /v0.1/servers?max_risk=low"));
  EXPECT_EQ(low, std::vector<std::string>{"io.github.acme/weather"});
  EXPECT_EQ(Names(Asked(served, "GET /v0.1/servers?max_risk=medium")).size(), 2u);
  // Nobody knows the tools of the silent one, so it passes no filter.
  EXPECT_EQ(Names(Asked(served, "GET /v0.1/servers?max_risk=critical")).size(), 3u);
  EXPECT_EQ(Names(Asked(served, "GET /v0.1/servers")).size(), 4u);
}

TEST(RegistryTest, GradesNarrow) {
  Served served(Served::Files{
      {"a.json", R"({"serverInfo":{"name":"io.acme/clock","version":"1"},"tools":[{"name":)"
                 R"("get_time","description":"Get the time."}]})"},
      {"b.json", R"({"serverInfo":{"name":"io.acme/shell","version":"1"},"tools":[{"name":)"
                 R"("run_shell","description":"Run any shell command.","inputSchema":{"type":)"
                 R"("object","properties":{"command":{"type":"string"}}}}]})"}});
  EXPECT_EQ(Names(Asked(served, "GET /v0.1/servers?grade=A")),
            std::vector<std::string>{"io.acme/clock"});
  EXPECT_EQ(Names(Asked(served, "GET /v0.1/servers?grade=f")).size(), 2u);
  EXPECT_EQ(
      Asked(served,
            "GET /v0.1/servers?grade=A")["servers"][0]["_meta"]["io.mcprisk/verdict"]["grade"],
      "A");
}

TEST(RegistryTest, PagesEndWithoutACursor) {
  Served served(kCatalog);
  std::vector<std::string> names;
  std::string cursor;
  int pages = 0;
  do {
    const json page = Asked(served, "GET /v0.1/servers?limit=1&cursor=" + cursor);
    for (const std::string& name : Names(page)) names.push_back(name);
    cursor = page["metadata"].value("nextCursor", "");
  } while (!cursor.empty() && ++pages < 10);
  EXPECT_EQ(names.size(), 4u);
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), 4u);
}

TEST(RegistryTest, TimesNarrow) {
  Served served(kCatalog);
  EXPECT_EQ(Names(Asked(served, "GET /v0.1/servers?updated_since=2025-12-31T00:00:00Z")).size(),
            4u);
  EXPECT_TRUE(Names(Asked(served, "GET /v0.1/servers?updated_since=2026-01-01T00:00:00Z")).empty());
}

TEST(RegistryTest, AVersionThatNobodyToldCanBeAskedFor) {
  Served served(
      Served::Files{{"a.json", R"({"name":"io.acme/clock","tools":[{"name":"get_time"}]})"}});
  const json record = Asked(served, "GET /v0.1/servers")["servers"][0]["server"];
  EXPECT_EQ(record["version"], "0.0.0-unknown");
  const std::string path = "GET /v0.1/servers/io.acme%2Fclock/versions";
  EXPECT_EQ(Asked(served, path)["servers"][0]["server"], record);
  EXPECT_EQ(served.Status(path + "/0.0.0-unknown"), 200);
  EXPECT_EQ(served.Status(path + "/9.9.9"), 404);
}

TEST(RegistryTest, WhatCannotBeMetIsAnsweredAsTheOfficialOneDoes) {
  Served served(kCatalog);
  const std::pair<const char*, int> cases[] = {
      {"/v0.1/servers?limit=101", 422},
      {"/v0.1/servers?limit=0", 422},
      {"/v0.1/servers?limit=x", 422},
      {"/v0.1/servers?max_risk=awful", 422},
      {"/v0.1/servers?grade=G", 422},
      {"/v0.1/servers?cursor=zz.zz", 400},
      {"/v0.1/servers?updated_since=now", 400},
      {"/v0.1/servers/io.acme%2Fnobody/versions", 404},
      {"/v0.1/servers/unregistered.mcprisk%2Fx.99/versions/latest", 404},
      {"/v0.1/ping", 200},
      {"/v0.1/health", 200},
      {"/v0.1/version", 200},
      {"/v0/servers", 200}};
  for (const auto& [path, status] : cases) {
    EXPECT_EQ(served.Status(std::string("GET ") + path), status) << path;
  }
  EXPECT_EQ(served.Ask("GET /v0.1/servers").Header("Access-Control-Allow-Origin"), "*");
}

// The sample registry has names, packages and addresses of every kind.
class RegistryRecordsTest : public testing::Test {
 protected:
  // Writes every record, and only its "server" where `alone`; the number of them.
  size_t WriteRecords(bool alone) {
    const Ran ran = RunShell("mcprisk index --quiet '" + SourceDir() +
                                 "/data/sample-registry'; "
                                 "mcprisk serve --get '/v0.1/servers?limit=100'",
                             folder_.path());
    const json page = json::parse(ran.out);
    std::filesystem::create_directories(folder_ / "records");
    size_t count = 0;
    for (const json& one : page["servers"]) {
      WriteWholeFile(folder_ / ("records/" + std::to_string(count++) + ".json"),
                     (alone ? one["server"] : one).dump());
    }
    return count;
  }
  Ran Validated(const std::string& schema) {
    return RunShell("'" + SourceDir() + "/tests/tools/validate' '" + schema + "' records",
                    folder_.path());
  }

  TempDir folder_;
};

TEST_F(RegistryRecordsTest, TheyAreOfOurSchema) {
  EXPECT_EQ(WriteRecords(false), 46u);
  const Ran ran = Validated(SourceDir() + "/data/schemas/registry.schema.json");
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
}

// server.schema.json of 2025-12-11, where the shared folder or MCPRISK_SERVER_SCHEMA has it: it is
// not ours to carry.
TEST_F(RegistryRecordsTest, TheyAreOfTheOfficialSchema) {
  const char* given = std::getenv("MCPRISK_SERVER_SCHEMA");
  const std::string schema = given ? given : SharedDir() + "/data/official/server.schema.json";
  if (!std::filesystem::exists(schema)) GTEST_SKIP() << "no official schema at " << schema;
  EXPECT_EQ(WriteRecords(true), 46u);
  const Ran ran = Validated(schema);
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
}

}  // namespace
}  // namespace mcprisk
