#include "policy/config.h"

#include <gtest/gtest.h>

#include <string>

#include "policy/posture.h"
#include "support/problem_lines.h"

namespace mcprisk {
namespace {

std::string Problems(std::string_view yaml) {
  std::vector<Problem> problems;
  auto config = ParseConfig("here/mcprisk.yaml", yaml, &problems);
  EXPECT_EQ(config == nullptr, !problems.empty());
  std::string text;
  text += ProblemLines(problems);
  return text;
}

constexpr char kConfig[] = R"(posture: open
servers:
  acme/pg-admin: { key: db }
overrides:
  - { server: "acme/*", tool: drop_*, ruling: ask }
  - { category: [Read, Write], capability: bulk, ruling: limit, limit: { max: 5, window: hour },
      reason: our quota is small }
  - { server: acme/pg-admin, ruling: deny }
)";

// "ask acme.yaml:5"
std::string Ruled(const std::string& server, const std::string& tool, Category category,
                  std::vector<std::string> capabilities = {}) {
  std::vector<Problem> problems;
  auto config = ParseConfig("here/mcprisk.yaml", kConfig, &problems);
  Tool definition;
  definition.name = tool;
  Classification judged;
  judged.category = category;
  judged.confidence = 0.9;
  judged.capabilities = std::move(capabilities);
  Policy policy = MakePolicy(server, {{&definition, &judged}},
                             *Postures::Shipped().Find(config->posture), config.get());
  const Ruling& ruling = policy.rulings[0];
  std::string text(DecisionName(ruling.decision));
  if (ruling.limit) text += " " + std::to_string(ruling.limit->max);
  return text + " " + ruling.decided_by[0] + ": " + ruling.reason;
}

TEST(ConfigTest, TheFirstOverrideThatHoldsDecidesAndIsNamed) {
  EXPECT_EQ(Ruled("acme/notes", "drop_all", Category::kRead),
            "ask mcprisk.yaml:5: its owner says so (mcprisk.yaml:5).");
  EXPECT_EQ(Ruled("other", "x", Category::kWrite, {"sends", "bulk"}),
            "limit 5 mcprisk.yaml:6: our quota is small (mcprisk.yaml:6).");
  EXPECT_EQ(Ruled("ACME/pg-admin", "x", Category::kRead),
            "deny mcprisk.yaml:8: its owner says so (mcprisk.yaml:8).");
  EXPECT_EQ(Ruled("acme/notes", "x", Category::kRead),
            "allow open/read: it changes nothing (open/read).");
  EXPECT_EQ(Ruled("other", "x", Category::kExecute, {"bulk"}).substr(0, 8), "limit 30");
}

TEST(ConfigTest, ReadsKeys) {
  std::vector<Problem> problems;
  auto config = ParseConfig("mcprisk.yaml", kConfig, &problems);
  EXPECT_EQ(config->keys, (std::map<std::string, std::string>{{"acme/pg-admin", "db"}}));
}

TEST(ConfigTest, TellsAllMistakesAtOnceWithTheirPlaces) {
  EXPECT_EQ(Problems(R"(postur: open
servers:
  a: { key: x, port: 1 }
overrides:
  - { ruling: deny }
  - { tool: a, ruling: perhaps }
  - { tool: a, ruling: limit }
  - { tool: a, ruling: deny, limit: { max: 0, window: day } }
  - { tool: a, category: Raed, ruling: ask }
)"),
            R"(here/mcprisk.yaml:1:1: unknown key "postur" in the file, did you mean "posture"?
here/mcprisk.yaml:3:16: unknown key "port" in a server, expected one of key
here/mcprisk.yaml:5:5: an override says what it is for: server, tool, category or capability
here/mcprisk.yaml:6:24: unknown ruling "perhaps", expected one of allow, limit, ask, deny
here/mcprisk.yaml:7:5: an override has a limit exactly when it rules limit
here/mcprisk.yaml:8:44: max must be a whole number from 1 to 1000000
here/mcprisk.yaml:8:55: unknown window "day", expected one of minute, hour
here/mcprisk.yaml:8:5: an override has a limit exactly when it rules limit
here/mcprisk.yaml:9:26: unknown category "Raed", did you mean "Read"?
)");
}

TEST(ConfigTest, RefusesWhatIsNoConfiguration) {
  EXPECT_EQ(Problems("[1]"), "here/mcprisk.yaml:1:1: the file must be a map of keys and values\n");
  EXPECT_EQ(Problems("a: {"), "here/mcprisk.yaml:1:1: end of map flow not found\n");
  EXPECT_EQ(Problems("servers: [a]"),
            "here/mcprisk.yaml:1:10: servers must be a map of servers' names and what is said of "
            "them\n");
}

TEST(GlobMatchesTest, AStarStandsForAnyText) {
  EXPECT_TRUE(GlobMatches("acme/*", "ACME/notes"));
  EXPECT_TRUE(GlobMatches("*", ""));
  EXPECT_TRUE(GlobMatches("a*b*c", "a-b-b-c"));
  EXPECT_FALSE(GlobMatches("a*b*c", "a-b-b-c-"));
  EXPECT_FALSE(GlobMatches("acme", "acme/notes"));
  EXPECT_FALSE(GlobMatches("a?c", "abc"));
  EXPECT_FALSE(GlobMatches(std::string(200, '*') + "b", std::string(20000, 'a')));
}

}  // namespace
}  // namespace mcprisk
