#include "crawl/fetch/patience.h"

#include <algorithm>
#include <utility>

namespace mcprisk {
namespace {

using std::chrono::milliseconds;

// What the bytes are worth in time.
milliseconds EarnedBy(size_t bytes) {
  return milliseconds(static_cast<int64_t>(bytes * 1000 / kFastBytesPerSecond));
}

}  // namespace

Outcome Patience::Pass(Milliseconds elapsed, const PeerState& state) {
  if (!state.has_unread) waited_ += std::clamp(elapsed, milliseconds(0), kMostAtOnce);
  const auto beyond = [this](Milliseconds since, size_t most) {
    return waited_ - since > milliseconds(most);
  };
  if (waited_ - EarnedBy(state.received_bytes) > milliseconds(limits_.exchange_milliseconds)) {
    return Outcome::kTimeout;
  }
  if (!state.connected) {
    return beyond({}, limits_.connect_milliseconds) ? Outcome::kConnectTimeout : Outcome::kOk;
  }
  if (!std::exchange(connected_, true)) connected_at_ = waited_;
  if (!state.head_done) {
    return beyond(connected_at_, limits_.first_byte_milliseconds) ? Outcome::kTimeoutFirstByte
                                                                  : Outcome::kOk;
  }
  if (!std::exchange(marked_, true)) marked_at_ = waited_;
  if (state.is_streamed || !beyond(marked_at_, limits_.slow_milliseconds)) return Outcome::kOk;
  const size_t least = limits_.min_bytes_per_second * limits_.slow_milliseconds / 1000;
  if (state.received_bytes - marked_bytes_ < least) return Outcome::kTimeoutSlow;
  marked_at_ = waited_;
  marked_bytes_ = state.received_bytes;
  return Outcome::kOk;
}

}  // namespace mcprisk
