// A crawl's whole schedule on a clock of our own: ten thousand hosts, of which some are slow, ask
// for patience (429, 503, with and without Retry-After) or never work. Every exchange is held
// against every bound on politeness, as the hosts would see it.
#include <gtest/gtest.h>

#include <map>
#include <queue>
#include <random>

#include "crawl/fetch/host_ledger.h"
#include "crawl/fetch/pacing.h"

namespace mcprisk {
namespace {

using std::chrono::milliseconds;
using Time = HostPacer::Time;

constexpr size_t kHosts = 10000;
constexpr size_t kQuestions = 8;  // to each host; every third one is the next page of a list
constexpr std::time_t kBegin = 20000 * 24 * 3600;

struct Reply {
  Outcome outcome = Outcome::kOk;
  std::optional<milliseconds> retry_after;
};

// What host number `host` says the `times`th time that it is asked.
Reply ReplyOf(size_t host, size_t times) {
  switch (host % 10) {
    case 0:  // asks for a pause now and then
      if (times % 4 == 1) return {Outcome::kRateLimited, milliseconds(7000)};
      return {};
    case 1:  // the same without saying how long
      return {times % 3 == 1 ? Outcome::kRateLimited : Outcome::kOk, {}};
    case 2:  // overloaded, and says until when
      if (times % 5 < 2) return {Outcome::kServerError, milliseconds(30000)};
      return {};
    case 3:  // never works
      return {Outcome::kServerError, {}};
    case 4:  // asks for more than anybody waits
      return {Outcome::kRateLimited, milliseconds(kMaxRetryAfterMilliseconds + 1)};
    case 5:  // asks for less than is polite
      return {times % 2 == 0 ? Outcome::kRateLimited : Outcome::kOk, milliseconds(1)};
    case 6:  // hangs
      return {Outcome::kTimeoutFirstByte, {}};
    default:
      return {};
  }
}

struct Asked {
  size_t host = 0;
  bool next_page = false;
  size_t attempts = 0;
};

// As a host sees it.
struct Seen {
  size_t times = 0;
  size_t failures = 0;  // in a row
  std::optional<Time> last;
  Time not_before{};
  bool slowed = false;
  bool open = false;
};

class Schedule {
 public:
  explicit Schedule(const FetchLimits& limits)
      : limits_(limits), pacer_(limits), ledger_(limits, "", kBegin) {
    for (size_t i = 0; i < kHosts * kQuestions; ++i) {
      questions_.push_back({i % kHosts, i / kHosts % 3 == 2, 0});
      Line(i);
    }
  }

  // Until nobody waits. A check that fails ends it.
  void Run() {
    while (!testing::Test::HasFatalFailure()) {
      for (; !retries_.empty() && retries_.top().first <= now_; retries_.pop()) {
        Line(retries_.top().second);
      }
      for (; !under_way_.empty() && under_way_.top().first <= now_; under_way_.pop()) {
        End(under_way_.top().second);
      }
      while (auto turn = pacer_.Next(now_)) Begin(turn->id);
      std::optional<Time> next = pacer_.NextTime();
      if (!under_way_.empty()) next = std::min(next.value_or(Time::max()), under_way_.top().first);
      if (!retries_.empty()) next = std::min(next.value_or(Time::max()), retries_.top().first);
      if (!next) return;
      now_ = std::max(now_, *next);
    }
  }

  std::map<Outcome, size_t> ended_;
  std::map<size_t, Seen> seen_;
  size_t most_under_way_ = 0;
  Time now_{};

 private:
  using At = std::pair<Time, size_t>;
  using Queue = std::priority_queue<At, std::vector<At>, std::greater<>>;

  static std::string NameOf(size_t host) { return "host" + std::to_string(host); }
  std::time_t Seconds() const {
    return kBegin + std::chrono::duration_cast<std::chrono::seconds>(now_ - Time{}).count();
  }

  void Line(size_t id) {
    const Asked& asked = questions_[id];
    const Ending check = ledger_.Check(NameOf(asked.host), false, Seconds());
    if (!check.Ok()) {
      ++ended_[check.outcome];
      return;
    }
    pacer_.Add(id, NameOf(asked.host), asked.next_page);
  }

  void Begin(size_t id) {
    Asked& asked = questions_[id];
    const Ending check = ledger_.Check(NameOf(asked.host), false, Seconds());
    if (!check.Ok()) {
      ++ended_[check.outcome];
      return pacer_.Done(NameOf(asked.host));
    }
    Seen& seen = seen_[asked.host];
    Hold(asked, seen);
    ledger_.Begin(NameOf(asked.host), Seconds());
    ++asked.attempts;
    seen.last = now_;
    seen.open = true;
    under_way_.emplace(now_ + milliseconds(20 + id % 180), id);
    most_under_way_ = std::max(most_under_way_, under_way_.size());
  }

  // The bounds, at the moment of an exchange.
  void Hold(const Asked& asked, const Seen& seen) const {
    ASSERT_FALSE(seen.open) << "two at a time";
    ASSERT_GE(now_, seen.not_before) << "before the pause that it asked for is over";
    ASSERT_LT(asked.attempts, limits_.attempts);
    ASSERT_LT(seen.failures, limits_.host_failures) << "a host that was given up";
    ASSERT_LT(seen.times, limits_.host_day_exchanges);
    if (!seen.last) return;
    const bool soon = asked.next_page && asked.attempts == 0 && !seen.slowed;
    ASSERT_GE(now_ - *seen.last, milliseconds(soon ? kPageMilliseconds : kHostMilliseconds));
  }

  void End(size_t id) {
    Asked& asked = questions_[id];
    const std::string name = NameOf(asked.host);
    Seen& seen = seen_[asked.host];
    const Reply reply = ReplyOf(asked.host, seen.times++);
    seen.open = false;
    pacer_.Done(name);
    ledger_.End(name, reply.outcome, Seconds());
    const bool failed = IsTransient(reply.outcome) && reply.outcome != Outcome::kRateLimited;
    seen.failures = failed ? seen.failures + 1 : 0;
    if (reply.outcome == Outcome::kRateLimited) {
      pacer_.SlowDown(name);
      seen.slowed = true;
    }
    const auto delay = DelayBeforeNextTry(limits_, reply.outcome, asked.attempts, reply.retry_after,
                                          std::uniform_real_distribution<double>(0, 1)(random_));
    if (!delay) {
      ++ended_[reply.outcome];
      return;
    }
    ASSERT_LE(*delay, milliseconds(kMaxBackoffMilliseconds));
    if (reply.retry_after) {
      pacer_.Pause(name, now_ + *delay);
      seen.not_before = now_ + std::max(*reply.retry_after, milliseconds(1000));
      seen.slowed = true;
    }
    retries_.emplace(now_ + *delay, id);
  }

  const FetchLimits limits_;
  HostPacer pacer_;
  HostLedger ledger_;
  std::mt19937_64 random_{1};
  std::vector<Asked> questions_;
  Queue retries_;
  Queue under_way_;
};

TEST(Schedule, OfTenThousandHostsObeysEveryBound) {
  const FetchLimits limits;
  Schedule schedule(limits);
  schedule.Run();
  size_t ended = 0;
  for (const auto& [outcome, count] : schedule.ended_) ended += count;
  EXPECT_EQ(ended, kHosts * kQuestions);
  EXPECT_EQ(schedule.most_under_way_, limits.exchanges);
  // Those that never work have five exchanges each, and who asks for too long a pause has one for
  // each question. Of the others a fiftieth hits upon a bad moment four times.
  EXPECT_EQ(schedule.seen_[3].times, limits.host_failures);
  EXPECT_EQ(schedule.seen_[6].times, limits.host_failures);
  EXPECT_EQ(schedule.seen_[4].times, kQuestions);
  EXPECT_GE(schedule.ended_[Outcome::kOk] * 50, kHosts / 10 * 7 * kQuestions * 49);
  // A good host is done in the time that its own bounds ask for, however many are not.
  EXPECT_LT(schedule.now_.time_since_epoch(), std::chrono::hours(2));
}

TEST(Schedule, OfADayHasItsMost) {
  FetchLimits limits;
  limits.host_day_exchanges = 5;
  Schedule schedule(limits);
  schedule.Run();
  for (const auto& [host, seen] : schedule.seen_) ASSERT_LE(seen.times, 5u) << host;
  EXPECT_EQ(schedule.seen_[7].times, 5u);
  EXPECT_GT(schedule.ended_[Outcome::kLimitHostDay], 0u);
}

}  // namespace
}  // namespace mcprisk
