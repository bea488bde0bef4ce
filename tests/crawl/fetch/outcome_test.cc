#include "crawl/fetch/outcome.h"

#include <gtest/gtest.h>

#include <set>

#include "crawl/fetch/limits.h"

namespace mcprisk {
namespace {

TEST(Outcome, NamesAreDistinctAndFindTheirWayBack) {
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(Outcome::kProcessFailed); ++i) {
    const auto outcome = static_cast<Outcome>(i);
    EXPECT_TRUE(names.insert(OutcomeName(outcome)).second) << OutcomeName(outcome);
    EXPECT_EQ(OutcomeOfName(OutcomeName(outcome)), outcome);
    EXPECT_FALSE(OutcomeText(outcome).empty());
    EXPECT_FALSE(IsTransient(outcome) && IsPosture(outcome)) << OutcomeName(outcome);
  }
  EXPECT_EQ(OutcomeOfName("limit.nothing"), std::nullopt);
}

TEST(Outcome, StatusesMeanWhatTheyMean) {
  EXPECT_TRUE(EndingOfStatus(200).Ok());
  EXPECT_TRUE(EndingOfStatus(202).Ok());
  EXPECT_TRUE(EndingOfStatus(304).Ok());
  EXPECT_EQ(EndingOfStatus(401).Text(), "auth.required: the server wants credentials (HTTP 401)");
  EXPECT_EQ(EndingOfStatus(418).Text(),
            "http.client_error: the server rejects the question (HTTP 418)");
  EXPECT_EQ(EndingOfStatus(0).Text(),
            "http.status: not a status that answers the question (HTTP 0)");
}

TEST(FetchLimits, AreSetByName) {
  auto set = [](std::string_view assignment) {
    auto limits = WithLimit({}, assignment);
    return limits ? std::to_string(limits->body_bytes) : limits.error();
  };
  EXPECT_EQ(set("kMaxBodyBytes=100"), "100");
  EXPECT_EQ(set("kMaxBodyByte=100"),
            "no limit \"kMaxBodyByte\" can be set, did you mean kMaxBodyBytes? (mcprisk limits "
            "lists them)");
  EXPECT_EQ(set("kMaxBodyBytes"), "a limit is NAME=NUMBER, such as kMaxBodyBytes=8388608");
  EXPECT_EQ(set("kMaxBodyBytes=-1"), "a limit is NAME=NUMBER, such as kMaxBodyBytes=8388608");
  EXPECT_EQ(set("kMaxBodyBytes=1x"), "a limit is NAME=NUMBER, such as kMaxBodyBytes=8388608");
  EXPECT_EQ(set("kMaxRobotsBytes=1"),
            "no limit \"kMaxRobotsBytes\" can be set (mcprisk limits lists "
            "them)");
}

TEST(FetchLimits, DefaultsAreTheConstants) {
  const FetchLimits defaults;
  for (const FetchLimit& limit : KnownFetchLimits()) {
    if (limit.member) {
      EXPECT_EQ(defaults.*limit.member, limit.value) << limit.name;
    }
  }
}

}  // namespace
}  // namespace mcprisk
