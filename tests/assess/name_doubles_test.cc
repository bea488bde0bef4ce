#include "assess/name_doubles.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mcprisk {
namespace {

std::string Doubles(const std::vector<std::string>& names) {
  std::vector<SketchedServer> servers;
  for (const std::string& name : names) {
    servers.push_back({.id = static_cast<int64_t>(servers.size()) + 1,
                       .name = name,
                       .identities = {},
                       .in_registry = false,
                       .first_run = 1,
                       .sketch = {}});
  }
  std::string lines;
  for (const auto& [id, finding] : FindNameDoubles(ToolSetRules::Shipped(), servers)) {
    lines += std::to_string(id) + " " + finding.rule + " " +
             std::string(SeverityName(finding.severity)) + " " + finding.evidence[0].field + " " +
             finding.evidence[0].quote + "\n";
    EXPECT_EQ(finding.message,
              "The name of the server looks like that of another one and is written with different "
              "characters, so one passes for the other. It is " +
                  finding.evidence[0].quote + ".");
  }
  return lines;
}

TEST(NameDoublesTest, LettersOfAnotherAlphabet) {
  EXPECT_EQ(Doubles({"acme/paper", "acme/p\u0430per", "acme/other"}),
            "2 server/name-double High /servers/acme~1paper/name acme/paper\n");
}

TEST(NameDoublesTest, NamesOfAnotherLanguageAreNone) {
  EXPECT_EQ(
      Doubles({"acme/weather", "acme/\u5929\u6c14", "acme/\u043f\u043e\u0433\u043e\u0434\u0430"}),
      "");
  // Nor are ASCII names that resemble each other: get_0 and get_o are both honest.
  EXPECT_EQ(Doubles({"acme/tool0", "acme/toolo"}), "");
}

}  // namespace
}  // namespace mcprisk
