// What the shipped rules make of a frozen corpus, beside what they made of it when somebody last
// looked; tests/golden/README.md says how to read and renew it.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "classify/classify.h"
#include "classify/rule_use.h"
#include "support/definitions.h"
#include "support/paths.h"
#include "support/run.h"

namespace mcprisk {
namespace {

constexpr std::string_view kBetween = " | ";
constexpr const char* kParts[] = {"name", "verdict", "reach", "decided by", "rationale"};

struct Judged {
  Tool tool;
  Classification verdict;
  Explanation explanation;
};

std::vector<Judged> JudgeCorpus() {
  const std::string path = SourceDir() + "/tests/golden/definitions.jsonl";
  std::ifstream in(path);
  if (!in) throw std::runtime_error(path + " cannot be read");
  Classifier classifier(RuleSet::Shipped());
  std::vector<Judged> corpus;
  std::string line;
  while (std::getline(in, line)) {
    Judged one;
    one.tool = Defined(line);
    one.verdict = classifier.Classify(one.tool, {}, &one.explanation);
    corpus.push_back(std::move(one));
  }
  return corpus;
}

std::string LineOf(const Judged& one) {
  char confidence[16];
  std::snprintf(confidence, sizeof(confidence), "%.2f", one.verdict.confidence);
  std::vector<std::string> deciding;
  for (const RuleUse& use : RulesUsed(one.verdict, one.explanation)) {
    if (use.decided) deciding.push_back(use.rule);
  }
  std::string by = one.explanation.path;
  if (!deciding.empty()) by += ": " + Join(deciding, ", ");
  return Join({one.tool.name,
               std::string(CategoryName(one.verdict.category)) + ", " +
                   std::string(RiskName(one.verdict.risk)) + ", " + confidence,
               Join(one.verdict.capabilities, ", "), by, one.verdict.rationale},
              kBetween);
}

std::vector<std::string> PartsOf(std::string_view line) {
  std::vector<std::string> parts;
  while (parts.size() + 1 < std::size(kParts)) {
    size_t end = line.find(kBetween);
    if (end == std::string_view::npos) break;
    parts.emplace_back(line.substr(0, end));
    line.remove_prefix(end + kBetween.size());
  }
  parts.emplace_back(line);
  parts.resize(std::size(kParts));
  return parts;
}

// "delete_note\n  verdict\n    - Write, …\n    + Destructive, …\n" for each line that changed.
std::string Difference(const std::vector<std::string>& golden,
                       const std::vector<std::string>& now) {
  std::map<std::string, std::vector<std::string>> before;
  for (const std::string& line : golden) {
    std::vector<std::string> parts = PartsOf(line);
    before[parts[0]] = parts;
  }
  std::string text;
  for (const std::string& line : now) {
    std::vector<std::string> parts = PartsOf(line);
    auto old = before.extract(parts[0]);
    if (!old) {
      text += parts[0] + " is new\n    + " + line + "\n";
      continue;
    }
    if (old.mapped() == parts) continue;
    text += parts[0] + "\n";
    for (size_t i = 1; i < parts.size(); ++i) {
      if (old.mapped()[i] == parts[i]) continue;
      text += std::string("  ") + kParts[i] + "\n    - " + old.mapped()[i] + "\n    + " + parts[i] +
              "\n";
    }
  }
  for (const auto& [name, parts] : before) text += name + " is gone\n";
  return text;
}

std::vector<std::string> LinesOf(const std::string& text) {
  std::vector<std::string> lines;
  for (std::string_view line : Split(text, '\n')) {
    if (!line.empty()) lines.emplace_back(line);
  }
  return lines;
}

TEST(GoldenTest, VerdictsAreWhatTheyWere) {
  const std::string path = SourceDir() + "/tests/golden/verdicts.txt";
  std::vector<std::string> now;
  for (const Judged& one : JudgeCorpus()) now.push_back(LineOf(one));
  if (std::getenv("MCPRISK_UPDATE_GOLDEN")) {
    WriteWholeFile(path, Join(now, "\n") + "\n");
    GTEST_SKIP() << "wrote " << path;
  }
  const std::vector<std::string> golden = LinesOf(ReadWholeFile(path));
  EXPECT_TRUE(golden == now)
      << Difference(golden, now)
      << "if this is meant: MCPRISK_UPDATE_GOLDEN=1 mcprisk_tests --gtest_filter='Golden*'";
}

TEST(GoldenTest, TheCorpusReachesEveryRuleAndNamesEachToolOnce) {
  std::set<std::string> names;
  std::set<std::string> reached;
  for (const Judged& one : JudgeCorpus()) {
    EXPECT_TRUE(names.insert(one.tool.name).second) << one.tool.name << " twice";
    for (const RuleUse& use : RulesUsed(one.verdict, one.explanation)) reached.insert(use.rule);
  }
  EXPECT_GE(names.size(), 150u);
  std::string missing;
  for (const Rule& rule : RuleSet::Shipped().rules()) {
    bool asked = rule.status != RuleStatus::kDeprecated;
    if (asked && !reached.contains(rule.id)) missing += rule.id + "\n";
  }
  EXPECT_EQ(missing, "") << "add a definition for each to tests/golden/definitions.jsonl";
}

TEST(GoldenTest, TheDifferenceShowsWhatChanged) {
  EXPECT_EQ(
      Difference({"a | Read, Low, 0.90 |  | name-alone: x | It reads.", "b | c | d | e | f"},
                 {"a | Write, Low, 0.90 |  | name-alone: y | It reads.", "n | c | d | e | f"}),
      "a\n"
      "  verdict\n    - Read, Low, 0.90\n    + Write, Low, 0.90\n"
      "  decided by\n    - name-alone: x\n    + name-alone: y\n"
      "n is new\n    + n | c | d | e | f\n"
      "b is gone\n");
}

}  // namespace
}  // namespace mcprisk
