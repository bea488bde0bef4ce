// The tools of whoever works on rules, run as a user runs them.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "base/text.h"
#include "support/paths.h"
#include "support/run.h"

namespace mcprisk {
namespace {

class RulesCommandsTest : public testing::Test {
 protected:
  Ran Run(const std::string& line) { return RunShell(line, folder_.path()); }
  // A copy of the shipped rules, with one file changed.
  void CopyRules(const std::string& file, const std::string& from, const std::string& to) {
    std::filesystem::copy(SourceDir() + "/rules", folder_ / "rules",
                          std::filesystem::copy_options::recursive);
    std::string path = folder_ / ("rules/" + file);
    std::string text = ReadWholeFile(path);
    ASSERT_NE(text.find(from), std::string::npos) << path;
    WriteWholeFile(path, ReplaceAll(text, from, to));
  }
  TempDir folder_;
};

constexpr char kLabels[] =
    R"({"tool":{"name":"delete_note","description":"Delete a note."},"category":"Destructive"})"
    "\n"
    R"({"tool":{"name":"get_note","description":"Get a note."},"category":"Execute"})"
    "\n";

TEST_F(RulesCommandsTest, TheShippedRulesAreWellWrittenAndDoWhatTheySay) {
  Ran lint = Run("mcprisk rules lint");
  EXPECT_EQ(lint.code, 0) << lint.out;
  EXPECT_TRUE(lint.out.ends_with(" rules, 0 faults\n")) << lint.out;
  Ran test = Run("mcprisk rules test");
  EXPECT_EQ(test.code, 0) << test.out;
  EXPECT_TRUE(test.out.ends_with(" examples, 0 failed\n")) << test.out;
}

TEST_F(RulesCommandsTest, LintFindsWhatIsBadlyWrittenAndTestDoesNot) {
  CopyRules("category/deletes-data.yaml", "false_positives:", "# false_positives:");
  Ran lint = Run("mcprisk rules lint rules | head -n 1");
  EXPECT_EQ(lint.out, "rules/category/deletes-data.yaml: says nothing of what it gets wrong\n");
  EXPECT_EQ(Run("mcprisk rules lint rules").code, 1);
  EXPECT_EQ(Run("mcprisk rules test rules").code, 0);
}

TEST_F(RulesCommandsTest, TestFindsAnExampleThatFailsAndLintDoesNot) {
  CopyRules("category/deletes-data.yaml", "  no_match:\n",
            "  no_match:\n    - { name: purge_it }\n");
  Ran test = Run("mcprisk rules test rules");
  EXPECT_EQ(test.code, 1);
  EXPECT_NE(test.out.find(": example \"purge_it\" should not match, but it is Destructive by "
                          "name-alone, category/deletes-data\n"),
            std::string::npos)
      << test.out;
  EXPECT_TRUE(test.out.ends_with(" examples, 1 failed\n")) << test.out;
  EXPECT_EQ(Run("mcprisk rules lint rules").code, 0);
}

TEST_F(RulesCommandsTest, ReferencesAreKnownAndNamed) {
  EXPECT_NE(
      Run("mcprisk rules show warning/secret")
          .out.find("\n# MCP01:2025      Token Mismanagement & Secret Exposure (OWASP MCP Top "
                    "10, 2025, phase 3 beta)\n"),
      std::string::npos);
  CopyRules("warning/secret.yaml", "'MCP01:2025'", "'MCP99:2025'");
  const Ran lint = Run("mcprisk rules lint rules");
  EXPECT_EQ(lint.code, 1);
  EXPECT_TRUE(lint.out.starts_with(
      "rules/warning/secret.yaml: no reference MCP99:2025 in data/references.yaml\n"))
      << lint.out;
}

TEST_F(RulesCommandsTest, ARuleThatDoesNotLoadIsAFindingOfLintAndNoGroundForTest) {
  CopyRules("category/deletes-data.yaml", "claim:", "clam:");
  EXPECT_EQ(Run("mcprisk rules lint rules").code, 1);
  Ran test = Run("mcprisk rules test rules");
  EXPECT_EQ(test.code, 2);
  EXPECT_TRUE(test.err.starts_with("mcprisk: the rules do not load:\n")) << test.err;
}

TEST_F(RulesCommandsTest, WrongArgumentsAreUsage) {
  EXPECT_EQ(Run("mcprisk rules frobnicate").err,
            "mcprisk: rules: \"frobnicate\" is none of list, show, lint, test, stats\n");
  EXPECT_EQ(Run("mcprisk rules stats").err,
            "mcprisk: rules: stats needs a source of definitions\n");
  EXPECT_EQ(Run("mcprisk rules test a b").code, 64);
  EXPECT_EQ(Run("mcprisk rules show").code, 64);
  EXPECT_TRUE(Run("mcprisk rules show server/odd-name").out.starts_with("- id: server/odd-name\n"));
}

TEST_F(RulesCommandsTest, StatsTakesEverySourceAndEscapesItsSamples) {
  WriteWholeFile(folder_ / "tools.jsonl",
                 "{\"server\":\"a\",\"tool\":{\"name\":\"delete_\\u001bx\"}}\n"
                 "{\"server\":\"b\",\"tool\":{\"name\":\"delete_\\u001bx\"}}\n");
  Ran ran = Run("mcprisk rules stats tools.jsonl --rule category/deletes-data");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(ran.out.starts_with("1 distinct definition · rules ")) << ran.out;
  EXPECT_NE(ran.out.find("      Destructive · delete_\\u{1b}x (a)\n"), std::string::npos)
      << ran.out;
  Ran json = Run("mcprisk rules stats tools.jsonl --json | grep -c caught_by_nothing");
  EXPECT_EQ(json.out, "1\n");
}

TEST_F(RulesCommandsTest, StatsOfNoRuleNamesTheNearest) {
  WriteWholeFile(folder_ / "tools.jsonl", "{\"server\":\"a\",\"tool\":{\"name\":\"get_a\"}}\n");
  Ran ran = Run("mcprisk rules stats tools.jsonl --rule category/deletes");
  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(ran.err.starts_with("mcprisk: no rule \"category/deletes\"; nearest: ")) << ran.err;
}

TEST_F(RulesCommandsTest, EvalMeasuresLabelsWithTheirDefinitions) {
  WriteWholeFile(folder_ / "labels.jsonl", kLabels);
  Ran ran = Run("mcprisk eval labels.jsonl --misses");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(ran.out.starts_with("labels.jsonl · 2 tools · rules ")) << ran.out;
  EXPECT_NE(ran.out.find("\n  Execute called Read by both-agree, confidence "), std::string::npos)
      << ran.out;
  Ran json = Run("mcprisk eval labels.jsonl --json | grep strict");
  EXPECT_EQ(json.out, "    \"strict\": 0.5,\n");
}

TEST_F(RulesCommandsTest, EvalSaysWhichDefinitionsAreNotThere) {
  WriteWholeFile(folder_ / "labels.jsonl",
                 std::string(kLabels) +
                     "{\"server\":\"acme\",\"name\":\"get_x\",\"category\":\"Read\"}\n"
                     "{\"server\":\"acme\",\"name\":\"get_y\",\"category\":\"Read\"}\n");
  Ran ran = Run("mcprisk eval labels.jsonl");
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.err,
            "mcprisk: labels.jsonl:3: the definition of this label is not there, and of 1 more "
            "neither; give the files that hold them with --definitions\n");
  WriteWholeFile(folder_ / "tools.jsonl",
                 "{\"server\":\"acme\",\"tool\":{\"name\":\"get_x\"}}\n"
                 "{\"server\":\"acme\",\"tool\":{\"name\":\"get_y\"}}\n");
  EXPECT_EQ(Run("mcprisk eval labels.jsonl --definitions tools.jsonl").code, 0);
  EXPECT_EQ(Run("mcprisk eval --definitions tools.jsonl labels.jsonl").code, 0);
}

TEST_F(RulesCommandsTest, EvalOfNothingCouldNot) {
  WriteWholeFile(folder_ / "labels.jsonl", "\n");
  EXPECT_EQ(Run("mcprisk eval labels.jsonl").err,
            "mcprisk: labels.jsonl: no label to measure by\n");
  EXPECT_EQ(Run("mcprisk eval nothing.jsonl").code, 2);
}

}  // namespace
}  // namespace mcprisk
