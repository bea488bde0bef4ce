// /mcp as strangers may ask it: pages of other sites, bodies that are no messages, headers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/served.h"

namespace mcprisk {
namespace {

using nlohmann::json;
using testing::HasSubstr;

constexpr char kCatalog[] = "mcpm acme/notes\n  get_note: Get a note.\n";
constexpr char kPing[] = R"({"jsonrpc":"2.0","id":1,"method":"ping"})";

WebResponse Post(Served& served, const std::string& headers, const std::string& body) {
  return served.Ask("POST /mcp\n" + headers + "\n\n" + body);
}

TEST(McpHttpTest, OnlyOurNamesAndOurPagesMayAsk) {
  Served served(kCatalog);
  EXPECT_EQ(Post(served, "Host: localhost:8080", kPing).status, 200);
  EXPECT_EQ(Post(served, "Host: evil.example", kPing).status, 421);
  EXPECT_EQ(Post(served, "Host: localhost.evil.example", kPing).status, 421);
  EXPECT_EQ(Post(served, "Host: localhost\nHost: evil.example", kPing).status, 400);
  EXPECT_EQ(Post(served, "Origin: http://localhost:6274", kPing).status, 200);
  EXPECT_EQ(Post(served, "Origin: https://evil.example", kPing).status, 403);
  EXPECT_EQ(Post(served, "Origin: null", kPing).status, 403);
  EXPECT_EQ(Post(served, "Origin: http://localhost@evil.example", kPing).status, 403);
  EXPECT_EQ(served.Status("POST /api/v1/classify\nOrigin: https://evil.example\n\n{}"), 403);
}

TEST(McpHttpTest, OtherMethodsAreTold) {
  Served served(kCatalog);
  for (const char* method : {"GET", "DELETE", "PUT"}) {
    const WebResponse response = served.Ask(std::string(method) + " /mcp");
    EXPECT_EQ(response.status, 405) << method;
    EXPECT_EQ(response.Header("Allow"), "POST") << method;
  }
}

TEST(McpHttpTest, WhatIsNoMessageIsAnError) {
  Served served(kCatalog);
  const std::pair<std::string, int> bodies[] = {
      {"", -32700},
      {"{", -32700},
      {std::string(5000, '['), -32700},
      {"null", -32600},
      {"[]", -32600},
      {"\"ping\"", -32600},
      {R"({"id":1,"method":"ping"})", -32600},
      {R"({"jsonrpc":"1.0","id":1,"method":"ping"})", -32600},
      {R"({"jsonrpc":"2.0","id":{},"method":"ping"})", -32600},
      {R"({"jsonrpc":"2.0","id":1,"id":2,"method":"ping"})", -32600},
      {R"({"jsonrpc":"2.0","id":1,"method":"no/such"})", -32601},
      {R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"x"}})", -32602},
      {R"({"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":"x"}})", -32602},
      {"\xff\xfe", -32700}};
  for (const auto& [body, code] : bodies) {
    const WebResponse response = Post(served, "Accept: application/json", body);
    EXPECT_EQ(response.content_type, "application/json") << body.substr(0, 60);
    EXPECT_EQ(json::parse(response.body)["error"]["code"], code) << body.substr(0, 60);
  }
}

TEST(McpHttpTest, ArgumentsThatAreWrongAreAnAnswerForTheModel) {
  Served served(kCatalog);
  for (const char* arguments : {R"({"tool":7})", R"([])", R"({"tool":""})", R"({})"}) {
    const WebResponse response =
        Post(served, "Accept: application/json",
             std::string(R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":)") +
                 R"("check_tool","arguments":)" + arguments + "}}");
    EXPECT_EQ(json::parse(response.body)["result"]["isError"], true) << arguments;
  }
}

TEST(McpHttpTest, NotificationsWantNoAnswer) {
  Served served(kCatalog);
  const WebResponse response = Post(served, "Accept: application/json",
                                    R"({"jsonrpc":"2.0","method":"notifications/initialized"})");
  EXPECT_EQ(response.status, 202);
  EXPECT_EQ(response.body, "");
}

TEST(McpHttpTest, AnswersAreNotKept) {
  Served served(kCatalog);
  EXPECT_EQ(Post(served, "Accept: application/json", kPing).Header("Cache-Control"), "no-store");
}

}  // namespace
}  // namespace mcprisk
