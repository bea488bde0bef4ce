// The limits of time hold for the peer, whatever this machine does meanwhile.
#include "crawl/fetch/patience.h"

#include <gtest/gtest.h>

#include <string>

namespace mcprisk {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLook{100};

// Looks at the exchange every 100 ms until its patience is gone, at most `most` times: "timeout
// after 30100 ms".
template <typename StateAt>
std::string Watch(const FetchLimits& limits, StateAt state_at, milliseconds each = kLook,
                  size_t most = 5000) {
  Patience patience(limits);
  for (size_t i = 1; i <= most; ++i) {
    const Outcome outcome = patience.Pass(each, state_at(i));
    if (outcome == Outcome::kOk) continue;
    return std::string(OutcomeName(outcome)) + " after " + std::to_string(i) + " looks, " +
           std::to_string(patience.waited().count()) + " ms";
  }
  return "patient for " + std::to_string(patience.waited().count()) + " ms";
}

PeerState Receiving(size_t bytes) {
  return {.connected = true, .head_done = true, .is_streamed = true, .received_bytes = bytes};
}

TEST(Patience, EachStepHasItsTime) {
  EXPECT_EQ(Watch({}, [](size_t) { return PeerState{}; }),
            "connect.timeout after 51 looks, 5100 ms");
  EXPECT_EQ(Watch({}, [](size_t look) { return PeerState{.connected = look >= 40}; }),
            "timeout.first_byte after 141 looks, 14100 ms");
  EXPECT_EQ(Watch({},
                  [](size_t look) {
                    return PeerState{.connected = true, .head_done = true, .received_bytes = look};
                  }),
            "timeout.slow after 102 looks, 10200 ms");
  EXPECT_EQ(Watch({}, [](size_t) { return Receiving(0); }), "timeout after 301 looks, 30100 ms");
}

TEST(Patience, ABodyThatIsJustFastEnoughHasTheWholeTime) {
  EXPECT_EQ(Watch({},
                  [](size_t look) {
                    PeerState state = Receiving(look * 10);
                    state.is_streamed = false;
                    return state;
                  }),
            "timeout after 301 looks, 30100 ms");
}

// What lies unread is not waited for.
TEST(Patience, OurOwnSlownessIsNotThePeers) {
  EXPECT_EQ(Watch({},
                  [](size_t look) {
                    PeerState state = Receiving(0);
                    state.has_unread = look % 2 == 0;
                    return state;
                  }),
            "timeout after 601 looks, 30100 ms");
  EXPECT_EQ(Watch({}, [](size_t) { return PeerState{.connected = true, .has_unread = true}; }),
            "patient for 0 ms");
}

// A process that had no turn for a minute has not waited for a minute.
TEST(Patience, AMomentWithoutATurnCountsLittle) {
  EXPECT_EQ(Watch(
                {}, [](size_t) { return Receiving(0); }, milliseconds(60000), 200),
            "patient for 30000 ms");
  EXPECT_EQ(Watch(
                {}, [](size_t) { return Receiving(0); }, milliseconds(60000)),
            "timeout after 201 looks, 30150 ms");
}

// Of who sends fast the limits of bytes say when it is enough; a drip has a little more time.
TEST(Patience, WhoSendsFastIsNotTimed) {
  EXPECT_EQ(Watch({}, [](size_t look) { return Receiving(look * kFastBytesPerSecond / 10); }),
            "patient for 500000 ms");
  EXPECT_EQ(Watch({}, [](size_t look) { return Receiving(look * kFastBytesPerSecond / 20); }),
            "timeout after 601 looks, 60100 ms");
  EXPECT_EQ(Watch({}, [](size_t look) { return Receiving(look * 100); }),
            "timeout after 302 looks, 30200 ms");
}

}  // namespace
}  // namespace mcprisk
