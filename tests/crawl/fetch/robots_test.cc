#include "crawl/fetch/robots.h"

#include <gtest/gtest.h>

namespace mcprisk {
namespace {

TEST(Robots, TheLongestPatternDecides) {
  RobotsRules rules = RobotsRules::Parse(
      "# a comment\r\nUser-Agent: other\r\nDisallow: /\r\n\r\n"
      "user-agent: *\r\nDISALLOW: /a # why\r\nAllow: /a/b\r\nDisallow: /a/b/c\r\n"
      "Disallow: /*.zip$\r\nDisallow: /x*y\r\nDisallow:\r\n");
  EXPECT_TRUE(rules.Allows("/"));
  EXPECT_FALSE(rules.Allows("/a"));
  EXPECT_FALSE(rules.Allows("/abc"));
  EXPECT_TRUE(rules.Allows("/a/b"));
  EXPECT_FALSE(rules.Allows("/a/b/c"));
  EXPECT_FALSE(rules.Allows("/q/file.zip"));
  EXPECT_TRUE(rules.Allows("/q/file.zip?x"));
  EXPECT_FALSE(rules.Allows("/x/1/2/y/3"));
}

TEST(Robots, ReadsTheGroupThatNamesUs) {
  RobotsRules rules = RobotsRules::Parse(
      "User-agent: *\nDisallow: /\nUser-agent: MCPrisk\nUser-agent: b\nDisallow: /only\n");
  EXPECT_TRUE(rules.Allows("/a"));
  EXPECT_FALSE(rules.Allows("/only"));
  EXPECT_TRUE(RobotsRules::Parse("User-agent: mcprisk\nAllow: /\nUser-agent: *\nDisallow: /\n")
                  .Allows("/a"));
}

TEST(Robots, AllowWinsATie) {
  EXPECT_TRUE(RobotsRules::Parse("User-agent: *\nDisallow: /p\nAllow: /p\n").Allows("/p"));
}

TEST(Robots, WhatIsNoRuleForbidsNothing) {
  EXPECT_TRUE(RobotsRules::Parse("<html>Disallow: /</html>").Allows("/"));
  EXPECT_TRUE(RobotsRules::Parse("Disallow: /").Allows("/"));  // of no group
  EXPECT_TRUE(RobotsRules::Parse("").Allows("/"));
  EXPECT_FALSE(RobotsRules::DisallowAll().Allows("/x"));
}

TEST(Robots, HostilePatternsCostNoTime) {
  std::string pattern;
  for (int i = 0; i < 2000; ++i) pattern += "*a";
  RobotsRules rules = RobotsRules::Parse("User-agent: *\nDisallow: /" + pattern + "$\n");
  EXPECT_TRUE(rules.Allows("/" + std::string(2000, 'a') + "b"));
}

}  // namespace
}  // namespace mcprisk
