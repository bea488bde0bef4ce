// A crawl goes on where it was broken off, and what it comes to does not show that it was.
#include <gtest/gtest.h>

#include <filesystem>

#include "crawl/fetch/answer_archive.h"

#include "support/paths.h"
#include "support/registry_replica.h"
#include "support/run.h"
#include "support/source_crawling.h"

namespace mcprisk {
namespace {

class ResumeTest : public testing::Test {
 protected:
  TempDir dir_;
  CrawlSetting setting_{dir_ / "archive"};

  std::vector<std::string> Files(const std::string& folder) const {
    std::vector<std::string> files;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(setting_.options.archive + folder)) {
      if (entry.is_regular_file()) files.push_back(entry.path());
    }
    return files;
  }
};

TEST_F(ResumeTest, RefetchesNothingThatItHas) {
  RegistryReplica replica(SampleRecords(500));
  replica.broken_from = 4;
  Crawled broken = CrawlUrls(setting_, {replica.url()});
  EXPECT_EQ(broken.reports[0].fetched, 3u);
  EXPECT_EQ(broken.reports[0].listings, 300u);
  EXPECT_FALSE(broken.reports[0].complete);
  replica.broken_from = 0;
  const size_t before = replica.requests();
  Crawled crawled = CrawlUrls(setting_, {replica.url()});
  EXPECT_TRUE(crawled.reports[0].resumed);
  EXPECT_TRUE(crawled.reports[0].complete);
  EXPECT_EQ(crawled.reports[0].archived, 3u);
  EXPECT_EQ(replica.requests() - before, 2u);
  EXPECT_EQ(crawled.reports[0].listings, 500u);
}

TEST_F(ResumeTest, WhatWasNotStoredIsReadAgainWithoutAsking) {
  RegistryReplica replica(SampleRecords(500));
  Crawled unconfirmed = CrawlUrls(setting_, {replica.url()}, false);
  const size_t before = replica.requests();
  Crawled crawled = CrawlUrls(setting_, {replica.url()});
  EXPECT_EQ(replica.requests(), before);
  EXPECT_EQ(crawled.Text(), unconfirmed.Text());
  EXPECT_TRUE(crawled.reports[0].complete);
}

// Whatever was on disk when the program was killed: the journal cut at every line, and inside one.
TEST_F(ResumeTest, ComesToTheSameFromAnyPointItWasKilledAt) {
  RegistryReplica replica(SampleRecords(1000));
  Crawled whole = CrawlUrls(setting_, {replica.url()}, false);
  ASSERT_EQ(Files("/crawls").size(), 1u);
  const std::string path = Files("/crawls").front();
  const std::string journal = ReadWholeFile(path);
  size_t kept = 0;
  for (size_t cut = 0; cut <= journal.size(); cut += 97) {
    WriteWholeFile(path, journal.substr(0, cut));
    const size_t before = replica.requests();
    Crawled crawled = CrawlUrls(setting_, {replica.url()}, false);
    ASSERT_EQ(crawled.Text(), whole.Text()) << "cut at " << cut;
    ASSERT_TRUE(crawled.reports[0].complete);
    EXPECT_EQ(crawled.reports[0].archived + (replica.requests() - before), 10u);
    kept += crawled.reports[0].archived;
  }
  EXPECT_GT(kept, 0u);
}

TEST_F(ResumeTest, DamagedAnswersAreAskedForAgain) {
  RegistryReplica replica(SampleRecords(300));
  Crawled whole = CrawlUrls(setting_, {replica.url()}, false);
  std::vector<std::string> documents = Files("/documents");
  ASSERT_EQ(documents.size(), 3u);
  const std::string packed = ReadWholeFile(documents[0]);
  WriteWholeFile(documents[0], packed.substr(0, packed.size() / 2));
  std::string flipped = ReadWholeFile(documents[1]);
  flipped[flipped.size() / 2] ^= 1;
  WriteWholeFile(documents[1], flipped);
  std::filesystem::remove(documents[2]);
  const size_t before = replica.requests();
  Crawled crawled = CrawlUrls(setting_, {replica.url()});
  EXPECT_EQ(crawled.Text(), whole.Text());
  EXPECT_EQ(replica.requests() - before, 3u);
}

TEST_F(ResumeTest, AnOldBrokenCrawlIsNotContinued) {
  RegistryReplica replica(SampleRecords(300));
  replica.broken_from = 3;
  CrawlUrls(setting_, {replica.url()});
  replica.broken_from = 0;
  setting_.time = "2026-06-02T12:00:01Z";
  EXPECT_FALSE(CrawlUrls(setting_, {replica.url()}).reports[0].resumed);
}

TEST_F(ResumeTest, OfflineReplaysWhatIsArchived) {
  std::string whole;
  std::string url;
  {
    RegistryReplica replica(SampleRecords(300));
    url = replica.url();
    whole = CrawlUrls(setting_, {url}).Text();
  }
  setting_.options.offline = true;
  Crawled replayed = CrawlUrls(setting_, {url});
  EXPECT_EQ(replayed.Text(), whole);
  EXPECT_TRUE(replayed.reports[0].complete);
  EXPECT_EQ(CrawlUrls(setting_, {"https://other.example"}).Problems(),
            "https://other.example/v0.1/servers?limit=100&version=latest&include_deleted=true: "
            "offline: not in the archive, and --offline asks nobody\n");
}

TEST_F(ResumeTest, AListThatShrinksTooMuchIsBelievedTheSecondTime) {
  RegistryReplica replica(SampleRecords(100));
  CrawlUrls(setting_, {replica.url()});
  for (int i = 0; i < 11; ++i) replica.Remove(SampleRecords(100)[static_cast<size_t>(i)].name);
  setting_.options.full = true;
  Crawled shrunk = CrawlUrls(setting_, {replica.url()});
  EXPECT_FALSE(shrunk.reports[0].complete);
  EXPECT_EQ(shrunk.Problems(),
            replica.url() +
                ": shows 89 servers where the last complete crawl had 100, less than "
                "kMaxShrinkPercent (10) allows; nothing is marked as gone until a "
                "second crawl agrees\n");
  EXPECT_TRUE(CrawlUrls(setting_, {replica.url()}).reports[0].complete);
}

TEST_F(ResumeTest, TwoCrawlsDoNotShareAnArchive) {
  AnswerArchive archive(setting_.options.archive, false);
  try {
    CrawlUrls(setting_, {"https://registry.example"});
    FAIL() << "the archive is locked";
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()),
              setting_.options.archive +
                  ": another mcprisk is crawling into this archive; wait for it, or name another "
                  "folder with --archive");
  }
}

TEST_F(ResumeTest, SeveralSourcesAreAskedAtATimeAndReadInOrder) {
  RegistryReplica slow(SampleRecords(3));
  slow.pause_milliseconds = 100;
  RegistryReplica fast({{"com.acme/fast"}});
  RegistryReplica broken(SampleRecords(1));
  broken.broken_from = 1;
  Crawled crawled = CrawlUrls(setting_, {slow.url(), broken.url(), fast.url()});
  EXPECT_EQ(crawled.Names(),
            "io.github.acme/server-00000 io.github.acme/server-00001 io.github.acme/server-00002 "
            "com.acme/fast");
  EXPECT_TRUE(crawled.reports[0].complete);
  EXPECT_FALSE(crawled.reports[1].complete);
  EXPECT_TRUE(crawled.reports[2].complete);
}

}  // namespace
}  // namespace mcprisk
