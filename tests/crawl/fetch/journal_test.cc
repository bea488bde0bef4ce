#include "crawl/fetch/journal.h"

#include <gtest/gtest.h>

#include "support/paths.h"
#include "support/run.h"

namespace mcprisk {
namespace {

JournalHead SomeHead() {
  return {"official", "2026-06-01T00:00:00Z", "2026-05-30T00:00:00Z", "2026-05-29T23:00:00Z", 7};
}

JournalEntry SomeEntry(const std::string& url) {
  JournalEntry entry;
  entry.key = "GET " + url;
  entry.url = url;
  entry.order = 9;
  entry.status = 200;
  entry.digest = Sha256("body");
  entry.etag = "\"e\xff\"";  // as a stranger may send it
  entry.fetched_at = "2026-06-01T00:00:01Z";
  return entry;
}

TEST(Journal, ReadsWhatItWrote) {
  TempDir dir;
  JournalEntry carried = SomeEntry("https://a.example/1");
  carried.carried = true;
  carried.tls = {std::string(64, 'a'), "CN=Acme"};
  JournalEntry failed = SomeEntry("https://a.example/2");
  failed.digest.reset();
  failed.keep = false;
  failed.ending = {Outcome::kLimitBody, "9 bytes"};
  failed.url = "https://a.example/elsewhere";
  {
    JournalWriter writer(dir / "j", SomeHead(), {carried});
    writer.Append(failed);
  }
  {
    JournalWriter writer(dir / "j");
    writer.Append(JournalEnd{"2026-06-01T01:00:00Z", true, "2026-05-31T00:00:00Z", 12});
  }
  std::optional<Journal> journal = ReadJournal(dir / "j");
  ASSERT_TRUE(journal);
  EXPECT_EQ(journal->head, SomeHead());
  ASSERT_EQ(journal->entries.size(), 2u);
  EXPECT_EQ(journal->entries.at(failed.key), failed);
  EXPECT_EQ(journal->entries.at(carried.key).tls, carried.tls);
  EXPECT_EQ(journal->entries.at(failed.key).ending.Text(),
            "limit.body: the body is larger than kMaxBodyBytes (9 bytes)");
  EXPECT_TRUE(journal->entries.at(carried.key).carried);
  ASSERT_TRUE(journal->end);
  EXPECT_TRUE(journal->end->complete);
  EXPECT_EQ(journal->end->highest, "2026-05-31T00:00:00Z");
  EXPECT_EQ(journal->end->listings, 12u);
}

TEST(Journal, ATornLineIsDroppedAndTheNextOneIsNot) {
  TempDir dir;
  { JournalWriter writer(dir / "j", SomeHead(), {SomeEntry("https://a.example/1")}); }
  std::string text = ReadWholeFile(dir / "j");
  WriteWholeFile(dir / "j", text + R"({"key":"GET https://a.exam)");
  EXPECT_EQ(ReadJournal(dir / "j")->entries.size(), 1u);
  {
    JournalWriter writer(dir / "j");
    writer.Append(SomeEntry("https://a.example/2"));
  }
  EXPECT_EQ(ReadJournal(dir / "j")->entries.size(), 2u);
}

TEST(Journal, WhatIsNoneIsNone) {
  TempDir dir;
  EXPECT_FALSE(ReadJournal(dir / "none"));
  for (const char* text :
       {"", "\n", "{\"journal\":2}\n", "[]\n", "{\"key\":\"x\"}\n", "{\"journal\":1"}) {
    WriteWholeFile(dir / "j", text);
    EXPECT_FALSE(ReadJournal(dir / "j")) << text;
  }
}

TEST(Journal, NumbersThatAreNoneDoNoHarm) {
  TempDir dir;
  WriteWholeFile(dir / "j",
                 "{\"journal\":1,\"first_order\":-5}\n"
                 "{\"key\":\"GET x\",\"order\":1e300,\"status\":\"y\",\"digest\":\"zz\"}\n");
  std::optional<Journal> journal = ReadJournal(dir / "j");
  ASSERT_TRUE(journal);
  EXPECT_EQ(journal->head.first_order, 0u);
  const JournalEntry& entry = journal->entries.at("GET x");
  EXPECT_EQ(entry.order, 0u);
  EXPECT_EQ(entry.status, 0);
  EXPECT_FALSE(entry.digest);
}

}  // namespace
}  // namespace mcprisk
