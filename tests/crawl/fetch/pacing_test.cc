#include "crawl/fetch/pacing.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace mcprisk {
namespace {

using std::chrono::milliseconds;
using Time = HostPacer::Time;

FetchLimits Limits(size_t exchanges, size_t host_exchanges, size_t host_milliseconds) {
  FetchLimits limits;
  limits.exchanges = exchanges;
  limits.host_exchanges = host_exchanges;
  limits.host_milliseconds = host_milliseconds;
  return limits;
}

TEST(HostPacer, KeepsHostsApart) {
  HostPacer pacer(Limits(10, 1, 1000));
  const Time now{};
  pacer.Add(1, "a");
  pacer.Add(2, "a");
  pacer.Add(3, "b");
  EXPECT_EQ(pacer.Next(now)->id, 1u);
  EXPECT_EQ(pacer.Next(now)->id, 3u);
  EXPECT_FALSE(pacer.Next(now));
  pacer.Done("a");
  EXPECT_FALSE(pacer.Next(now + milliseconds(999)));
  EXPECT_EQ(pacer.NextTime(), now + milliseconds(1000));
  EXPECT_EQ(pacer.Next(now + milliseconds(1000))->id, 2u);
}

TEST(HostPacer, PagesOfAListComeSoonerUntilTheHostSaysThatItIsTooFast) {
  FetchLimits limits = Limits(10, 1, 1000);
  limits.page_milliseconds = 100;
  HostPacer pacer(limits);
  Time now{};
  // How long after the one before the next request to "a" may go.
  auto wait = [&](bool next_page) {
    pacer.Add(1, "a", next_page);
    const auto waited = *pacer.NextTime() - now;
    now = *pacer.NextTime();
    EXPECT_TRUE(pacer.Next(now));
    pacer.Done("a");
    return waited;
  };
  wait(false);
  EXPECT_EQ(wait(true), milliseconds(100));
  EXPECT_EQ(wait(false), milliseconds(1000));
  pacer.SlowDown("a");
  EXPECT_EQ(wait(true), milliseconds(1000));
}

TEST(HostPacer, LeavesAPausedHostAlone) {
  HostPacer pacer(Limits(10, 1, 0));
  const Time now{};
  pacer.Add(1, "a");
  pacer.Pause("a", now + milliseconds(500));
  pacer.Pause("a", now + milliseconds(100));
  EXPECT_FALSE(pacer.Next(now + milliseconds(499)));
  EXPECT_TRUE(pacer.Next(now + milliseconds(500)));
}

// Ten thousand hosts on a clock of our own: every bound holds at every moment, and nobody waits
// longer than the bounds ask for.
TEST(HostPacer, HoldsItsBoundsOverTenThousandHosts) {
  constexpr uint64_t kHosts = 10000;
  constexpr uint64_t kEach = 3;
  HostPacer pacer(Limits(32, 1, 1000));
  auto host_of = [](uint64_t id) { return "host" + std::to_string(id % kHosts); };
  for (uint64_t id = 0; id < kHosts * kEach; ++id) pacer.Add(id, host_of(id));
  Time now{};
  std::multimap<Time, std::string> under_way;  // until when
  std::map<std::string, Time> begun;
  std::set<uint64_t> seen;
  while (seen.size() < kHosts * kEach) {
    while (!under_way.empty() && under_way.begin()->first <= now) {
      pacer.Done(under_way.begin()->second);
      under_way.erase(under_way.begin());
    }
    while (auto turn = pacer.Next(now)) {
      ASSERT_TRUE(seen.insert(turn->id).second);
      ASSERT_EQ(turn->host, host_of(turn->id));
      auto before = begun.find(turn->host);
      if (before != begun.end()) {
        ASSERT_GE(now - before->second, milliseconds(1000));
      }
      begun[turn->host] = now;
      under_way.emplace(now + milliseconds(10 + turn->id % 90), turn->host);
      ASSERT_LE(under_way.size(), 32u);
    }
    std::optional<Time> next = pacer.NextTime();
    if (!under_way.empty()) next = std::min(next.value_or(Time::max()), under_way.begin()->first);
    ASSERT_TRUE(next.has_value());
    now = std::max(*next, now + milliseconds(1));
  }
  // 30,000 exchanges of 55 ms, 32 at a time: 52 s of work.
  EXPECT_LT(now.time_since_epoch(), std::chrono::seconds(60));
}

TEST(Backoff, DoublesWithinItsBounds) {
  FetchLimits limits;
  limits.backoff_milliseconds = 1000;
  EXPECT_EQ(BackoffDelay(limits, 1, 0.0), milliseconds(0));
  EXPECT_EQ(BackoffDelay(limits, 1, 0.5), milliseconds(500));
  EXPECT_EQ(BackoffDelay(limits, 3, 0.5), milliseconds(2000));
  EXPECT_EQ(BackoffDelay(limits, 100, 0.5), milliseconds(kMaxBackoffMilliseconds / 2));
}

// "1500 ms", or "-" for no other try.
std::string NextTry(Outcome outcome, size_t attempts, std::optional<int> retry_after = {}) {
  std::optional<milliseconds> asked;
  if (retry_after) asked = milliseconds(*retry_after);
  const auto delay = DelayBeforeNextTry(FetchLimits(), outcome, attempts, asked, 0.5);
  return delay ? std::to_string(delay->count()) + " ms" : "-";
}

TEST(Backoff, WhatIsTriedAgainAndWhen) {
  EXPECT_EQ(NextTry(Outcome::kNotFound, 1), "-");
  EXPECT_EQ(NextTry(Outcome::kServerError, 1), "500 ms");
  EXPECT_EQ(NextTry(Outcome::kServerError, 3), "2000 ms");
  EXPECT_EQ(NextTry(Outcome::kServerError, 4), "-");
  EXPECT_EQ(NextTry(Outcome::kTimeoutFirstByte, 1), "500 ms");
  EXPECT_EQ(NextTry(Outcome::kTimeoutFirstByte, 2), "-");
  EXPECT_EQ(NextTry(Outcome::kRateLimited, 1, 10), "1000 ms");
  EXPECT_EQ(NextTry(Outcome::kRateLimited, 1, 300000), "300000 ms");
  EXPECT_EQ(NextTry(Outcome::kRateLimited, 1, 300001), "-");
}

}  // namespace
}  // namespace mcprisk
