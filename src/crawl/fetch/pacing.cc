#include "crawl/fetch/pacing.h"

#include <algorithm>
#include <utility>

namespace mcprisk {
namespace {

// Of what time will hardly mend, one more try is enough.
size_t AttemptsFor(Outcome outcome, const FetchLimits& limits) {
  const bool patient = outcome == Outcome::kServerError || outcome == Outcome::kRateLimited ||
                       outcome == Outcome::kNetwork;
  return patient ? limits.attempts : std::min<size_t>(limits.attempts, 2);
}

}  // namespace

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

std::chrono::milliseconds BackoffDelay(const FetchLimits& limits, size_t attempts, double random) {
  const size_t doublings = std::min<size_t>(attempts == 0 ? 0 : attempts - 1, 20);
  const size_t most = std::min(limits.backoff_milliseconds << doublings, kMaxBackoffMilliseconds);
  return std::chrono::milliseconds(static_cast<int64_t>(random * static_cast<double>(most)));
}

std::optional<std::chrono::milliseconds> DelayBeforeNextTry(
    const FetchLimits& limits, Outcome outcome, size_t attempts,
    std::optional<std::chrono::milliseconds> retry_after, double random) {
  if (!IsTransient(outcome) || attempts >= AttemptsFor(outcome, limits)) return std::nullopt;
  if (!retry_after) return BackoffDelay(limits, attempts, random);
  if (*retry_after > std::chrono::milliseconds(limits.max_retry_after_milliseconds)) {
    return std::nullopt;
  }
  return std::max(*retry_after, std::chrono::milliseconds(kMinRetryAfterMilliseconds));
}

}  // namespace mcprisk
