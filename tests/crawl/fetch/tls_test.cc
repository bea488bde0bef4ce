// What TLS protects is protected: nobody is believed who cannot prove who he is.
#include <gtest/gtest.h>

#include "crawl/mcp/ask_http.h"
#include "support/fetching.h"
#include "support/loopback_server.h"
#include "support/mcp_play.h"
#include "support/paths.h"
#include "support/run.h"
#include "support/tls_server.h"

namespace mcprisk {
namespace {

// Asks the server, its authority trusted or not. The answer, or the outcome's name.
std::string Ask(const TlsServerOptions& options, bool trusted = true) {
  TlsServer server(options);
  TempDir dir;
  WriteWholeFile(dir / "ca.pem", server.AuthorityPem());
  std::unique_ptr<Fetcher> fetcher =
      TestFetcher(QuickLimits(), "127.0.0.1", trusted ? dir / "ca.pem" : "");
  Response response = FetchOne(*fetcher, GetOf(server.Url()));
  return response.ending.Ok() ? response.body : std::string(OutcomeName(response.ending.outcome));
}

TEST(Tls, AGoodCertificateIsBelieved) { EXPECT_EQ(Ask({}), "secret"); }

// Of the certificate only the leaf's key and its issuer are kept.
TEST(Tls, WhoItWasIsKept) {
  TlsServerOptions options;
  options.answer =
      "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer\r\nContent-Length: 0\r\n"
      "Connection: close\r\n\r\n";
  TlsServer server(options);
  TempDir dir;
  WriteWholeFile(dir / "ca.pem", server.AuthorityPem());
  std::unique_ptr<Fetcher> fetcher = TestFetcher(QuickLimits(), "127.0.0.1", dir / "ca.pem");
  Response response = FetchOne(*fetcher, GetOf(server.Url()));
  EXPECT_EQ(response.head.tls, (TlsPeer{server.KeyDigest(), "CN=Test authority"}));
  // So it is of a live server, also where it wants credentials.
  HttpAskOptions ask;
  ask.conversation = PlayOptions();
  ask.fetch = QuickLimits();
  LiveAnswer answer;
  AskOverHttp(*fetcher, {.url = server.Url()}, ask, [&](LiveAnswer given) { answer = given; });
  const std::atomic<bool> stop{false};
  fetcher->Run(stop);
  EXPECT_EQ(answer.ending.Text(), "auth.required: the server wants credentials (HTTP 401, Bearer)");
  EXPECT_EQ(answer.tls, response.head.tls);
}

TEST(Tls, AnUnknownAuthorityIsNot) {
  EXPECT_EQ(Ask({}, false), "tls.untrusted");
  TlsServerOptions options;
  options.self_signed = true;
  EXPECT_EQ(Ask(options), "tls.untrusted");
}

TEST(Tls, ACertificateHasItsTime) {
  TlsServerOptions expired;
  expired.valid_from_days = -10;
  expired.valid_until_days = -1;
  EXPECT_EQ(Ask(expired), "tls.expired");
  TlsServerOptions early;
  early.valid_from_days = 1;
  early.valid_until_days = 10;
  EXPECT_EQ(Ask(early), "tls.expired");
}

TEST(Tls, ACertificateHasItsHost) {
  TlsServerOptions options;
  options.host = "127.0.0.2";
  EXPECT_EQ(Ask(options), "tls.wrong_host");
  options.host = "acme.example";
  EXPECT_EQ(Ask(options), "tls.wrong_host");
}

TEST(Tls, OldDigestsProveNothing) {
  TlsServerOptions options;
  options.old_digest = true;
  EXPECT_EQ(Ask(options), "tls.untrusted");
}

TEST(Tls, OldProtocolsAreNotSpoken) {
  TlsServerOptions options;
  options.old_protocol = true;
  EXPECT_EQ(Ask(options), "tls.failed");
}

TEST(Tls, PlainTextIsNoTls) {
  LoopbackServer server([](const HttpRequest&) { return Answered(200, "plain"); });
  EXPECT_EQ(FetchUrl(server.Url("/"), QuickLimits()).head.tls, TlsPeer());
  FetchLimits limits = QuickLimits();
  limits.connect_milliseconds = 1000;
  Response response = FetchUrl("https://127.0.0.1:" + std::to_string(server.port()) + "/", limits);
  EXPECT_FALSE(response.ending.Ok());
  EXPECT_EQ(server.RequestCount(), 1u);
}

TEST(Tls, IsNeverTradedForPlainText) {
  LoopbackServer plain([](const HttpRequest&) { return Answered(200, "plain"); });
  TlsServerOptions options;
  options.answer = "HTTP/1.1 302 Found\r\nLocation: " + plain.Url("/") +
                   "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
  EXPECT_EQ(Ask(options), "redirect.downgrade");
  EXPECT_EQ(plain.Connections(), 0u);
}

}  // namespace
}  // namespace mcprisk
