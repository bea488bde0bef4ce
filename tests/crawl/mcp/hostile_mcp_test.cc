// Hostile servers over the network, all at once in one loop: each comes to its ending, and the
// honest ones among them are read whole.
#include <gtest/gtest.h>

#include <map>

#include "base/text.h"
#include "crawl/mcp/ask_http.h"
#include "support/fetching.h"
#include "support/hostile_mcp.h"
#include "support/mcp_play.h"

namespace mcprisk {
namespace {

class HostileMcp : public testing::Test {
 protected:
  // Asks all of `urls` in one loop.
  static std::map<std::string, LiveAnswer> AskAll(const std::vector<std::string>& urls,
                                                  const std::string& allowed = "127.0.0.0/8") {
    FetchLimits limits = QuickLimits();
    limits.exchange_milliseconds = 3000;
    limits.exchanges = 64;
    std::unique_ptr<Fetcher> fetcher = TestFetcher(limits, allowed);
    std::map<std::string, LiveAnswer> answers;
    for (const std::string& url : urls) {
      HttpAskOptions options;
      options.conversation.client_version = "0";
      options.conversation.place = url;
      options.conversation.random = SystemRandom;
      options.fetch = limits;
      options.budget_milliseconds = 20000;
      AskOverHttp(*fetcher, {url, McpTransport::kStreamableHttp, true}, std::move(options),
                  [&answers, url](LiveAnswer answer) {
                    EXPECT_FALSE(answers.contains(url)) << url << " was answered twice";
                    answers[url] = std::move(answer);
                  });
    }
    const std::atomic<bool> stop{false};
    fetcher->Run(stop);
    EXPECT_EQ(answers.size(), urls.size());
    return answers;
  }
};

TEST_F(HostileMcp, EveryBehaviorComesToItsEnding) {
  LoopbackServer server(HostileMcpReply);
  std::vector<std::string> urls;
  for (const McpBehavior& behavior : McpBehaviors()) {
    urls.push_back(server.Url(std::string(behavior.path)));
  }
  std::map<std::string, LiveAnswer> answers = AskAll(urls);
  for (const McpBehavior& behavior : McpBehaviors()) {
    const LiveAnswer& answer = answers[server.Url(std::string(behavior.path))];
    std::string ending = EndingLine(answer);
    // What the fetcher finds has its own words behind the outcome.
    if (behavior.ending.find(':') == std::string_view::npos && !answer.ending.Ok()) {
      ending = OutcomeName(answer.ending.outcome);
    }
    EXPECT_EQ(ending, behavior.ending) << behavior.path;
  }
}

TEST_F(HostileMcp, NoBehaviorIsNamedTwice) {
  std::map<std::string_view, int> seen;
  for (const McpBehavior& behavior : McpBehaviors()) {
    EXPECT_EQ(++seen[behavior.path], 1) << behavior.path;
  }
}

TEST_F(HostileMcp, WhatCouldBeReadIsKept) {
  LoopbackServer server(HostileMcpReply);
  const std::string bad = server.Url("/tools/one-bad");
  const std::string escapes = server.Url("/tools/escapes");
  std::map<std::string, LiveAnswer> answers = AskAll({bad, escapes});
  auto relative = [&](const std::string& url) {
    return ReplaceAll(ListingText(answers[url], url), server.Url("/"), "");
  };
  EXPECT_EQ(relative(bad), R"(live tools/one-bad (live): acme
  version: 1.0
  transports: streamable-http
  tools read: 3
  tool: {"name":"c"}
problem live tools/one-bad#2#3: not valid UTF-8
problem live tools/one-bad#2#1: tool "a": duplicate key "name"
)");
  EXPECT_EQ(relative(escapes), R"(live tools/escapes (live): acme
  version: 1.0
  transports: streamable-http
  tool: {"inputSchema":{"type":"object"},"name":"\u001b[31mread\u001b]0;x\u0007"}
  tool: {"inputSchema":{"type":"object"},"name":"../../etc/passwd"}
)");
}

TEST_F(HostileMcp, NobodyIsAskedWhoMayNotBe) {
  LoopbackServer server(HostileMcpReply);
  const std::string url = server.Url("/pages/endless");
  EXPECT_EQ(AskAll({url}, "")[url].ending.outcome, Outcome::kAddressForbidden);
  EXPECT_EQ(server.Connections(), 0u);
}

TEST_F(HostileMcp, VariablesAreConfiguration) {
  const std::string url = "https://{tenant}.acme.example/mcp";
  EXPECT_EQ(AskAll({url})[url].ending.outcome, Outcome::kNeedsConfiguration);
}

TEST_F(HostileMcp, MetadataOfWallsIsNotFetched) {
  LoopbackServer canary([](const HttpRequest&) { return Answered(200, "{}"); });
  LoopbackServer wall([&](const HttpRequest&) {
    return Answered(
        401, "",
        {{"WWW-Authenticate", "Bearer resource_metadata=\"" + canary.Url("/oauth") + "\""}});
  });
  EXPECT_EQ(EndingLine(AskAll({wall.Url("/mcp")})[wall.Url("/mcp")]),
            "auth.required: HTTP 401, Bearer");
  EXPECT_EQ(canary.Connections(), 0u);
  EXPECT_EQ(wall.RequestCount(), 1u);
}

TEST_F(HostileMcp, SecretHeadersStayWithTheOriginThroughTheWholeConversation) {
  LoopbackServer own(HostileMcpReply);
  LoopbackServer other(HostileMcpReply);
  LoopbackServer leads_away(
      [&](const HttpRequest&) { return Redirected(307, other.Url("/tools/escapes")); });
  std::unique_ptr<Fetcher> fetcher = TestFetcher(QuickLimits(), "127.0.0.0/8");
  for (const std::string& url : {own.Url("/tools/escapes"), leads_away.Url("/mcp")}) {
    HttpAskOptions options;
    options.conversation.random = SystemRandom;
    options.fetch = QuickLimits();
    AskOverHttp(*fetcher, {url, McpTransport::kStreamableHttp, true, {{"X-Key", "secret"}}},
                std::move(options),
                [](const LiveAnswer& answer) { EXPECT_TRUE(answer.ending.Ok()); });
  }
  fetcher->Run(std::atomic<bool>{false});
  EXPECT_GT(own.RequestCount(), 1U);
  for (const HttpRequest& request : own.Requests()) EXPECT_TRUE(request.headers.contains("x-key"));
  EXPECT_TRUE(leads_away.Requests()[0].headers.contains("x-key"));
  EXPECT_GT(other.RequestCount(), 1U);
  for (const HttpRequest& request : other.Requests()) {
    EXPECT_FALSE(request.headers.contains("x-key"));
  }
}

}  // namespace
}  // namespace mcprisk
