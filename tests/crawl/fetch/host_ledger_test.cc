// Whom a crawl leaves alone, for how long, and what of it the next run knows.
#include "crawl/fetch/host_ledger.h"

#include <gtest/gtest.h>

#include "support/paths.h"
#include "support/run.h"

namespace mcprisk {
namespace {

constexpr std::time_t kHour = 3600;
constexpr std::time_t kNow = 20000 * 24 * kHour;  // midnight

FetchLimits Limits() {
  FetchLimits limits;
  limits.host_failures = 3;
  limits.host_day_exchanges = 250;
  return limits;
}

void Ask(HostLedger* ledger, const std::string& host, const std::vector<Outcome>& outcomes,
         std::time_t now) {
  for (Outcome outcome : outcomes) {
    ledger->Begin(host, now);
    ledger->End(host, outcome, now);
  }
}

std::string Said(HostLedger* ledger, const std::string& host, std::time_t now,
                 bool named_by_user = false) {
  return ledger->Check(host, named_by_user, now).Text();
}

constexpr Outcome kOk = Outcome::kOk;
constexpr Outcome kBroken = Outcome::kServerError;
constexpr char kGivenUp[] = "host.given_up: the host failed kHostFailures times in a row (a)";

TEST(HostLedger, FailuresInARowAndTheHostIsLeftAloneForADay) {
  HostLedger ledger(Limits(), "", kNow);
  Ask(&ledger, "a", {kBroken, kBroken, kOk, kBroken, Outcome::kNotFound, kBroken, kBroken}, kNow);
  EXPECT_EQ(Said(&ledger, "a", kNow), "ok: answered");
  Ask(&ledger, "a", {Outcome::kRateLimited, kBroken, kBroken}, kNow);
  EXPECT_EQ(Said(&ledger, "a", kNow), "ok: answered");
  Ask(&ledger, "a", {Outcome::kTimeout}, kNow);
  EXPECT_EQ(Said(&ledger, "a", kNow), kGivenUp);
  EXPECT_EQ(Said(&ledger, "a", kNow, true), kGivenUp);  // of this run
  EXPECT_EQ(Said(&ledger, "b", kNow), "ok: answered");
  EXPECT_EQ(Said(&ledger, "a", kNow + 24 * kHour - 1), kGivenUp);
  EXPECT_EQ(Said(&ledger, "a", kNow + 24 * kHour), "ok: answered");
}

TEST(HostLedger, ThenOneTryDecides) {
  HostLedger ledger(Limits(), "", kNow);
  Ask(&ledger, "a", {kBroken, kBroken, kBroken}, kNow);
  const std::time_t later = kNow + 24 * kHour;
  Ask(&ledger, "a", {kBroken}, later);
  EXPECT_EQ(Said(&ledger, "a", later + 23 * kHour), kGivenUp);
  Ask(&ledger, "a", {kOk, kBroken, kBroken}, later + 24 * kHour);
  EXPECT_EQ(Said(&ledger, "a", later + 24 * kHour), "ok: answered");
}

// A gateway has broken servers behind it, and is not broken itself.
TEST(HostLedger, WhoHasAnsweredOftenMayFailOftener) {
  HostLedger ledger(Limits(), "", kNow);
  Ask(&ledger, "a", std::vector<Outcome>(100, kOk), kNow);
  Ask(&ledger, "a", std::vector<Outcome>(7, kBroken), kNow);
  EXPECT_EQ(Said(&ledger, "a", kNow), "ok: answered");
  Ask(&ledger, "a", {kBroken}, kNow);
  EXPECT_EQ(Said(&ledger, "a", kNow), kGivenUp);
  Ask(&ledger, "a", {kBroken}, kNow + 24 * kHour);  // its one try
  EXPECT_EQ(Said(&ledger, "a", kNow + 47 * kHour), kGivenUp);
}

TEST(HostLedger, ADayHasItsMost) {
  HostLedger ledger(Limits(), "", kNow);
  Ask(&ledger, "a", std::vector<Outcome>(249, kOk), kNow);
  EXPECT_EQ(Said(&ledger, "a", kNow), "ok: answered");
  Ask(&ledger, "a", {kOk}, kNow);
  const std::string most =
      "limit.host_day: the host was asked kHostDayExchanges times in a day (a)";
  EXPECT_EQ(Said(&ledger, "a", kNow + 24 * kHour - 1), most);
  EXPECT_EQ(Said(&ledger, "a", kNow, true), most);
  EXPECT_EQ(Said(&ledger, "a", kNow + 24 * kHour), "ok: answered");
}

TEST(HostLedger, TheNextRunKnows) {
  TempDir folder;
  const std::string path = folder / "hosts.jsonl";
  {
    HostLedger ledger(Limits(), path, kNow);
    Ask(&ledger, "a", {kBroken, kBroken, kBroken}, kNow);
    Ask(&ledger, "b", std::vector<Outcome>(250, kOk), kNow);
    Ask(&ledger, "c", {kBroken, kBroken}, kNow);
    Ask(&ledger, "d", {Outcome::kNameNotFound, kBroken, kBroken}, kNow);
    EXPECT_NE(Said(&ledger, "d", kNow), "ok: answered");
  }
  EXPECT_EQ(ReadWholeFile(path),
            "{\"host\":\"a\",\"day\":20000,\"exchanges\":3,\"given_up_until\":1728086400}\n"
            "{\"host\":\"b\",\"day\":20000,\"exchanges\":100}\n"
            "{\"host\":\"b\",\"day\":20000,\"exchanges\":200}\n");
  {
    HostLedger ledger(Limits(), path, kNow + kHour);
    EXPECT_EQ(Said(&ledger, "a", kNow + kHour), kGivenUp);
    EXPECT_EQ(Said(&ledger, "a", kNow + kHour, true), "ok: answered");  // its user wants it now
    // What was not written down is forgotten: too few failures, those of the way there.
    EXPECT_EQ(Said(&ledger, "c", kNow), "ok: answered");
    EXPECT_EQ(Said(&ledger, "d", kNow), "ok: answered");
    Ask(&ledger, "b", std::vector<Outcome>(49, kOk), kNow);
    EXPECT_EQ(Said(&ledger, "b", kNow), "ok: answered");
    Ask(&ledger, "b", {kOk}, kNow);
    EXPECT_NE(Said(&ledger, "b", kNow), "ok: answered");
  }
  // When its time is over it has one try, whichever run that is.
  HostLedger ledger(Limits(), path, kNow + 30 * kHour);
  EXPECT_EQ(Said(&ledger, "a", kNow + 30 * kHour), "ok: answered");
  Ask(&ledger, "a", {kBroken}, kNow + 30 * kHour);
  EXPECT_EQ(Said(&ledger, "a", kNow + 30 * kHour), kGivenUp);
}

TEST(HostLedger, ATornLineIsPassedOverAndWhatIsOverIsDropped) {
  TempDir folder;
  const std::string path = folder / "hosts.jsonl";
  const std::string kept =
      "{\"host\":\"b\",\"day\":20000,\"exchanges\":3,\"given_up_until\":1728086400}\n";
  WriteWholeFile(path, "{\"host\":\"old\",\"day\":19990,\"exchanges\":900}\nnot JSON\n" + kept +
                           "{\"host\":\"c\",\"day\":200");
  HostLedger ledger(Limits(), path, kNow);
  EXPECT_EQ(ReadWholeFile(path), kept);
}

}  // namespace
}  // namespace mcprisk
