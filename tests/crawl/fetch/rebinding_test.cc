// Names that lead somewhere else each time they are asked for: a stub resolver inside the test.
//
// The stub answers names below rebind.test with 127.0.0.2, which these tests allow in the place of
// a public address, and then with 127.0.0.1, which they do not.
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <netdb.h>

#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "support/fetching.h"
#include "support/loopback_server.h"

namespace {

std::mutex stub_mutex;
std::map<std::string, size_t> resolutions;  // by name

// The addresses of the name at its next resolution.
std::vector<const char*> StubAnswer(const std::string& name) {
  const std::lock_guard lock(stub_mutex);
  const bool first = resolutions[name]++ == 0;
  if (name.starts_with("both")) return {"127.0.0.2", "127.0.0.1"};
  return {first ? "127.0.0.2" : "127.0.0.1"};
}

}  // namespace

// Stands in front of the C library's for the whole test program, libcurl included.
extern "C" int getaddrinfo(const char* node, const char* service, const addrinfo* hints,
                           addrinfo** result) {
  using Resolve = int (*)(const char*, const char*, const addrinfo*, addrinfo**);
  static const auto resolve = reinterpret_cast<Resolve>(dlsym(RTLD_NEXT, "getaddrinfo"));
  constexpr std::string_view kZone = ".rebind.test";
  if (!node || !std::string_view(node).ends_with(kZone)) {
    return resolve(node, service, hints, result);
  }
  *result = nullptr;
  addrinfo numeric = hints ? *hints : addrinfo{};
  numeric.ai_family = AF_INET;
  numeric.ai_flags = AI_NUMERICHOST;
  addrinfo** end = result;
  for (const char* address : StubAnswer(node)) {
    const int code = resolve(address, service, &numeric, end);
    if (code != 0) return code;
    while (*end) end = &(*end)->ai_next;
  }
  return 0;
}

namespace mcprisk {
namespace {

class RebindingTest : public testing::Test {
 protected:
  // "200 honest", or why not.
  std::string Fetch(Fetcher& fetcher, const std::string& host) {
    Request request =
        GetOf("http://" + host + ".rebind.test:" + std::to_string(honest_.port()) + "/");
    request.named_by_user = true;
    return TextOf(FetchOne(fetcher, std::move(request)));
  }
  static std::unique_ptr<Fetcher> NewFetcher() { return TestFetcher(QuickLimits(), "127.0.0.2"); }

  LoopbackServer honest_{[](const HttpRequest&) {
                           Reply reply = Answered(200, "honest", {{"Connection", "close"}});
                           reply.close = true;
                           return reply;
                         },
                         "127.0.0.2"};
  LoopbackServer canary_{[](const HttpRequest&) { return Answered(200, "secret"); }, "127.0.0.1",
                         honest_.port()};
};

TEST_F(RebindingTest, TheSecondAddressIsJudgedAsTheFirstWas) {
  constexpr int kTries = 1000;
  for (int i = 0; i < kTries; ++i) {
    const std::string host = "again" + std::to_string(i);
    ASSERT_EQ(Fetch(*NewFetcher(), host), "200 honest");
    // Another fetcher, so that the name is looked up anew.
    ASSERT_EQ(Fetch(*NewFetcher(), host),
              "address.forbidden: the name leads to an address that is not public (127.0.0.1)");
  }
  EXPECT_EQ(canary_.Connections(), 0u);
}

TEST_F(RebindingTest, WithinOneCrawlAllConnectionsAreGuarded) {
  std::unique_ptr<Fetcher> fetcher = NewFetcher();
  for (int i = 0; i < 20; ++i) Fetch(*fetcher, "within");
  EXPECT_EQ(canary_.Connections(), 0u);
}

TEST_F(RebindingTest, OfSeveralAddressesOnlyTheAllowedAreConnectedTo) {
  EXPECT_EQ(Fetch(*NewFetcher(), "both"), "200 honest");
  EXPECT_EQ(canary_.Connections(), 0u);
}

}  // namespace
}  // namespace mcprisk
