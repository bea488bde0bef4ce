#include "crawl/fetch/url.h"

#include <gtest/gtest.h>

#include "crawl/fetch/limits.h"

namespace mcprisk {
namespace {

// "host port path", or the outcome's name.
std::string Parsed(std::string_view text) {
  auto url = ParseUrl(text, kMaxUrlBytes);
  if (!url) return std::string(OutcomeName(url.error().outcome));
  return url->host + " " + std::to_string(url->port) + " " + url->path;
}

TEST(Url, ReadsWhatItConnectsTo) {
  EXPECT_EQ(Parsed("https://Acme.Example/a/b?x=1#frag"), "acme.example 443 /a/b?x=1");
  EXPECT_EQ(Parsed("http://acme.example."), "acme.example 80 /");
  EXPECT_EQ(Parsed("https://[2001:DB8::1]:8443/"), "2001:db8::1 8443 /");
  // Spellings of the loopback that other parsers take for names.
  for (std::string_view host : {"127.1", "0x7f.1", "017700000001", "2130706433", "0x7f000001"}) {
    EXPECT_EQ(Parsed("http://" + std::string(host) + "/"), "127.0.0.1 80 /") << host;
  }
}

TEST(Url, RefusesWhatIsNoUrl) {
  using Case = std::pair<std::string_view, std::string_view>;
  for (auto [text, outcome] :
       std::initializer_list<Case>{{"", "url.malformed"},
                                   {"acme.example", "url.malformed"},
                                   {"//acme.example/", "url.malformed"},
                                   {"https://", "url.malformed"},
                                   {"https:///path", "url.malformed"},
                                   {"https://acme .example/", "url.malformed"},
                                   {"https://acme.example/a b", "url.malformed"},
                                   {"https://acme.example/\r\nX: 1", "url.malformed"},
                                   {"https://acme.example\\@evil.example/", "url.malformed"},
                                   {"https://acme.example/\x01", "url.malformed"},
                                   {"https://acme.example:99999/", "url.malformed"},
                                   {"https://acme.example:x/", "url.malformed"},
                                   {"https://[::1/", "url.malformed"},
                                   {"https://[fe80::1%25eth0]/", "url.malformed"},
                                   {"file:///etc/passwd", "url.scheme"},
                                   {"ftp://acme.example/", "url.scheme"},
                                   {"gopher://acme.example:6379/_x", "url.scheme"},
                                   {"javascript:alert(1)", "url.malformed"},
                                   {"data:text/html,x", "url.malformed"},
                                   {"https://user@acme.example/", "url.credentials"},
                                   {"https://user:secret@acme.example/", "url.credentials"},
                                   {"https://{tenant}.acme.example/mcp", "needs.configuration"},
                                   {"https://acme.example/{key}", "needs.configuration"}}) {
    EXPECT_EQ(Parsed(text), outcome) << text;
  }
  EXPECT_EQ(Parsed("https://acme.example/" + std::string(kMaxUrlBytes, 'a')), "url.too_long");
  EXPECT_EQ(Parsed(std::string("https://acme.example/\0x", 23)), "url.malformed");
}

TEST(Url, NeverQuotesASecret) {
  auto url = ParseUrl("https://user:hunter2@acme.example/", kMaxUrlBytes);
  ASSERT_FALSE(url);
  EXPECT_EQ(url.error().Text(), "url.credentials: the URL holds a user name or password");
}

TEST(Url, ResolvesRedirects) {
  WebUrl base = *ParseUrl("https://acme.example/a/b?x=1", kMaxUrlBytes);
  auto resolved = [&](std::string_view reference) {
    auto url = ResolveUrl(base, reference, kMaxUrlBytes);
    return url ? url->text : std::string(OutcomeName(url.error().outcome));
  };
  EXPECT_EQ(resolved("c"), "https://acme.example/a/c");
  EXPECT_EQ(resolved("/c?d=1"), "https://acme.example/c?d=1");
  EXPECT_EQ(resolved("../../../etc"), "https://acme.example/etc");
  EXPECT_EQ(resolved("//evil.example/"), "https://evil.example/");
  EXPECT_EQ(resolved("http://evil.example/"), "http://evil.example/");
  EXPECT_EQ(resolved("file:///etc/passwd"), "url.scheme");
  EXPECT_EQ(resolved("https://u:p@evil.example/"), "url.credentials");
}

TEST(Url, AsksOnlyWhereWebServersAre) {
  AddressRules rules;
  ASSERT_TRUE(rules.Allow("127.0.0.0/8"));
  auto checked = [&](std::string_view text, bool named) {
    return std::string(OutcomeName(CheckUrl(*ParseUrl(text, kMaxUrlBytes), named, rules).outcome));
  };
  EXPECT_EQ(checked("https://acme.example/", false), "ok");
  EXPECT_EQ(checked("https://acme.example:8443/", false), "ok");
  EXPECT_EQ(checked("http://acme.example/", false), "url.scheme");
  EXPECT_EQ(checked("http://acme.example/", true), "ok");
  EXPECT_EQ(checked("https://acme.example:22/", false), "url.port");
  EXPECT_EQ(checked("https://acme.example:22/", true), "ok");
  EXPECT_EQ(checked("http://127.0.0.1:9000/", false), "ok");
}

}  // namespace
}  // namespace mcprisk
