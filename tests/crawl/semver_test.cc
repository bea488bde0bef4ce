#include "crawl/formats/semver.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mcprisk {
namespace {

TEST(CompareVersions, OrdersAsSemverDoes) {
  const std::vector<std::string> rising = {"nightly",
                                           "0.9.9",
                                           "1.0.0-alpha",
                                           "1.0.0-alpha.1",
                                           "1.0.0-alpha.beta",
                                           "1.0.0-beta.2",
                                           "1.0.0-beta.11",
                                           "1.0.0-rc.1",
                                           "1.0.0",
                                           "1.2",
                                           "v1.10.0",
                                           "2.0.0+build.7",
                                           "99999999999999999999999.0.0"};
  for (size_t i = 0; i < rising.size(); ++i) {
    for (size_t j = 0; j < rising.size(); ++j) {
      int order = i < j ? -1 : i > j ? 1 : 0;
      EXPECT_EQ(CompareVersions(rising[i], rising[j]), order) << rising[i] << " " << rising[j];
    }
  }
}

TEST(CompareVersions, CallsDifferentSpellingsEqual) {
  EXPECT_EQ(CompareVersions("v1.2", "1.2.0"), 0);
  EXPECT_EQ(CompareVersions("1.2.3+a", "1.2.3+b"), 0);
  EXPECT_EQ(CompareVersions("01.2.3", "1.2.3"), 0);
  EXPECT_EQ(CompareVersions("", "1.2.3.4"), 0);
  EXPECT_EQ(CompareVersions("latest", "^1.0"), 0);
}

}  // namespace
}  // namespace mcprisk
