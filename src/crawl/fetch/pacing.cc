#include "crawl/fetch/pacing.h"

#include <algorithm>
#include <utility>

namespace mcprisk {

void HostPacer::Reschedule(Host* host) {
  if (host->turn) turns_.erase(*std::exchange(host->turn, std::nullopt));
  if (host->waiting.empty() || host->under_way >= limits_.host_exchanges) return;
  Time turn = host->paused_until;
  if (host->last) {
    const bool soon = host->waiting.front().next_page && !host->slowed;
    const size_t gap = soon ? std::min(limits_.page_milliseconds, limits_.host_milliseconds)
                            : limits_.host_milliseconds;
    turn = std::max(turn, *host->last + std::chrono::milliseconds(gap));
  }
  host->turn = turns_.emplace(turn, host);
}

void HostPacer::Add(uint64_t id, const std::string& host, bool next_page) {
  Host& known = hosts_[host];
  known.name = host;
  known.waiting.push_back({id, next_page});
  Reschedule(&known);
}

std::optional<HostPacer::Turn> HostPacer::Next(Time now) {
  if (under_way_ >= limits_.exchanges || turns_.empty() || turns_.begin()->first > now) {
    return std::nullopt;
  }
  Host* host = turns_.begin()->second;
  Turn turn{host->waiting.front().id, host->name};
  host->waiting.pop_front();
  host->last = now;
  ++host->under_way;
  ++under_way_;
  Reschedule(host);
  return turn;
}

std::optional<HostPacer::Time> HostPacer::NextTime() const {
  if (under_way_ >= limits_.exchanges || turns_.empty()) return std::nullopt;
  return turns_.begin()->first;
}

void HostPacer::Done(const std::string& host) {
  Host& known = hosts_[host];
  --known.under_way;
  --under_way_;
  Reschedule(&known);
}

void HostPacer::Pause(const std::string& host, Time until) {
  Host& known = hosts_[host];
  known.paused_until = std::max(known.paused_until, until);
  known.slowed = true;
  Reschedule(&known);
}

void HostPacer::Note(const std::string& host, bool failed) {
  Host& known = hosts_[host];
  known.failures = failed ? known.failures + 1 : 0;
}

bool HostPacer::GivenUp(const std::string& host) const {
  auto known = hosts_.find(host);
  return known != hosts_.end() && known->second.failures >= limits_.host_failures;
}

std::chrono::milliseconds BackoffDelay(const FetchLimits& limits, size_t attempts, double random) {
  const size_t doublings = std::min<size_t>(attempts == 0 ? 0 : attempts - 1, 20);
  const size_t most = std::min(limits.backoff_milliseconds << doublings, kMaxBackoffMilliseconds);
  return std::chrono::milliseconds(static_cast<int64_t>(random * static_cast<double>(most)));
}

}  // namespace mcprisk
