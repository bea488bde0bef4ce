// The API of the official registry, as a replica speaks it.
#include <gtest/gtest.h>

#include "support/paths.h"
#include "support/registry_replica.h"
#include "support/source_crawling.h"

namespace mcprisk {
namespace {

class RegistryApiTest : public testing::Test {
 protected:
  TempDir dir_;
  CrawlSetting setting_{dir_ / "archive"};
};

std::string Targets(const RegistryReplica& replica, size_t from = 0) {
  std::string text;
  std::vector<HttpRequest> requests = replica.Requests();
  for (size_t i = from; i < requests.size(); ++i) text += requests[i].target + "\n";
  return text;
}

TEST_F(RegistryApiTest, ReadsPageByPage) {
  RegistryReplica replica(SampleRecords(5));
  replica.page_cap = 2;
  Crawled crawled = CrawlUrls(setting_, {replica.url()});
  EXPECT_EQ(crawled.Names(),
            "io.github.acme/server-00000 io.github.acme/server-00001 io.github.acme/server-00002 "
            "io.github.acme/server-00003 io.github.acme/server-00004");
  EXPECT_EQ(crawled.Problems(), "");
  EXPECT_EQ(Targets(replica),
            "/v0.1/servers?limit=100&version=latest&include_deleted=true\n"
            "/v0.1/servers?limit=100&version=latest&include_deleted=true"
            "&cursor=io.github.acme%2Fserver-00001%3A1.0.0\n"
            "/v0.1/servers?limit=100&version=latest&include_deleted=true"
            "&cursor=io.github.acme%2Fserver-00003%3A1.0.0\n");
  EXPECT_TRUE(crawled.reports[0].complete);
  EXPECT_EQ(crawled.reports[0].fetched, 3u);
  EXPECT_EQ(crawled.reports[0].listings, 5u);
}

TEST_F(RegistryApiTest, PlacesNameTheSourceAndTheServer) {
  RegistryReplica replica(SampleRecords(1));
  Crawled crawled = CrawlUrls(setting_, {replica.url() + "/"});
  EXPECT_EQ(crawled.Text(), "registry " + replica.url() +
                                R"(!io.github.acme/server-00000 (none): io.github.acme/server-00000
  description: A server.
  version: 1.0.0
  transports: stdio
  name: io.github.acme/server-00000
  package: npm:server-00000
  tools: unknown
)");
}

TEST_F(RegistryApiTest, AsksForChangesAfterACompleteCrawl) {
  RegistryReplica replica(SampleRecords(250));
  CrawlUrls(setting_, {replica.url()});
  EXPECT_EQ(replica.requests(), 3u);
  setting_.time = "2026-06-01T13:00:00Z";
  replica.Put({"io.github.acme/server-00007", "1.0.0", "2026-06-01T12:30:00Z", "deleted"});
  replica.Put({"io.github.acme/server-00100", "1.0.0", "2026-06-01T12:30:00Z", "active", false});
  replica.Put({"io.github.acme/server-00100", "2.0.0", "2026-06-01T12:30:00Z"});
  replica.Put({"io.github.acme/server-99999", "1.0.0", "2026-06-01T12:30:00Z"});
  Crawled crawled = CrawlUrls(setting_, {replica.url()});
  EXPECT_EQ(Targets(replica, 3),
            "/v0.1/servers?limit=100&version=latest&updated_since=2026-04-30T23%3A00%3A00Z\n"
            "/v0.1/servers?limit=100&version=latest&updated_since=2026-04-30T23%3A00%3A00Z"
            "&cursor=io.github.acme%2Fserver-00099%3A1.0.0\n"
            "/v0.1/servers?limit=100&version=latest&updated_since=2026-04-30T23%3A00%3A00Z"
            "&cursor=io.github.acme%2Fserver-00199%3A1.0.0\n");
  EXPECT_TRUE(crawled.reports[0].changes);
  EXPECT_EQ(crawled.reports[0].listings, 251u);
  std::string changed;
  for (const Listing& listing : crawled.found.listings) {
    const Server& server = listing.server;
    if (server.version != "1.0.0" || server.status != "active") {
      changed += server.name + " " + server.version + " " + server.status + "\n";
    }
  }
  EXPECT_EQ(
      changed,
      "io.github.acme/server-00007 1.0.0 deleted\nio.github.acme/server-00100 2.0.0 active\n");
}

TEST_F(RegistryApiTest, AskingForChangesCostsOneRequestWhenThereAreNone) {
  std::vector<ReplicaRecord> records = SampleRecords(1000);
  records.back().updated = "2026-06-01T11:00:00Z";
  RegistryReplica replica(std::move(records));
  Crawled first = CrawlUrls(setting_, {replica.url()});
  EXPECT_EQ(replica.requests(), 10u);
  setting_.time = "2026-06-02T12:00:00Z";
  Crawled second = CrawlUrls(setting_, {replica.url()});
  EXPECT_EQ(replica.requests(), 11u);
  EXPECT_EQ(first.Text(), second.Text());
  setting_.time = "2026-06-02T13:00:00Z";
  Crawled third = CrawlUrls(setting_, {replica.url()});
  EXPECT_EQ(replica.requests(), 12u);
  EXPECT_EQ(first.Text(), third.Text());
}

TEST_F(RegistryApiTest, AsksForEverythingOnceAWeekAndWhenTold) {
  RegistryReplica replica(SampleRecords(3));
  CrawlUrls(setting_, {replica.url()});
  setting_.options.full = true;
  EXPECT_FALSE(CrawlUrls(setting_, {replica.url()}).reports[0].changes);
  setting_.options.full = false;
  EXPECT_TRUE(CrawlUrls(setting_, {replica.url()}).reports[0].changes);
  setting_.time = "2026-06-08T12:00:01Z";
  EXPECT_FALSE(CrawlUrls(setting_, {replica.url()}).reports[0].changes);
}

TEST_F(RegistryApiTest, UnchangedPagesAreNotSentAgain) {
  RegistryReplica replica(SampleRecords(300));
  replica.with_etags = true;
  Crawled first = CrawlUrls(setting_, {replica.url()});
  setting_.options.full = true;
  Crawled second = CrawlUrls(setting_, {replica.url()});
  EXPECT_EQ(second.reports[0].unchanged, 3u);
  EXPECT_EQ(second.reports[0].fetched, 0u);
  EXPECT_EQ(first.Text(), second.Text());
}

TEST_F(RegistryApiTest, OfAllVersionsTheLatestStands) {
  std::vector<ReplicaRecord> records;
  for (const char* name : {"com.acme/a", "com.acme/b"}) {
    for (const char* version : {"1.0.0", "1.10.0", "1.9.0"}) {
      records.push_back({name, version, "2026-05-01T00:00:00Z", "active", false});
    }
  }
  RegistryReplica replica(std::move(records));
  replica.all_versions = true;
  replica.page_cap = 2;  // the versions of a server stand on several pages
  Crawled crawled = CrawlUrls(setting_, {replica.url()});
  std::string versions;
  for (const Listing& listing : crawled.found.listings) {
    versions += listing.server.name + " " + listing.server.version + " of " +
                std::to_string(listing.records) + "\n";
  }
  EXPECT_EQ(versions, "com.acme/a 1.10.0 of 3\ncom.acme/b 1.10.0 of 3\n");
}

TEST_F(RegistryApiTest, FindsOlderPaths) {
  RegistryReplica replica(SampleRecords(1));
  replica.only_v0 = true;
  EXPECT_EQ(CrawlUrls(setting_, {replica.url()}).Names(), "io.github.acme/server-00000");
  EXPECT_EQ(CrawlUrls(setting_, {replica.url() + "/v0/servers"}).Names(),
            "io.github.acme/server-00000");
}

TEST_F(RegistryApiTest, BearsWithFaults) {
  RegistryReplica replica(SampleRecords(2000));
  replica.fail_every = 5;
  replica.limit_every = 7;
  setting_.options.fetch.limits.attempts = 4;
  Crawled crawled = CrawlUrls(setting_, {replica.url()});
  EXPECT_EQ(crawled.Problems(), "");
  EXPECT_EQ(crawled.reports[0].listings, 2000u);
}

TEST_F(RegistryApiTest, StartsOverWhenCursorsHaveExpired) {
  RegistryReplica replica(SampleRecords(250));
  replica.broken_from = 3;
  Crawled broken = CrawlUrls(setting_, {replica.url()});
  EXPECT_FALSE(broken.reports[0].complete);
  replica.broken_from = 0;
  replica.forgets_cursors = true;
  Crawled crawled = CrawlUrls(setting_, {replica.url()});
  EXPECT_EQ(crawled.Problems(), replica.url() +
                                    "/v0.1/servers?limit=100&version=latest&include_deleted=true"
                                    "&cursor=io.github.acme%2Fserver-00099%3A1.0.0: "
                                    "http.client_error: the server rejects the question (HTTP 400: "
                                    "bad cursor)\n");
  replica.forgets_cursors = false;
  EXPECT_EQ(CrawlUrls(setting_, {replica.url()}).reports[0].listings, 250u);
}

TEST_F(RegistryApiTest, SaysWhatARegistrySays) {
  struct Case {
    Reply reply;
    std::string what;
  };
  for (const Case& known : {
           Case{Answered(401, R"({"error":"no token"})"),
                "auth.required: the server wants credentials (HTTP 401: no token)"},
           Case{Answered(403, R"({"error":{"message":"not you","code":7}})"),
                "auth.forbidden: the server refuses (HTTP 403: not you)"},
           Case{Answered(422, R"({"title":"Unprocessable","detail":"validation failed",
                                  "errors":[{"message":"too many","location":"query.limit"}]})"),
                "http.client_error: the server rejects the question (HTTP 422: validation failed: "
                "too many at query.limit)"},
           Case{Answered(500, "<html>"), "http.server_error: the server failed (HTTP 500)"},
           Case{Answered(200, "<html><body>Login</body></html>"),
                "json.invalid: not JSON that can be read (not a format that mcprisk reads "
                "(mcprisk formats lists them))"},
           Case{Answered(200, ""),
                "json.invalid: not JSON that can be read (not a format that mcprisk reads "
                "(mcprisk formats lists them))"},
           Case{Answered(200, R"({"message":"hello"})"),
                "content.unknown: not the kind of document that was asked for (no list of "
                "servers)"},
           Case{AnsweredJson(R"({"servers":[],"metadata":{"nextCursor":")" +
                             std::string(5000, 'x') + "\"}}"),
                "limit.cursor: a cursor longer than kMaxCursorBytes (5,000 bytes)"},
       }) {
    TempDir dir;
    CrawlSetting setting(dir / "archive");
    LoopbackServer server([&](const HttpRequest&) { return known.reply; });
    Crawled crawled = CrawlUrls(setting, {server.Url("/v0/servers")});
    ASSERT_EQ(crawled.found.problems.size(), 1u) << crawled.Problems();
    EXPECT_EQ(crawled.found.problems[0].second.what, known.what);
    EXPECT_FALSE(crawled.reports[0].complete);
  }
}

// A registry that never ends.
Crawled CrawlEndless(CrawlSetting& setting, Reply (*page)(size_t number)) {
  std::atomic<size_t> pages{0};
  LoopbackServer server([&](const HttpRequest&) { return page(++pages); });
  return CrawlUrls(setting, {server.Url("/v0/servers")});
}

std::string PageOf(const std::string& name, const std::string& cursor) {
  const std::string record = R"({"server":{"name":")" + name + R"(","version":"1"}})";
  return R"({"servers":[)" + (name.empty() ? "" : record) + R"(],"metadata":{"nextCursor":")" +
         cursor + "\"}}";
}

TEST_F(RegistryApiTest, EndlessListsEnd) {
  auto what = [&](Reply (*page)(size_t)) {
    TempDir dir;
    CrawlSetting setting(dir / "archive");
    setting.options.fetch.limits.pages = 50;
    Crawled crawled = CrawlEndless(setting, page);
    EXPECT_EQ(crawled.found.problems.size(), 1u) << crawled.Problems();
    EXPECT_FALSE(crawled.reports[0].complete);
    return std::to_string(crawled.reports[0].fetched) + " pages, " +
           std::to_string(crawled.reports[0].listings) + " servers, " +
           crawled.found.problems.front().second.what;
  };
  EXPECT_EQ(what([](size_t) { return AnsweredJson(PageOf("com.acme/a", "same")); }),
            "2 pages, 1 servers, limit.cursor_loop: the pages go in a circle (same)");
  EXPECT_EQ(what([](size_t number) { return AnsweredJson(PageOf("", std::to_string(number))); }),
            "2 pages, 0 servers, limit.cursor_loop: the pages go in a circle (two empty pages in a "
            "row)");
  EXPECT_EQ(
      what([](size_t number) {
        return AnsweredJson(PageOf("com.acme/a" + std::to_string(number), std::to_string(number)));
      }),
      "50 pages, 50 servers, limit.pages: more pages than are read (kMaxPages=50)");
}

TEST_F(RegistryApiTest, AKeyGoesToItsHostOnly) {
  RegistryReplica replica(SampleRecords(1));
  setting_.environment["MCPRISK_TOKEN_127_0_0_1"] = "secret";
  setting_.environment["MCPRISK_TOKEN_OTHER_EXAMPLE"] = "another";
  CrawlUrls(setting_, {replica.url()});
  EXPECT_EQ(replica.Requests()[0].headers["authorization"], "Bearer secret");
}

TEST_F(RegistryApiTest, ReadsTheSnapshotOfTheOfficialRegistry) {
  if (!HasShared()) GTEST_SKIP() << "needs ../shared/data/official";
  RegistryReplica replica(SharedRecords());
  Crawled crawled = CrawlUrls(setting_, {replica.url()});
  EXPECT_EQ(crawled.Problems(), "");
  EXPECT_TRUE(crawled.reports[0].complete);
  Gathered file = Gather({SharedDir() + "/data/official/servers-2025-12-18.json"});
  std::map<std::string, std::string> from_file;
  for (const Listing& listing : file.listings) {
    from_file[listing.server.name] = listing.server.version + listing.server.description;
  }
  std::map<std::string, std::string> from_api;
  for (const Listing& listing : crawled.found.listings) {
    from_api[listing.server.name] = listing.server.version + listing.server.description;
  }
  EXPECT_EQ(from_api, from_file);
  EXPECT_EQ(from_api.size(), 1108u);
}

}  // namespace
}  // namespace mcprisk
