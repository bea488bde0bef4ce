// The gate: how often the shipped rules are right, and that it does not fall.
//
// data/labels/gate.json holds a floor for each set of labels. A change that moves a figure beyond
// its floor fails here with the table of labels against verdicts and the verdicts that are wrong;
// whoever makes things better raises the floor.
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "base/json.h"
#include "classify/evaluation.h"
#include "commands/eval_text.h"
#include "support/labels.h"
#include "support/paths.h"

namespace mcprisk {
namespace {

constexpr size_t kReportColumns = 140;

struct Floor {
  double strict = 1;         // at least this share
  double effect_missed = 0;  // at most this share
  double severe_missed = 0;  // at most so many tools
};

Floor FloorOf(const std::string& set) {
  std::ifstream in(SourceDir() + "/data/labels/gate.json");
  std::stringstream text;
  text << in.rdbuf();
  JsonParser parser;
  Result<Json> gate = parser.Parse(text.str());
  if (!gate) throw std::runtime_error("data/labels/gate.json: " + gate.error());
  Json figures = (*gate)[set];
  auto number = [&](const char* key) {
    std::optional<double> value = figures[key].Number();
    if (!value) throw std::runtime_error("data/labels/gate.json: no " + set + "." + key);
    return *value;
  };
  return {number("strict"), number("effect_missed"), number("severe_missed")};
}

// What fell below its floor; "" when nothing did.
std::string Fallen(const Accuracy& accuracy, const Floor& floor) {
  std::string fallen;
  if (accuracy.Strict() < floor.strict) fallen += "strict accuracy, ";
  if (accuracy.EffectMissed() > floor.effect_missed) fallen += "effects missed, ";
  if (static_cast<double>(accuracy.SevereMisses()) > floor.severe_missed) {
    fallen += "severe effects missed, ";
  }
  return fallen;
}

void ExpectAtLeast(const std::string& set, const std::vector<Listing>& listings, bool show_misses) {
  LabelSet labels = LabelsOf(set, listings);
  Evaluation evaluation(RuleSet::Shipped());
  for (const Label& label : labels.labels()) {
    ASSERT_TRUE(label.tool) << set << ".jsonl:" << label.line << ": no such tool";
    evaluation.Add(label);
  }
  std::string report =
      set + "\n" + FiguresText(evaluation) + "\n" + ConfusionText(evaluation.all());
  if (show_misses) report += MissesText(evaluation, kReportColumns);
  EXPECT_EQ(Fallen(evaluation.all(), FloorOf(set)), "") << report;
}

void ExpectRealAtLeast(const std::string& set, bool show_misses) {
  if (!HasShared()) GTEST_SKIP() << "no data at " << SharedDir();
  ExpectAtLeast(set, RealListings(), show_misses);
}

TEST(QualityTest, OfTheSampleRegistry) { ExpectAtLeast("sample", SampleListings(), true); }

TEST(QualityTest, OfOtherLanguages) { ExpectAtLeast("languages", {}, true); }

TEST(QualityTest, OfRealTools) { ExpectRealAtLeast("real", true); }

TEST(QualityTest, OfRealToolsOnceHeldBack) { ExpectRealAtLeast("held", true); }

// Sets that rules are not written against, so their misses are not shown.
TEST(QualityTest, OfFreshRealTools) { ExpectRealAtLeast("fresh", false); }

TEST(QualityTest, OfUnseenRealTools) { ExpectRealAtLeast("unseen", false); }

TEST(QualityTest, OfSealedRealTools) { ExpectRealAtLeast("sealed", false); }

TEST(QualityTest, OfRealToolsOfDecember) { ExpectRealAtLeast("december", false); }

TEST(QualityTest, OfDrawnRealTools) { ExpectRealAtLeast("drawn", true); }

TEST(QualityTest, OfRealToolsOfNovember) { ExpectRealAtLeast("november", true); }

TEST(QualityTest, OfRealToolsAtTheEdges) { ExpectRealAtLeast("edges", true); }

TEST(QualityTest, EveryToolOfTheSampleRegistryHasItsLabel) {
  std::set<std::string> labeled;
  const std::vector<Listing> listings = SampleListings();
  const LabelSet labels = LabelsOf("sample", listings);
  for (const Label& one : labels.labels()) {
    labeled.insert(one.server + "/" + one.name);
  }
  std::set<std::string> tools;
  for (const Listing& listing : listings) {
    if (!listing.tools) continue;
    for (const Tool& tool : *listing.tools) tools.insert(listing.server.name + "/" + tool.name);
  }
  EXPECT_EQ(labeled, tools);
}

}  // namespace
}  // namespace mcprisk
