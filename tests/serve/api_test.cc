// The REST API: records, pages of lists, problems, and its description.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "serve/router.h"
#include "support/run.h"
#include "support/served.h"

namespace mcprisk {
namespace {

using nlohmann::json;
using testing::HasSubstr;

constexpr char kCatalog[] = R"(mcpm acme/weather: npm:@acme/weather
  get_weather: Get the weather of a city.
  delete_station: Delete a station for good.
  pay_bill: Pay a bill.
live other/notes: https://mcp.other.example/mcp
  get_weather: Get the weather of a city.
  write_note: Write a note.
)";

json Asked(Served& served, const std::string& request) { return json::parse(served.Body(request)); }

std::vector<std::string> Names(const json& list) {
  std::vector<std::string> names;
  for (const json& one : list) names.push_back(one["name"]);
  return names;
}

TEST(ApiTest, RecordsAreThoseOfTheCommands) {
  Served served(kCatalog);
  EXPECT_EQ(Asked(served, "GET /api/v1/stats")["tools"], 5);
  const json server = Asked(served, "GET /api/v1/servers/acme/weather");
  EXPECT_EQ(server["name"], "acme/weather");
  EXPECT_EQ(server["tools"].size(), 3u);
  EXPECT_EQ(server["links"]["badge"], "/badge/acme/weather.svg");
  const json tool = Asked(served, "GET /api/v1/tools/pay_bill/acme/weather");
  EXPECT_EQ(tool["risk"], "Critical");
  EXPECT_EQ(tool["recommended"]["decision"], "ask");
  EXPECT_EQ(tool["definition"]["name"], "pay_bill");
  const json named = Asked(served, "GET /api/v1/tools/get_weather");
  EXPECT_EQ(named["total"], 2);
  EXPECT_EQ(named["agree"], true);
}

TEST(ApiTest, PunctuationIsAskedForAndFoundNowhere) {
  Served served(kCatalog);
  for (const std::string text : {"--", "...", "%22", "*", "()"}) {
    const json page = Asked(served, "GET /api/v1/search?q=" + text);
    EXPECT_EQ(page["tools"], json::array()) << text;
    EXPECT_TRUE(page["next"].is_null()) << text;
    // Behind the end there is nothing, either, and a cursor of a list is none of a search.
    EXPECT_EQ(Asked(served, "GET /api/v1/search?cursor=2&q=" + text)["tools"], json::array());
    EXPECT_EQ(served.Status("GET /api/v1/search?cursor=1.1.1.1&q=" + text), 400) << text;
  }
}

TEST(ApiTest, ListsArePagedToTheirEnd) {
  Served served(kCatalog);
  std::vector<std::string> names;
  std::string cursor;
  do {
    const json page = Asked(served, "GET /api/v1/tools?limit=2&cursor=" + cursor);
    EXPECT_EQ(page["total"], 5);
    EXPECT_LE(page["tools"].size(), 2u);
    for (const std::string& name : Names(page["tools"])) names.push_back(name);
    cursor = page["next"].is_null() ? "" : page["next"].get<std::string>();
  } while (!cursor.empty());
  EXPECT_EQ(names, (std::vector<std::string>{"delete_station", "pay_bill", "write_note",
                                             "get_weather", "get_weather"}));

  const json first = Asked(served, "GET /api/v1/servers?limit=1");
  EXPECT_EQ(Names(first["servers"]), std::vector<std::string>{"acme/weather"});
  const json second =
      Asked(served, "GET /api/v1/servers?limit=1&cursor=" + first["next"].get<std::string>());
  EXPECT_EQ(Names(second["servers"]), std::vector<std::string>{"other/notes"});
  EXPECT_TRUE(second["next"].is_null());

  const json named = Asked(served, "GET /api/v1/tools/get_weather?limit=1");
  const json rest = Asked(
      served, "GET /api/v1/tools/get_weather?limit=1&cursor=" + named["next"].get<std::string>());
  EXPECT_EQ(rest["tools"][0]["server"], "other/notes");
  EXPECT_TRUE(rest["next"].is_null());
}

TEST(ApiTest, RulesOnAServersToolsAreRules) {
  Served served(kCatalog);
  const json rule = Asked(served, "GET /api/v1/rules/server/odd-name");
  EXPECT_EQ(rule["id"], "server/odd-name");
  EXPECT_EQ(rule["title"], "A name that the protocol does not allow");
  const std::string yaml = rule["yaml"];
  EXPECT_TRUE(yaml.starts_with("- id: server/odd-name\n  check: odd-name\n")) << yaml;
  EXPECT_TRUE(yaml.ends_with("]\n")) << yaml;
  EXPECT_EQ(yaml.find("- id:", 1), std::string::npos) << yaml;
  const std::string list = served.Body("GET /api/v1/rules");
  EXPECT_THAT(list, HasSubstr("\"server/odd-name\""));
  EXPECT_THAT(list, HasSubstr("\"category/deletes-data\""));
}

TEST(ApiTest, FiltersNarrow) {
  Served served(kCatalog);
  EXPECT_EQ(Names(Asked(served, "GET /api/v1/tools?category=financial")["tools"]),
            std::vector<std::string>{"pay_bill"});
  EXPECT_EQ(Names(Asked(served, "GET /api/v1/servers?max_risk=medium")["servers"]),
            std::vector<std::string>{"other/notes"});
  EXPECT_EQ(Names(Asked(served, "GET /api/v1/servers?risk=high&q=WEATHER")["servers"]),
            std::vector<std::string>{"acme/weather"});
  EXPECT_EQ(Names(Asked(served, "GET /api/v1/search?q=station")["tools"]),
            std::vector<std::string>{"delete_station"});
}

TEST(ApiTest, WhatCannotBeMetIsAProblem) {
  Served served(kCatalog);
  const std::pair<const char*, int> cases[] = {
      {"GET /api/v1/tools?limit=0", 400},
      {"GET /api/v1/tools?limit=201", 400},
      {"GET /api/v1/tools?limit=x", 400},
      {"GET /api/v1/tools?cursor=zz", 400},
      {"GET /api/v1/tools?cursor=9.9.1.1", 400},
      {"GET /api/v1/tools?category=x", 400},
      {"GET /api/v1/servers?cursor=abc", 400},
      {"GET /api/v1/servers?risk=x", 400},
      {"GET /api/v1/search", 400},
      {"GET /api/v1/servers/nobody", 404},
      {"GET /api/v1/tools/nothing", 404},
      {"GET /api/v1/policy/nobody", 404},
      {"GET /api/v1/policy/acme/weather?target=x", 400},
      {"GET /api/v1/policy/acme/weather?posture=x", 400},
      {"GET /api/v1/rules/none", 404},
      {"POST /api/v1/classify\n\nno json", 400},
      {"POST /api/v1/classify\n\n{}", 422},
      {"POST /api/v1/classify\nOrigin: https://evil.example\n\n{\"name\":\"x\"}", 403},
  };
  for (const auto& [request, status] : cases) {
    const WebResponse response = served.Ask(request);
    EXPECT_EQ(response.status, status) << request;
    EXPECT_EQ(response.content_type, "application/problem+json") << request;
    EXPECT_EQ(json::parse(response.body)["status"], status) << request;
  }
}

TEST(ApiTest, DefinitionsThatAreSentAreJudged) {
  Served served(kCatalog);
  const json one = Asked(served,
                         "POST /api/v1/classify\n\n"
                         R"({"name":"delete_file","description":"Delete a file for good."})");
  EXPECT_EQ(one["tools"][0]["category"], "Destructive");
  const json answer = Asked(served,
                            "POST /api/v1/classify\n\n"
                            R"({"jsonrpc":"2.0","id":1,"result":{"tools":[)"
                            R"({"name":"get_time"},{"description":"no name"}]}})");
  EXPECT_EQ(answer["tools"].size(), 1u);
  EXPECT_EQ(answer["problems"][0]["index"], 1);
}

TEST(ApiTest, EverySiteMayRead) {
  Served served(kCatalog);
  EXPECT_EQ(served.Ask("GET /api/v1/stats\nOrigin: https://dash.example")
                .Header("Access-Control-Allow-Origin"),
            "*");
  EXPECT_EQ(served.Ask("GET /").Header("Access-Control-Allow-Origin"), "");
}

// "GET /api/v1/servers/{server}" of the routes and of the description.
std::set<std::string> RoutesOfApi() {
  std::set<std::string> routes;
  for (const RouteGroup* group : RouteGroups()) {
    for (const Route& route : group->routes) {
      if (!route.pattern.starts_with("/api/v1/")) continue;
      std::string path(route.pattern);
      if (const size_t dots = path.find("..."); dots != std::string::npos) path.erase(dots, 3);
      routes.insert(std::string(route.method) + " " + path);
    }
  }
  return routes;
}

TEST(ApiTest, TheDescriptionNamesEveryRouteAndNoOther) {
  Served served(kCatalog);
  std::set<std::string> described;
  const json document = Asked(served, "GET /api/openapi.json");
  EXPECT_EQ(document["openapi"], "3.1.0");
  for (const auto& [path, operations] : document["paths"].items()) {
    for (const auto& [method, operation] : operations.items()) {
      described.insert((method == "get" ? "GET " : "POST ") + path);
    }
  }
  EXPECT_EQ(described, RoutesOfApi());
  EXPECT_THAT(PageText(served.Body("GET /api")), HasSubstr("POST /api/v1/classify"));
}

// One request for each path of the description.
TEST(ApiTest, AnswersAreAsDescribed) {
  Served served(kCatalog);
  const json document = Asked(served, "GET /api/openapi.json");
  const std::pair<const char*, const char*> cases[] = {
      {"/api/v1/stats", "GET /api/v1/stats"},
      {"/api/v1/servers", "GET /api/v1/servers?limit=1"},
      {"/api/v1/servers/{server}", "GET /api/v1/servers/acme/weather"},
      {"/api/v1/tools", "GET /api/v1/tools"},
      {"/api/v1/tools/{tool}", "GET /api/v1/tools/get_weather"},
      {"/api/v1/tools/{tool}/{server}", "GET /api/v1/tools/pay_bill/acme/weather"},
      {"/api/v1/search", "GET /api/v1/search?q=weather"},
      {"/api/v1/changes", "GET /api/v1/changes"},
      {"/api/v1/flows", "GET /api/v1/flows?server=acme/weather&server=other/notes"},
      {"/api/v1/attacks", "GET /api/v1/attacks"},
      {"/api/v1/attacks/{attack}", "GET /api/v1/attacks/rug-pull"},
      {"/api/v1/policy/{server}", "GET /api/v1/policy/acme/weather?target=codex"},
      {"/api/v1/targets", "GET /api/v1/targets"},
      {"/api/v1/rules", "GET /api/v1/rules"},
      {"/api/v1/rules/{rule}", "GET /api/v1/rules/category/deletes-data"},
      {"/api/v1/classify", "POST /api/v1/classify\n\n{\"name\":\"get_time\"}"},
  };
  ASSERT_EQ(std::size(cases), document["paths"].size());
  const TempDir folder;
  std::string line = "true";
  for (const auto& [path, request] : cases) {
    const json& operations = document["paths"][path];
    const json& operation = operations.contains("get") ? operations["get"] : operations["post"];
    json schema = operation["responses"]["200"]["content"]["application/json"]["schema"];
    schema["components"] = document["components"];
    const std::string name = std::to_string(line.size());
    WriteWholeFile(folder / (name + ".schema"), schema.dump());
    WriteWholeFile(folder / (name + ".json"), served.Body(request));
    line += " && echo '" + std::string(path) + "' && " + SourceDir() + "/tests/tools/validate " +
            name + ".schema " + name + ".json";
  }
  const Ran ran = RunShell(line, folder.path());
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
}

}  // namespace
}  // namespace mcprisk
