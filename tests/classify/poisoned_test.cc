// How many poisoned definitions the rules find, and how many honest ones they take for poisoned. A
// definition counts as flagged when it has a finding of severity High or Critical.
//
// tests/poisoned/definitions.jsonl is written here: attacks of every kind in several languages, and
// honest twins of them; tests/poisoned/broad.jsonl, too: written before the rules that find most of
// it, in other words than the known examples of each kind; tests/poisoned/wide.jsonl, too, in
// single sentences, and the weights of rules/wording.yaml are learned from it;
// tests/poisoned/deep.jsonl, too, by writers who did not see the rules, and learned from since. The
// shared sets are asked, too, where they are.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <string>

#include "base/json.h"
#include "classify/classify.h"
#include "support/paths.h"

namespace mcprisk {
namespace {

struct Count {
  size_t flagged = 0;
  size_t all = 0;
  std::string names;  // of those that are on the wrong side
};

// The lines of `path` that `counts` says of whether they are poisoned.
template <typename IsPoisoned>
std::pair<Count, Count> Judge(const std::string& path, const IsPoisoned& is_poisoned) {
  Classifier classifier(RuleSet::Shipped());
  JsonParser parser;
  Count poisoned, honest;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    Result<Json> json = parser.Parse(line);
    if (!json) throw std::runtime_error(path + ": " + json.error());
    Result<Tool> tool = ReadTool((*json)["tool"]);
    if (!tool) throw std::runtime_error(path + ": " + tool.error());
    std::optional<bool> bad = is_poisoned(*json);
    if (!bad) continue;
    Classification record = classifier.Classify(*tool, {(*json)["server"].Text()});
    bool flagged =
        std::any_of(record.findings.begin(), record.findings.end(),
                    [](const Finding& finding) { return finding.severity >= Severity::kHigh; });
    Count& count = *bad ? poisoned : honest;
    ++count.all;
    count.flagged += flagged ? 1 : 0;
    if (flagged != *bad) count.names += tool->name + "\n";
  }
  return {poisoned, honest};
}

TEST(PoisonedTest, OurOwn) {
  auto [poisoned, honest] =
      Judge(SourceDir() + "/tests/poisoned/definitions.jsonl",
            [](const Json& line) -> std::optional<bool> { return line["poisoned"].Bool(); });
  EXPECT_GE(poisoned.all, 60u);
  EXPECT_GE(honest.all, 40u);
  EXPECT_GE(poisoned.flagged * 100, poisoned.all * 95) << "missed:\n" << poisoned.names;
  EXPECT_EQ(honest.flagged, 0u) << "taken for poisoned:\n" << honest.names;
}

TEST(PoisonedTest, InOtherWordsAndNineLanguages) {
  const std::string path = SourceDir() + "/tests/poisoned/broad.jsonl";
  size_t all_poisoned = 0, all_honest = 0;
  for (const std::string language : {"en", "zh", "ja", "ko", "es", "pt", "fr", "de", "ru"}) {
    auto [poisoned, honest] = Judge(path, [&](const Json& line) -> std::optional<bool> {
      if (line["language"].Text() != language) return std::nullopt;
      return line["poisoned"].Bool();
    });
    all_poisoned += poisoned.all;
    all_honest += honest.all;
    EXPECT_GE(poisoned.all, 6u) << language;
    EXPECT_GE(poisoned.flagged * 100, poisoned.all * 85) << language << " missed:\n"
                                                         << poisoned.names;
    EXPECT_EQ(honest.flagged, 0u) << language << " taken for poisoned:\n" << honest.names;
  }
  EXPECT_GE(all_poisoned, 250u);
  EXPECT_GE(all_honest, 100u);
}

TEST(PoisonedTest, InSingleSentences) {
  auto [poisoned, honest] =
      Judge(SourceDir() + "/tests/poisoned/wide.jsonl",
            [](const Json& line) -> std::optional<bool> { return line["poisoned"].Bool(); });
  EXPECT_GE(poisoned.all, 300u);
  EXPECT_GE(honest.all, 120u);
  EXPECT_GE(poisoned.flagged * 100, poisoned.all * 45) << "missed:\n" << poisoned.names;
  EXPECT_EQ(honest.flagged, 0u) << "taken for poisoned:\n" << honest.names;
}

TEST(PoisonedTest, ByWritersWhoDidNotSeeTheRules) {
  auto [poisoned, honest] =
      Judge(SourceDir() + "/tests/poisoned/deep.jsonl",
            [](const Json& line) -> std::optional<bool> { return line["poisoned"].Bool(); });
  EXPECT_GE(poisoned.all, 350u);
  EXPECT_GE(honest.all, 300u);
  EXPECT_GE(poisoned.flagged * 100, poisoned.all * 80) << "missed:\n" << poisoned.names;
  EXPECT_LE(honest.flagged, 3u) << "taken for poisoned:\n" << honest.names;
}

TEST(PoisonedTest, TheSharedSet) {
  const std::string path = SharedDir() + "/gold/poisoned.jsonl";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no " << path;
  auto [poisoned, honest] = Judge(path, [](const Json& line) -> std::optional<bool> {
    if (line["benign"].Bool() == true) return false;
    if (line["class"].Text() == "poisoned") return true;
    return std::nullopt;
  });
  EXPECT_GE(poisoned.flagged * 100, poisoned.all * 95) << "missed:\n" << poisoned.names;
  EXPECT_LE(honest.flagged, 3u) << "taken for poisoned:\n" << honest.names;
}

}  // namespace
}  // namespace mcprisk
