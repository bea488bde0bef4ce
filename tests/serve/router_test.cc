#include "serve/router.h"

#include <gtest/gtest.h>

#include <set>

namespace mcprisk {
namespace {

// "name=value name=value", or "-" where the pattern does not match.
std::string Matched(std::string_view pattern, std::string_view path) {
  PathArguments arguments;
  if (!MatchesPattern(pattern, path, &arguments)) return "-";
  std::string text;
  for (const auto& [name, value] : arguments) {
    text += (text.empty() ? "" : " ") + name + "=" + value;
  }
  return text;
}

TEST(RouterTest, PatternsTakePathsApart) {
  EXPECT_EQ(Matched("/risk", "/risk"), "");
  EXPECT_EQ(Matched("/risk", "/risk/"), "-");
  EXPECT_EQ(Matched("/risk/{risk}", "/risk/high"), "risk=high");
  EXPECT_EQ(Matched("/risk/{risk}", "/risk/"), "-");
  EXPECT_EQ(Matched("/risk/{risk}", "/risk/a/b"), "-");
  EXPECT_EQ(Matched("/servers/{server...}", "/servers/io.github.acme/weather"),
            "server=io.github.acme/weather");
  EXPECT_EQ(Matched("/servers/{server...}", "/servers/io.github.acme%2Fweather"),
            "server=io.github.acme/weather");
  EXPECT_EQ(Matched("/servers/{server...}", "/servers/"), "-");
  EXPECT_EQ(Matched("/servers/{server...}", "/servers/=.."), "server=..");
  EXPECT_EQ(Matched("/tools/{tool}/{server...}", "/tools/a%2Fb/c/d"), "server=c/d tool=a/b");
  EXPECT_EQ(Matched("/badge/{server...}.svg", "/badge/acme/weather.svg"), "server=acme/weather");
  EXPECT_EQ(Matched("/badge/{server...}.svg", "/badge/acme/weather"), "-");
  EXPECT_EQ(Matched("/badge/{server...}.svg", "/badge/.svg"), "-");
}

TEST(RouterTest, EveryRouteIsReached) {
  std::set<std::string> seen;
  for (const RouteGroup* group : RouteGroups()) {
    EXPECT_FALSE(group->routes.empty()) << group->name;
    for (const Route& route : group->routes) {
      const std::string key = std::string(route.method).append(" ").append(route.pattern);
      EXPECT_TRUE(seen.insert(key).second) << key << " is there twice";
      std::string path(route.pattern);
      for (size_t open = path.find('{'); open != std::string::npos; open = path.find('{')) {
        path.replace(open, path.find('}') + 1 - open, "x");
      }
      EXPECT_EQ(FindRoute(route.method, path).route, &route) << key;
    }
  }
}

TEST(RouterTest, AnotherMethodIsToldWhatThereIs) {
  EXPECT_EQ(FindRoute("POST", "/api/v1/stats").allowed, "GET, HEAD");
  EXPECT_EQ(FindRoute("GET", "/api/v1/classify").allowed, "POST");
  EXPECT_EQ(FindRoute("GET", "/nothing").allowed, "");
  EXPECT_NE(FindRoute("HEAD", "/api/v1/stats").route, nullptr);
}

}  // namespace
}  // namespace mcprisk
