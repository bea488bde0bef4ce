// From a registry and its live servers to a catalog, in one process: what a second run asks and
// judges, and that readers see whole servers while it is written.
#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>

#include "catalog/reader.h"
#include "pipeline.h"
#include "support/crawl_replica.h"
#include "support/paths.h"

namespace mcprisk {
namespace {

class LivePipelineTest : public testing::Test {
 protected:
  LivePipelineTest() {
    request_.catalog = folder_ / "catalog.db";
    request_.program_version = "0";
    request_.now = [this] { return time_; };
    request_.network.live = true;
    request_.network.environment = [](std::string_view) { return std::nullopt; };
    // The times are the program's own: a machine that is busy must not make healthy servers slow.
    request_.network.fetch.limits.host_milliseconds = 0;
    request_.network.fetch.limits.attempts = 1;
    EXPECT_TRUE(request_.network.fetch.allowed.Allow("127.0.0.0/8"));
  }

  IndexReport Index(const CrawlReplica& replica) {
    request_.arguments = {replica.url()};
    progress_ = std::make_unique<IndexProgress>();
    std::atomic<bool> stop{false};
    return RunIndex(request_, RuleSet::Shipped(), stop, progress_.get(), [] {});
  }

  TempDir folder_;
  std::string time_ = "2026-06-01T12:00:00Z";
  IndexRequest request_;
  std::unique_ptr<IndexProgress> progress_;
};

TEST_F(LivePipelineTest, OnlyWhatChangedIsAskedAndJudgedAgain) {
  CrawlReplica replica(400, HostileMix::kQuick);
  Index(replica);
  const size_t first = replica.list_requests() + replica.server_requests();
  EXPECT_EQ(progress_->judged, 2 * replica.healthy());
  CatalogStats stats = CatalogReader(request_.catalog).Stats();
  EXPECT_GE(stats.servers_with_tools, replica.healthy());

  // Nothing has changed: the list is asked once for changes, no server is asked.
  time_ = "2026-06-01T13:00:00Z";
  const size_t servers = replica.server_requests();
  Index(replica);
  EXPECT_EQ(replica.server_requests(), servers);
  EXPECT_LT(replica.list_requests() + servers - first, first / 5);
  EXPECT_EQ(progress_->judged, 0u);

  // One in a hundred has: these are asked, and their tools judged.
  for (size_t index : {3, 101, 202, 303}) replica.Change(index);
  time_ = "2026-06-01T14:00:00Z";
  IndexReport report = Index(replica);
  EXPECT_EQ(report.sources.at(1).fetched, 4u);
  EXPECT_EQ(progress_->judged, 8u);
  EXPECT_EQ(CatalogReader(request_.catalog).Stats().tools, stats.tools);
}

TEST_F(LivePipelineTest, ReadersSeeWholeServersWhileACrawlWrites) {
  CrawlReplica replica(200, HostileMix::kNone);
  Index(replica);
  for (size_t index = 0; index < 200; index += 2) replica.Change(index);
  time_ = "2026-06-01T14:00:00Z";
  std::atomic<bool> done{false};
  std::vector<std::thread> readers;
  std::atomic<size_t> reads{0};
  for (int i = 0; i < 4; ++i) {
    readers.emplace_back([&] {
      while (!done) {
        CatalogReader reader(request_.catalog);
        for (const CatalogServer& server : reader.FindServers("com.acme/s1000002", 1)) {
          EXPECT_EQ(server.tool_count, 2u);
          EXPECT_EQ(reader.ToolsOfServer(server.id).size(), 2u);
        }
        EXPECT_EQ(reader.Stats().tools, 400u);
        ++reads;
      }
    });
  }
  Index(replica);
  done = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_GT(reads, 0u);
  EXPECT_EQ(progress_->judged, 200u);
}

TEST_F(LivePipelineTest, ALostNetworkLosesNothing) {
  CrawlReplica replica(60, HostileMix::kNone);
  Index(replica);
  CatalogStats before = CatalogReader(request_.catalog).Stats();
  replica.Disconnect();
  time_ = "2026-06-02T14:00:00Z";
  IndexReport report = Index(replica);
  EXPECT_EQ(report.sources.at(1).endings.at(Outcome::kConnectRefused), 60u);
  EXPECT_FALSE(report.sources.at(1).complete);
  CatalogStats after = CatalogReader(request_.catalog).Stats();
  EXPECT_EQ(after.tools, before.tools);
  EXPECT_EQ(after.servers_with_tools, 60u);
}

}  // namespace
}  // namespace mcprisk
