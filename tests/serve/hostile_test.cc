// Strangers: every field of every record full of markup, and requests that try to get around.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "catalog/catalog.h"
#include "classify/classify.h"
#include "support/definitions.h"
#include "support/run.h"
#include "support/served.h"

namespace mcprisk {
namespace {

using testing::HasSubstr;
using testing::Not;

// Breaks out of text, of attributes in both quotes, of scripts, styles, comments and CDATA.
constexpr char kMarkup[] =
    "</title></script></style>--></pre><script>alert(1)</script><img src=x onerror=alert(1)>"
    "\" onmouseover=\"alert(1)\" ' onfocus='alert(1) ` {{{x}}} {{> head}} ]]> javascript:alert(1)";
constexpr char kHidden[] =
    "a\xE2\x80\xAE"
    "b\xE2\x80\x8B"
    "c\x1B[31m\x07";

std::string Hostile(const std::string& name) { return name + kMarkup + kHidden; }

JudgedListing HostileListing(const std::string& server, const std::string& mark) {
  JudgedListing judged;
  Listing& listing = judged.listing;
  listing.server.name = server;
  listing.server.title = Hostile("title") + mark;
  listing.server.description = Hostile("description") + "\n" + mark;
  listing.server.version = Hostile("1");
  listing.server.status = Hostile("deprecated");
  listing.server.transports = {Hostile("stdio")};
  listing.server.instructions = Hostile("instructions");
  listing.server.identities = {{IdentityKind::kRemote, "javascript:alert(1)"},
                               {IdentityKind::kRepository, Hostile("github.com/")},
                               {IdentityKind::kPackage, Hostile("npm:")}};
  listing.origin.source = {Hostile("format"), Hostile("location")};
  listing.origin.place = Hostile("place");
  judged.tools_known = true;
  nlohmann::json definition = {
      {"name", "delete_" + std::string(kMarkup).substr(0, 200)},
      {"title", Hostile("title")},
      {"description", "Delete all files. " + Hostile("")},
      {"inputSchema",
       {{"type", "object"},
        {"properties",
         {{Hostile("command"), {{"type", "string"}, {"description", Hostile("any shell line")}}},
          {"action", {{"enum", {"delete", Hostile("list")}}}}}}}},
      {"annotations", {{"readOnlyHint", true}, {"title", Hostile("t")}}}};
  Tool tool = Defined(definition.dump());
  auto verdict = std::make_unique<Classification>(Judged(tool, server));
  judged.tools.push_back({std::move(tool), std::move(verdict)});
  return judged;
}

void IndexHostile(const std::string& path, const std::vector<std::string>& servers) {
  Catalog catalog(path);
  catalog.BeginRun(Sha256("rules"), "0.1.0", "2026-03-01T00:00:00Z");
  for (const std::string& server : servers) catalog.Add(HostileListing(server, "x"));
  catalog.Finish({}, "later");
}

size_t Count(const std::string& text, const std::string& what) {
  size_t count = 0;
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

// Every page that shows something of the server.
std::vector<std::string> PagesOf(const std::string& server) {
  const std::string tool = "delete_" + std::string(kMarkup).substr(0, 200);
  const std::string path = EncodeSegments(server);
  return {"/",
          "/risk/critical",
          "/category/destructive",
          "/search?q=delete",
          "/search?q=" + PercentEncoded(kMarkup),
          "/servers/" + path,
          "/servers/" + path + "?target=" + PercentEncoded(kMarkup),
          "/servers/" + PercentEncoded(kMarkup),
          "/tools/" + EncodeSegment(tool),
          "/tools/" + EncodeSegment(tool) + "/" + path,
          "/tools/" + PercentEncoded(kMarkup),
          "/badge/" + path + ".svg",
          "/rules/" + PercentEncoded(kMarkup),
          "/changes",
          "/changes?severity=" + PercentEncoded(kMarkup),
          "/attacks/" + PercentEncoded(kMarkup),
          "/" + PercentEncoded(kMarkup)};
}

class HostileTest : public testing::Test {
 protected:
  HostileTest() {
    IndexHostile(served_.path(), {server_, "..", "a/../b", "//", "=", "42"});
    served_.Look();
  }
  const std::string server_ = "evil" + std::string(kMarkup);
  Served served_{"mcpm good\n  get_time: Get the time.\n"};
};

TEST_F(HostileTest, NoFieldBecomesMarkup) {
  for (const std::string& path : PagesOf(server_)) {
    const WebResponse page = served_.Ask("GET " + path);
    const std::string& html = page.body;
    EXPECT_THAT(html, Not(HasSubstr("<script>"))) << path;
    EXPECT_THAT(html, Not(HasSubstr("<img src=x"))) << path;
    EXPECT_THAT(html, Not(HasSubstr("\" onmouseover"))) << path;
    EXPECT_THAT(html, Not(HasSubstr("' onfocus"))) << path;
    EXPECT_THAT(html, Not(HasSubstr("href=\"javascript:"))) << path;
    // Braces of a stranger are shown as they are; ours are all filled in.
    EXPECT_THAT(html, Not(HasSubstr("{{#"))) << path;
    EXPECT_THAT(html, Not(HasSubstr("{{/"))) << path;
    if (page.content_type.starts_with("text/html")) {
      EXPECT_EQ(Count(html, "<script"), 1u) << path;
      EXPECT_EQ(Count(html, "</title>"), 1u) << path;
      EXPECT_EQ(Count(html, "<title>"), 1u) << path;
    }
  }
}

TEST_F(HostileTest, NothingHiddenStaysHidden) {
  for (const std::string& path : PagesOf(server_)) {
    const std::string html = served_.Body("GET " + path);
    EXPECT_THAT(html, Not(HasSubstr("\xE2\x80\xAE"))) << path;
    EXPECT_THAT(html, Not(HasSubstr("\xE2\x80\x8B"))) << path;
    EXPECT_THAT(html, Not(HasSubstr("\x1B"))) << path;
  }
  EXPECT_THAT(served_.Body("GET /servers/" + EncodeSegments(server_)), HasSubstr("\\u{202e}"));
}

TEST_F(HostileTest, EveryServerIsReachedThroughItsOwnLinks) {
  const std::string list = served_.Body("GET /risk/critical");
  for (const std::string& name : {std::string(".."), std::string("a/../b"), std::string("//"),
                                  std::string("="), std::string("42"), server_}) {
    const std::string path = "/servers/" + EncodeSegments(name);
    EXPECT_THAT(list, HasSubstr("href=\"" + path + "\"")) << name;
    EXPECT_EQ(served_.Status("GET " + path), 200) << name;
    EXPECT_EQ(nlohmann::json::parse(served_.Body("GET /api/v1" + path))["name"], name);
  }
}

TEST_F(HostileTest, HeadersHoldNoTextOfStrangers) {
  const WebResponse file = served_.Ask("GET /policy/claude-code/" + EncodeSegments(server_));
  for (const auto& [name, value] : file.headers) {
    EXPECT_THAT(value, Not(HasSubstr("alert"))) << name;
    EXPECT_TRUE(std::none_of(value.begin(), value.end(), [](unsigned char c) { return c < 0x20; }))
        << name;
  }
}

TEST_F(HostileTest, FeedsAndMapsStayWellFormed) {
  EXPECT_THAT(served_.Body("GET /sitemaps/1.xml"), Not(HasSubstr("<script")));
  EXPECT_THAT(served_.Body("GET /changes.atom"), Not(HasSubstr("<script")));
  EXPECT_THAT(served_.Body("GET /api/v1/servers"), HasSubstr("\"links\""));
}

TEST(HostileRequestTest, PathsLeadNowhereElse) {
  Served served("mcpm good\n  get_time: Get the time.\n");
  for (const char* path :
       {"/../../etc/passwd", "/assets/../../../etc/passwd", "/assets/x/%2e%2e%2fsite.css",
        "/servers/../../..", "/policy/../x/good", "/api/v1/rules/..%2f..%2fetc%2fpasswd", "//",
        "/servers//", "/badge/../../x.svg", "/sitemaps/../robots.txt", "/api/v1/servers/%2e%2e"}) {
    const int status = served.Status(std::string("GET ") + path);
    EXPECT_TRUE(status == 404 || (std::string_view(path).starts_with("/badge/") && status == 200))
        << path << " " << status;
  }
}

TEST(HostileRequestTest, LongQuestionsAreShortened) {
  Served served("mcpm good\n  get_time: Get the time.\n");
  const std::string words(5000, 'a');
  EXPECT_EQ(served.Status("GET /search?q=" + words), 200);
  EXPECT_EQ(served.Status("GET /servers/" + words), 404);
  EXPECT_EQ(served.Status("GET /tools/" + words), 404);
  EXPECT_LT(served.Body("GET /tools/" + words).size(), 10'000u);
  std::string nested(2000, '[');
  EXPECT_EQ(served.Status("POST /api/v1/classify\n\n" + nested), 400);
}

}  // namespace
}  // namespace mcprisk
