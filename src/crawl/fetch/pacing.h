// Whose turn it is: politeness towards each host, bounds over all of them.
//
// Knows no network and no clock: the caller says what time it is, so a test can ask ten thousand
// hosts in no time. One thread.
#ifndef MCPRISK_CRAWL_FETCH_PACING_H_
#define MCPRISK_CRAWL_FETCH_PACING_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>

#include "crawl/fetch/limits.h"
#include "crawl/fetch/outcome.h"

namespace mcprisk {

class HostPacer {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit HostPacer(const FetchLimits& limits) : limits_(limits) {}

  // `id` waits for its turn with `host`, behind those that wait already. The next page of a list
  // comes sooner after what was before it, unless the host was slowed down.
  void Add(uint64_t id, const std::string& host, bool next_page = false);
  // The next whose turn has come; it is under way until Done. nullopt: nobody's yet.
  struct Turn {
    uint64_t id = 0;
    std::string host;
  };
  std::optional<Turn> Next(Time now);
  // When Next may have somebody, as far as time alone decides; nullopt when it takes a Done.
  std::optional<Time> NextTime() const;
  void Done(const std::string& host);

  // The host finds our pages too fast.
  void SlowDown(const std::string& host) { hosts_[host].slowed = true; }
  // It asked to be left alone for a while; slows down, too.
  void Pause(const std::string& host, Time until);

 private:
  struct Host;
  using Turns = std::multimap<Time, Host*>;
  struct Waiting {
    uint64_t id = 0;
    bool next_page = false;
  };
  struct Host {
    std::string name;
    std::deque<Waiting> waiting;
    size_t under_way = 0;
    std::optional<Time> last;  // when somebody went
    Time paused_until{};
    bool slowed = false;
    std::optional<Turns::iterator> turn;  // in turns_, while somebody may go
  };

  void Reschedule(Host* host);

  const FetchLimits limits_;
  std::unordered_map<std::string, Host> hosts_;  // nodes stay where they are
  Turns turns_;
  size_t under_way_ = 0;
};

// How long the try after `attempts` failed ones waits: `random` in [0, 1) of the backoff, which
// doubles with each (full jitter, as AWS's architecture blog found best).
std::chrono::milliseconds BackoffDelay(const FetchLimits& limits, size_t attempts, double random);

// How long the next try waits after `attempts` tries, the last of which ended with `outcome` and,
// maybe, a Retry-After; nullopt: there is none, as the outcome is final, there were enough, or the
// host asks for more time than we wait.
std::optional<std::chrono::milliseconds> DelayBeforeNextTry(
    const FetchLimits& limits, Outcome outcome, size_t attempts,
    std::optional<std::chrono::milliseconds> retry_after, double random);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_FETCH_PACING_H_
