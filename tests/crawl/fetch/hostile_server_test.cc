// What hostile and broken servers do ends with the outcome that it should, in bounded time and
// memory.
#include <gtest/gtest.h>

#include <dirent.h>

#include <fstream>
#include <string>

#include "support/fetching.h"
#include "support/hostile_server.h"
#include "support/loopback_server.h"

namespace mcprisk {
namespace {

FetchLimits HostileLimits() {
  FetchLimits limits = QuickLimits();
  limits.connect_milliseconds = 2000;
  limits.first_byte_milliseconds = 400;
  limits.slow_milliseconds = 500;
  limits.exchange_milliseconds = 1500;
  return limits;
}

size_t OpenDescriptors() {
  size_t count = 0;
  DIR* directory = opendir("/proc/self/fd");
  while (readdir(directory)) ++count;
  closedir(directory);
  return count;
}

size_t ResidentKilobytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) return std::stoul(line.substr(6));
  }
  return 0;
}

class HostileServer : public testing::TestWithParam<HostileBehavior> {};

TEST_P(HostileServer, ComesToItsOutcome) {
  LoopbackServer server(HostileReply);
  Response response = FetchUrl(server.Url(std::string(GetParam().path)), HostileLimits());
  EXPECT_EQ(OutcomeName(response.Verdict().outcome), OutcomeName(GetParam().outcome))
      << response.Verdict().Text();
  if (!response.ending.Ok()) {
    EXPECT_EQ(response.body, "");
  }
}

INSTANTIATE_TEST_SUITE_P(All, HostileServer, testing::ValuesIn(HostileBehaviors()),
                         [](const testing::TestParamInfo<HostileBehavior>& behavior) {
                           std::string name(behavior.param.path.substr(1));
                           for (char& c : name) {
                             if (!isalnum(static_cast<unsigned char>(c))) c = '_';
                           }
                           return name;
                         });

// AddressSanitizer keeps what was freed, to catch whoever still uses it.
#ifdef __SANITIZE_ADDRESS__
constexpr size_t kRoomKilobytes = size_t{1} << 20;
#else
constexpr size_t kRoomKilobytes = size_t{256} << 10;
#endif

TEST(HostileServers, AllAtOnceCostLittleAndLeaveNothingBehind) {
  LoopbackServer server(HostileReply);
  const size_t descriptors = OpenDescriptors();
  {
    FetchLimits limits = HostileLimits();
    limits.exchanges = 64;
    std::unique_ptr<Fetcher> fetcher = TestFetcher(limits);
    const size_t before = ResidentKilobytes();
    size_t ended = 0;
    size_t most = 0;
    for (int round = 0; round < 5; ++round) {
      for (const HostileBehavior& behavior : HostileBehaviors()) {
        fetcher->Submit(GetOf(server.Url(std::string(behavior.path)), limits),
                        [&, outcome = behavior.outcome](Response response) {
                          // With so many at once, a time may run out first; one by one they are
                          // tested above.
                          const std::string name(OutcomeName(response.Verdict().outcome));
                          EXPECT_TRUE(name == OutcomeName(outcome) || name.starts_with("timeout."))
                              << name << " for " << OutcomeName(outcome);
                          ++ended;
                          most = std::max(most, ResidentKilobytes());
                        });
      }
    }
    const std::atomic<bool> stop{false};
    fetcher->Run(stop);
    EXPECT_EQ(ended, 5 * HostileBehaviors().size());
    // Every body may take kMaxBodyBytes; sixty-four at a time do not.
    EXPECT_LT(most, before + kRoomKilobytes) << "kilobytes";
  }
  for (int wait = 0; wait < 50 && OpenDescriptors() > descriptors; ++wait) usleep(20000);
  EXPECT_LE(OpenDescriptors(), descriptors);
}

TEST(HostileServers, NothingListensBehindARefusedAddress) {
  LoopbackServer canary([](const HttpRequest&) { return Answered(200, "secret"); });
  const std::string port = std::to_string(canary.port());
  // Every way to spell the loopback, with nothing allowed but that the user named the URL.
  std::unique_ptr<Fetcher> fetcher = TestFetcher(QuickLimits(), "");
  for (const std::string host : {"127.0.0.1",       "127.1",
                                 "127.0.1",         "0x7f.1",
                                 "0x7f000001",      "017700000001",
                                 "2130706433",      "0177.0.0.1",
                                 "127.0.0.1.",      "localhost",
                                 "localhost.",      "LOCALHOST",
                                 "[::1]",           "[::ffff:127.0.0.1]",
                                 "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:7f00:1]",
                                 "[::7f00:1]",      "[64:ff9b::7f00:1]",
                                 "[2002:7f00:1::]", "0",
                                 "0.0.0.0",         "[::]",
                                 "127.255.255.254", "%31%32%37.0.0.1",
                                 "①②⑦.0.0.1",       "127。0。0。1"}) {
    Request request = GetOf("http://" + std::string(host) + ":" + port + "/");
    request.named_by_user = true;
    Response response = FetchOne(*fetcher, std::move(request));
    EXPECT_FALSE(response.ending.Ok()) << host;
    EXPECT_EQ(response.body, "") << host;
  }
  EXPECT_EQ(canary.Connections(), 0u);
}

TEST(HostileServers, ARedirectToTheLoopbackIsRefusedWhereOnlyAnotherAddressIsAllowed) {
  LoopbackServer canary([](const HttpRequest&) { return Answered(200, "secret"); }, "127.0.0.2");
  LoopbackServer server([&](const HttpRequest&) { return Redirected(302, canary.Url("/")); });
  Response response = FetchOne(*TestFetcher(QuickLimits(), "127.0.0.1"), GetOf(server.Url("/")));
  EXPECT_EQ(TextOf(response),
            "url.scheme: only https is asked, http where the user allows the host (http)");
  EXPECT_EQ(canary.Connections(), 0u);
}

}  // namespace
}  // namespace mcprisk
