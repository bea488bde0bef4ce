// SARIF 2.1.0, sections 3.13 to 3.52, and what GitHub code scanning asks beyond them.
#include "stack/sarif.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

namespace mcprisk {
namespace {

using nlohmann::json;

StackFinding Finding(const std::string& rule, Severity severity, const std::string& file,
                     size_t line, const std::string& subject = "") {
  return {.rule = rule,
          .severity = severity,
          .message = "server a\x1b[31m is wrong",
          .client = "cursor",
          .server = "a",
          .file = file,
          .at = {line, 5},
          .subject = subject};
}

json Sarif(const std::vector<StackFinding>& findings) {
  return json::parse(ToSarif(findings, {{"x.json:1:2", "a comma is missing here", 0}},
                             {"0.1.0", "/home/ann/shop"}));
}

TEST(SarifTest, TheLogHasWhatTheStandardRequires) {
  const json log = Sarif({Finding("stack/toxic-flow", Severity::kHigh, ".mcp.json", 3)});
  EXPECT_EQ(log["version"], "2.1.0");
  EXPECT_TRUE(log["$schema"].get<std::string>().ends_with("sarif-2.1.0.json"));
  ASSERT_EQ(log["runs"].size(), 1U);
  const json& run = log["runs"][0];
  EXPECT_EQ(run["tool"]["driver"]["name"], "mcprisk");
  EXPECT_EQ(run["tool"]["driver"]["semanticVersion"], "0.1.0");
  EXPECT_EQ(run["columnKind"], "unicodeCodePoints");
  EXPECT_EQ(run["invocations"][0]["executionSuccessful"], true);
  EXPECT_EQ(run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"],
            "x.json:1:2: a comma is missing here");
}

TEST(SarifTest, RulesHaveHelpAndALevel) {
  const json rules = Sarif({})["runs"][0]["tool"]["driver"]["rules"];
  const std::set<std::string> levels = {"none", "note", "warning", "error"};
  std::set<std::string> ids;
  for (const json& rule : rules) {
    EXPECT_TRUE(ids.insert(rule["id"]).second) << rule["id"];
    EXPECT_FALSE(rule["shortDescription"]["text"].get<std::string>().empty());
    EXPECT_FALSE(rule["fullDescription"]["text"].get<std::string>().empty());
    EXPECT_FALSE(rule["help"]["text"].get<std::string>().empty());
    EXPECT_EQ(levels.count(rule["defaultConfiguration"]["level"]), 1U);
    const double severity = std::stod(rule["properties"]["security-severity"].get<std::string>());
    EXPECT_TRUE(severity >= 0 && severity <= 10);
    EXPECT_LE(rule["properties"]["tags"].size(), 20U);
  }
  EXPECT_EQ(ids.size(), StackRules().size());
  EXPECT_EQ(rules[0]["name"], "PlainTextSecret");
}

TEST(SarifTest, AResultPointsAtTheEntry) {
  const json run =
      Sarif({Finding("stack/unpinned-package", Severity::kMedium, "a b/.mcp.json", 7)})["runs"][0];
  const json& result = run["results"][0];
  EXPECT_EQ(result["ruleId"], "stack/unpinned-package");
  EXPECT_EQ(run["tool"]["driver"]["rules"][result["ruleIndex"].get<size_t>()]["id"],
            "stack/unpinned-package");
  EXPECT_EQ(result["level"], "warning");
  EXPECT_EQ(result["message"]["text"], "server a\\\\u{1b}\\[31m is wrong.");
  const json& place = result["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"]["uri"], "a%20b/.mcp.json");
  EXPECT_EQ(place["region"], json({{"startLine", 7}, {"startColumn", 5}}));
}

TEST(SarifTest, NoNameBringsALink) {
  StackFinding finding = Finding("stack/toxic-flow", Severity::kHigh, ".mcp.json", 3);
  finding.message = "server [click](https://evil.example) is wrong";
  EXPECT_EQ(Sarif({finding})["runs"][0]["results"][0]["message"]["text"],
            "server \\[click\\](https://evil.example) is wrong.");
}

TEST(SarifTest, PathsAreUris) {
  auto uri = [](const std::string& file) {
    return Sarif({Finding(
        "stack/toxic-flow", Severity::kHigh, file,
        1)})["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        .get<std::string>();
  };
  EXPECT_EQ(uri("./x/../.mcp.json"), ".mcp.json");
  EXPECT_EQ(uri("/home/ann/shop/.mcp.json"), ".mcp.json");
  EXPECT_EQ(uri("/home/ann/.claude.json"), "file:///home/ann/.claude.json");
  EXPECT_EQ(uri("../other/%41.json"), "file:///home/ann/other/%2541.json");
}

TEST(SarifTest, FingerprintsStayWhenLinesMoveAndDiffer) {
  auto prints = [](const std::vector<StackFinding>& findings) {
    std::vector<std::string> list;
    const json log = Sarif(findings);
    for (const json& result : log["runs"][0]["results"]) {
      list.push_back(result["partialFingerprints"]["primaryLocationLineHash"]);
    }
    return list;
  };
  const StackFinding secret =
      Finding("stack/plain-text-secret", Severity::kHigh, ".mcp.json", 3, "header X");
  StackFinding moved = secret;
  moved.at = {90, 1};
  EXPECT_EQ(prints({secret}), prints({moved}));
  const StackFinding other =
      Finding("stack/plain-text-secret", Severity::kHigh, ".mcp.json", 3, "header Y");
  const std::vector<std::string> three = prints({secret, other, moved});
  EXPECT_EQ(std::set<std::string>(three.begin(), three.end()).size(), 3U);
}

TEST(SarifTest, TheSeverityOfAFindingIsItsLevel) {
  auto level = [](Severity severity) {
    return Sarif({Finding("stack/definition-warning", severity, "x",
                          1)})["runs"][0]["results"][0]["level"]
        .get<std::string>();
  };
  EXPECT_EQ(level(Severity::kCritical), "error");
  EXPECT_EQ(level(Severity::kHigh), "error");
  EXPECT_EQ(level(Severity::kMedium), "warning");
  EXPECT_EQ(level(Severity::kLow), "note");
}

}  // namespace
}  // namespace mcprisk
