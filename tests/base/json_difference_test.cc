#include "base/json_difference.h"

#include <gtest/gtest.h>

#include "base/json_pointer.h"

namespace mcprisk {
namespace {

std::string Differences(const std::optional<std::string>& before,
                        const std::optional<std::string>& after) {
  std::string text;
  for (const JsonDifference& one : CompareJson(before, after)) {
    text += JsonPointer(one.path) + ": " + one.before.value_or("-") + " -> " +
            one.after.value_or("-") + "\n";
  }
  return text;
}

TEST(JsonDifference, GoesAsDeepAsObjectsDo) {
  EXPECT_EQ(Differences(R"({"a":{"b":1,"c":[1,2],"d":null},"e":"x"})",
                        R"({"a":{"b":1,"c":[1,3],"f":true},"e":"x"})"),
            "/a/c: [1,2] -> [1,3]\n/a/d: null -> -\n/a/f: - -> true\n");
}

TEST(JsonDifference, ListsOfObjectsAreComparedItemByItem) {
  EXPECT_EQ(Differences(R"([{"a":1},{"b":2}])", R"([{"a":1},{"b":3}])"), "/1/b: 2 -> 3\n");
  EXPECT_EQ(Differences(R"([{"a":1}])", R"([{"a":1},{"b":3}])"),
            ": [{\"a\":1}] -> [{\"a\":1},{\"b\":3}]\n");
}

TEST(JsonDifference, WholeSides) {
  EXPECT_EQ(Differences("1", "1"), "");
  EXPECT_EQ(Differences(std::nullopt, std::nullopt), "");
  EXPECT_EQ(Differences(std::nullopt, "{}"), ": - -> {}\n");
  EXPECT_EQ(Differences("{}", "[]"), ": {} -> []\n");
  EXPECT_EQ(Differences("{", "{}"), ": { -> {}\n");
}

}  // namespace
}  // namespace mcprisk
