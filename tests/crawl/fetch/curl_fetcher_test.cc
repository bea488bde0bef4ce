#include "crawl/fetch/curl_fetcher.h"

#include <gtest/gtest.h>

#include "support/archives.h"
#include "support/fetching.h"
#include "support/hostile_server.h"
#include "support/loopback_server.h"
#include "support/paths.h"

namespace mcprisk {
namespace {

Reply Echo(const HttpRequest& request) {
  std::string text = request.method + " " + request.target + "\n";
  for (const auto& [name, value] : request.headers) {
    if (name != "host" && name != "content-length") text += name + ": " + value + "\n";
  }
  return Answered(200, text + request.body);
}

TEST(CurlFetcher, SaysWhoItIs) {
  LoopbackServer server(Echo);
  EXPECT_EQ(TextOf(FetchUrl(server.Url("/a?b=1"))), R"(200 GET /a?b=1
accept: */*
accept-encoding: gzip, deflate, br
user-agent: mcprisk-test/1
)");
}

TEST(CurlFetcher, PostsWhatItIsGiven) {
  LoopbackServer server(Echo);
  Request request = GetOf(server.Url("/mcp"));
  request.method = Method::kPost;
  request.headers = {{"Content-Type", "application/json"}, {"X-Evil", "a\r\nInjected: 1"}};
  request.body = R"({"jsonrpc":"2.0"})";
  EXPECT_EQ(TextOf(FetchOne(*TestFetcher(), std::move(request))), R"(200 POST /mcp
accept: */*
accept-encoding: gzip, deflate, br
content-type: application/json
user-agent: mcprisk-test/1
{"jsonrpc":"2.0"})");
}

TEST(CurlFetcher, UnpacksWhatIsCompressed) {
  LoopbackServer server([](const HttpRequest&) {
    return Answered(200, Compressed("gzip", "{\"a\":1}"), {{"Content-Encoding", "gzip"}});
  });
  EXPECT_EQ(TextOf(FetchUrl(server.Url("/"))), "200 {\"a\":1}");
}

TEST(CurlFetcher, KeepsAConnection) {
  LoopbackServer server(Echo);
  std::unique_ptr<Fetcher> fetcher = TestFetcher();
  for (int i = 0; i < 5; ++i) FetchOne(*fetcher, GetOf(server.Url("/")));
  EXPECT_EQ(server.Connections(), 1u);
}

TEST(CurlFetcher, KeepsNoConnectionOfALastRequest) {
  LoopbackServer server(Echo);
  std::unique_ptr<Fetcher> fetcher = TestFetcher();
  for (int i = 0; i < 3; ++i) {
    Request request = GetOf(server.Url("/"));
    request.closes = true;
    FetchOne(*fetcher, std::move(request));
  }
  EXPECT_EQ(server.Connections(), 3u);
}

TEST(CurlFetcher, FollowsRedirectsAndTellsTheWay) {
  LoopbackServer server([](const HttpRequest& request) {
    if (request.path == "/a") return Redirected(302, "b?x=1");
    if (request.path == "/b") return Redirected(307, "/c");
    return Answered(200, request.path);
  });
  Response response = FetchUrl(server.Url("/a"));
  EXPECT_EQ(TextOf(response), "200 /c");
  EXPECT_EQ(response.head.url, server.Url("/c"));
  EXPECT_EQ(response.redirects, (std::vector<std::string>{server.Url("/a"), server.Url("/b?x=1")}));
}

TEST(CurlFetcher, APostStaysOneUnlessItIsToldToLookElsewhere) {
  LoopbackServer server([](const HttpRequest& request) {
    if (request.path == "/moved") return Redirected(301, "/mcp");
    if (request.path == "/see") return Redirected(303, "/mcp");
    return Answered(200, request.method + " " + request.body);
  });
  for (auto [path, text] : {std::pair{"/moved", "200 POST x"}, {"/see", "200 GET "}}) {
    Request request = GetOf(server.Url(path));
    request.method = Method::kPost;
    request.body = "x";
    EXPECT_EQ(TextOf(FetchOne(*TestFetcher(), std::move(request))), text);
  }
}

TEST(CurlFetcher, SecretsNeverLeaveTheirOrigin) {
  LoopbackServer other(Echo, "127.0.0.2");
  LoopbackServer server([&](const HttpRequest& request) {
    if (request.path == "/away") return Redirected(302, other.Url("/"));
    if (request.path == "/here") return Redirected(302, "/echo");
    return Echo(request);
  });
  auto ask = [&](const std::string& path) {
    Request request = GetOf(server.Url(path));
    request.secret_headers = {{"X-Key", "secret-1"}};
    request.headers = {
        {"Authorization", "secret-2"}, {"Mcp-Session-Id", "secret-3"}, {"X-Plain", "plain"}};
    return TextOf(FetchOne(*TestFetcher(), std::move(request)));
  };
  const std::string here = ask("/here");
  EXPECT_NE(here.find("secret-1"), std::string::npos) << here;
  EXPECT_NE(here.find("secret-2"), std::string::npos) << here;
  const std::string away = ask("/away");
  EXPECT_EQ(away.find("secret"), std::string::npos) << away;
  EXPECT_NE(away.find("plain"), std::string::npos) << away;
}

TEST(CurlFetcher, TriesAgainWhatIsTransient) {
  std::atomic<int> asked{0};
  LoopbackServer server([&](const HttpRequest&) {
    switch (++asked) {
      case 1:
        return Answered(503, "busy");
      case 2:
        return Answered(429, "slow down", {{"Retry-After", "0"}});
      case 3:
        return Reply{{}, true};
      default:
        return Answered(200, "at last");
    }
  });
  FetchLimits limits = QuickLimits();
  limits.attempts = 4;
  Response response = FetchUrl(server.Url("/"), limits);
  EXPECT_EQ(TextOf(response), "200 at last");
  // curl itself asks again where a kept connection was closed before it answered.
  EXPECT_GE(response.attempts, 3u);
  EXPECT_EQ(server.RequestCount(), 4u);
}

TEST(CurlFetcher, GivesUpAfterTheLastAttempt) {
  LoopbackServer server([](const HttpRequest&) { return Answered(500, "{\"error\":\"no\"}"); });
  FetchLimits limits = QuickLimits();
  limits.attempts = 3;
  Response response = FetchUrl(server.Url("/"), limits);
  EXPECT_EQ(TextOf(response), "500 {\"error\":\"no\"}");
  EXPECT_EQ(response.Verdict().Text(), "http.server_error: the server failed (HTTP 500)");
  EXPECT_EQ(server.RequestCount(), 3u);
}

TEST(CurlFetcher, DoesNotRepeatWhatMustNotBe) {
  LoopbackServer server([](const HttpRequest&) { return Answered(503, ""); });
  FetchLimits limits = QuickLimits();
  limits.attempts = 3;
  Request request = GetOf(server.Url("/"), limits);
  request.repeatable = false;
  FetchOne(*TestFetcher(limits), std::move(request));
  EXPECT_EQ(server.RequestCount(), 1u);
}

TEST(CurlFetcher, LeavesAFailingHostAlone) {
  LoopbackServer server([](const HttpRequest&) { return Answered(500, ""); });
  FetchLimits limits = QuickLimits();
  limits.host_failures = 3;
  limits.host_exchanges = 1;
  std::unique_ptr<Fetcher> fetcher = TestFetcher(limits);
  std::string last;
  for (int i = 0; i < 10; ++i) last = FetchOne(*fetcher, GetOf(server.Url("/"))).Verdict().Text();
  EXPECT_EQ(last, "host.given_up: the host failed kHostFailures times in a row (127.0.0.1)");
  EXPECT_EQ(server.RequestCount(), 3u);
}

TEST(CurlFetcher, LeavesAHostAloneThatAnEarlierCrawlGaveUp) {
  std::atomic<int> status{500};
  LoopbackServer server([&](const HttpRequest&) { return Answered(status, "hi"); });
  TempDir folder;
  FetchOptions options;
  options.limits = QuickLimits();
  options.limits.host_failures = 3;
  options.limits.host_exchanges = 1;
  options.ledger = folder / "hosts.jsonl";
  std::time_t now = 1780000000;
  options.now = [&now] { return now; };
  ASSERT_TRUE(options.allowed.Allow("127.0.0.1"));
  auto ask = [&] {
    return TextOf(FetchOne(*MakeCurlFetcher(options), GetOf(server.Url("/"), options.limits)));
  };
  {
    std::unique_ptr<Fetcher> fetcher = MakeCurlFetcher(options);
    for (int i = 0; i < 4; ++i) FetchOne(*fetcher, GetOf(server.Url("/"), options.limits));
  }
  EXPECT_EQ(server.RequestCount(), 3u);
  status = 200;
  const std::string given_up =
      "host.given_up: the host failed kHostFailures times in a row (127.0.0.1)";
  EXPECT_EQ(ask(), given_up);
  EXPECT_EQ(server.RequestCount(), 3u);
  now += 24 * 3600;
  EXPECT_EQ(ask(), "200 hi");
  now -= 3600;
  EXPECT_EQ(ask(), "200 hi");  // since it works again
}

TEST(CurlFetcher, AsksNoHostMoreOftenThanADayAllows) {
  LoopbackServer server([](const HttpRequest&) { return Answered(200, "hi"); });
  FetchLimits limits = QuickLimits();
  limits.host_day_exchanges = 2;
  std::unique_ptr<Fetcher> fetcher = TestFetcher(limits);
  std::string last;
  for (int i = 0; i < 3; ++i) last = TextOf(FetchOne(*fetcher, GetOf(server.Url("/"))));
  EXPECT_EQ(last,
            "limit.host_day: the host was asked kHostDayExchanges times in a day (127.0.0.1)");
  EXPECT_EQ(server.RequestCount(), 2u);
}

TEST(CurlFetcher, StreamsUntilItsReaderHasEnough) {
  LoopbackServer server([](const HttpRequest&) {
    return Reply{{{"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"},
                  {"data: x\n\n", 0, std::chrono::milliseconds(1)}}};
  });
  Request request = GetOf(server.Url("/"));
  std::string seen;
  request.on_data = [&](const ResponseHead& head, std::string_view bytes) {
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(FindHeader(head.headers, "CONTENT-TYPE"), "text/event-stream");
    seen += bytes;
    return seen.size() >= 27 ? StreamVerdict::kEnough : StreamVerdict::kMore;
  };
  Response response = FetchOne(*TestFetcher(), std::move(request));
  EXPECT_EQ(TextOf(response), "200 ");
  EXPECT_EQ(seen.substr(0, 27), "data: x\n\ndata: x\n\ndata: x\n\n");
}

TEST(CurlFetcher, AStreamHasItsLimitsToo) {
  LoopbackServer server([](const HttpRequest& request) {
    Step flood{": ping\n\n" + std::string(10000, 'x'), 0};
    if (request.path == "/pings") flood = {": ping\n\n", 0, std::chrono::milliseconds(5)};
    return Reply{{{"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"}, flood}};
  });
  FetchLimits limits = QuickLimits();
  limits.body_bytes = 1 << 20;
  limits.exchange_milliseconds = 300;
  auto ask = [&](const std::string& path) {
    Request request = GetOf(server.Url(path), limits);
    request.on_data = [](const ResponseHead&, std::string_view) { return StreamVerdict::kMore; };
    return TextOf(FetchOne(*TestFetcher(), std::move(request)));
  };
  EXPECT_EQ(ask("/flood"),
            "limit.stream: the stream of events goes on too long (more than 1,048,576 bytes)");
  EXPECT_EQ(ask("/pings"), "timeout: not done within the time allowed");
}

TEST(CurlFetcher, DrivesAConversationInItsLoop) {
  LoopbackServer server([](const HttpRequest& request) {
    const int page = std::stoi(request.query.at("page"));
    return Answered(200, page < 5 ? std::to_string(page + 1) : "");
  });
  std::unique_ptr<Fetcher> fetcher = TestFetcher();
  std::string pages;
  std::function<void(const std::string&)> ask = [&](const std::string& page) {
    fetcher->Submit(GetOf(server.Url("/?page=" + page)), [&, page](Response response) {
      pages += page;
      if (!response.body.empty()) ask(response.body);
    });
  };
  ask("1");
  const std::atomic<bool> stop{false};
  fetcher->Run(stop);
  EXPECT_EQ(pages, "12345");
}

TEST(CurlFetcher, AConversationDoesNotWaitForItsOwnTurn) {
  LoopbackServer server([](const HttpRequest& request) {
    if (request.path == "/post") return Answered(202, "");
    return Reply{{{"HTTP/1.1 200 OK\r\n\r\nendpoint"}, {"x", 0, std::chrono::milliseconds(20)}}};
  });
  FetchLimits limits = QuickLimits();
  limits.host_exchanges = 1;
  std::unique_ptr<Fetcher> fetcher = TestFetcher(limits);
  bool posted = false;
  Request stream = GetOf(server.Url("/sse"));
  stream.on_data = [&](const ResponseHead&, std::string_view bytes) {
    if (bytes.starts_with("endpoint")) {
      Request post = GetOf(server.Url("/post"));
      post.method = Method::kPost;
      post.in_conversation = true;
      fetcher->Submit(std::move(post),
                      [&](Response answer) { posted = answer.head.status == 202; });
    }
    return posted ? StreamVerdict::kEnough : StreamVerdict::kMore;
  };
  EXPECT_EQ(TextOf(FetchOne(*fetcher, std::move(stream))), "200 ");
  EXPECT_TRUE(posted);
}

TEST(CurlFetcher, EndsWhatIsCanceled) {
  LoopbackServer server([](const HttpRequest&) { return Reply{{}, false, true}; });
  std::unique_ptr<Fetcher> fetcher = TestFetcher();
  std::vector<std::string> endings;
  auto take = [&](Response response) { endings.push_back(response.ending.Text()); };
  RequestId first = fetcher->Submit(GetOf(server.Url("/1")), take);
  fetcher->Submit(GetOf(server.Url("/2")), take);
  std::atomic<bool> stop{false};
  fetcher->After(std::chrono::milliseconds(20), [&] { fetcher->Cancel(first); });
  fetcher->After(std::chrono::milliseconds(60), [&] { stop = true; });
  fetcher->Run(stop);
  const std::string canceled = "canceled: stopped before it ended";
  EXPECT_EQ(endings, (std::vector<std::string>{canceled, canceled}));
}

TEST(CurlFetcher, AsksRobotsTxtWhereToldTo) {
  LoopbackServer server([](const HttpRequest& request) {
    if (request.path != "/robots.txt") return Answered(200, request.path);
    return Answered(200, "User-agent: *\nDisallow: /private\n");
  });
  std::unique_ptr<Fetcher> fetcher = TestFetcher();
  std::string texts;
  for (const char* path : {"/public", "/private/x", "/public/2"}) {
    Request request = GetOf(server.Url(path));
    request.obey_robots = true;
    fetcher->Submit(std::move(request),
                    [&](Response response) { texts += TextOf(response) + "\n"; });
  }
  const std::atomic<bool> stop{false};
  fetcher->Run(stop);
  EXPECT_EQ(texts,
            "robots: robots.txt of the host forbids it (/private/x)\n200 /public\n200 /public/2\n");
  EXPECT_EQ(server.RequestCount(), 3u);
}

TEST(CurlFetcher, ConnectionsThatNobodyTakesAreTyped) {
  uint16_t port = 0;
  { port = LoopbackServer(Echo).port(); }
  Response response = FetchUrl("http://127.0.0.1:" + std::to_string(port) + "/");
  EXPECT_EQ(response.ending.Text(), "connect.refused: the host does not take connections");
  Response unknown = FetchUrl("https://no-such-host.invalid/");
  EXPECT_EQ(OutcomeName(unknown.ending.outcome), "dns.failed") << unknown.ending.Text();
}

// Endings are stored, so they say nothing that hangs on the moment.
TEST(CurlFetcher, AnEndingTellsNeitherTimesNorBytesSoFar) {
  LoopbackServer server(HostileReply);
  FetchLimits limits = QuickLimits();
  limits.attempts = 1;
  std::string texts;
  for (const char* path : {"/broken/cut", "/body/gzip-bomb"}) {
    texts += FetchUrl(server.Url(path), limits).ending.Text() + "\n";
  }
  EXPECT_EQ(texts,
            "network: the connection broke (closed before the announced end)\n"
            "limit.ratio: the body unpacks to more than kMaxBodyRatio times (kMaxBodyRatio "
            "(100))\n");
}

}  // namespace
}  // namespace mcprisk
