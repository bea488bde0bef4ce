// How long a peer has been waited for, and when that is enough: private to fetch/.
//
// The limits of time are on the peer, not on us. Time counts while we wait for it: not while bytes
// of it lie unread, and of a moment in which this process had no turn no more than kMostAtOnce. And
// whoever sends kFastBytesPerSecond is not slow, but large, which is for the limits of bytes to
// say. So what an exchange comes to does not hang on what else this machine does.
//
// Knows no clock and no network: the caller says what passed. One thread.
#ifndef MCPRISK_CRAWL_FETCH_PATIENCE_H_
#define MCPRISK_CRAWL_FETCH_PATIENCE_H_

#include <chrono>
#include <cstddef>

#include "crawl/fetch/limits.h"
#include "crawl/fetch/outcome.h"

namespace mcprisk {

// How far an exchange is.
struct PeerState {
  bool connected = false;
  bool head_done = false;
  bool is_streamed = false;  // its body is read as it comes, so a slow one is no fault
  bool has_unread = false;   // the peer sent bytes that were not read yet
  size_t received_bytes = 0;
};

class Patience {
 public:
  using Milliseconds = std::chrono::milliseconds;
  // Three looks, of which there is one at least every 50 ms.
  static constexpr Milliseconds kMostAtOnce{150};

  // `limits` must outlive it.
  explicit Patience(const FetchLimits& limits) : limits_(limits) {}

  // `elapsed` since the last call. kOk while there is patience left, else the limit of time that
  // was passed.
  Outcome Pass(Milliseconds elapsed, const PeerState& state);
  // All the time in which it was waited for the peer.
  Milliseconds waited() const { return waited_; }

 private:
  const FetchLimits& limits_;
  Milliseconds waited_{0};
  Milliseconds connected_at_{0};  // what waited_ was
  Milliseconds marked_at_{0};
  bool connected_ = false;
  bool marked_ = false;
  size_t marked_bytes_ = 0;
};

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_FETCH_PATIENCE_H_
