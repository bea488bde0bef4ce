// Records agree where definitions do, and differ where they do: over the whole of the real data.
//
// A bar that does not hold yet stands beside what is true today, which must not get worse.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/text.h"
#include "classify/classify.h"
#include "support/gather.h"
#include "support/labels.h"
#include "support/paths.h"
#include "support/run.h"

namespace mcprisk {
namespace {

// Shares of the definitions, at most.
constexpr double kMostServerDecided = 0.03;
constexpr double kMostSharedRationales = 0.03;
// Percent of the pairs, at most.
constexpr char kMostNearPairs[] = "0.2";
constexpr char kMostNearPairsOfAllSources[] = "0.2";

struct Judgements {
  size_t definitions = 0;
  size_t server_decided = 0;
  std::unordered_map<std::string, size_t> rationales;

  double Part(size_t count) const {
    return static_cast<double>(count) / static_cast<double>(definitions);
  }
};

Judgements JudgeAll(const std::vector<Listing>& listings) {
  Judgements judgements;
  std::unordered_set<Digest, DigestHash> seen;
  Classifier classifier(RuleSet::Shipped());
  for (const Listing& listing : listings) {
    if (!listing.tools) continue;
    for (const Tool& tool : *listing.tools) {
      if (!seen.insert(tool.digest).second) continue;
      Classification record = classifier.Classify(tool, {listing.server.name});
      ++judgements.definitions;
      judgements.server_decided += record.basis.server ? 1 : 0;
      ++judgements.rationales[record.rationale];
    }
  }
  return judgements;
}

TEST(ConsistencyTest, TheServerDecidesLittleAndRationalesDifferWhereToolsDo) {
  if (!HasShared()) GTEST_SKIP() << "no data at " << SharedDir();
  Judgements judgements = JudgeAll(RealListings());
  ASSERT_GT(judgements.definitions, 10000u);
  EXPECT_LT(judgements.Part(judgements.server_decided), kMostServerDecided);
  size_t shared = 0;
  std::string most_shared;
  size_t most = 1;
  for (const auto& [rationale, count] : judgements.rationales) {
    if (count == 1) continue;
    shared += count;
    if (count > most) most_shared = rationale;
    most = std::max(most, count);
  }
  EXPECT_LE(judgements.Part(shared), kMostSharedRationales)
      << "the most shared one, by " << most << " definitions: " << most_shared;
}

// --- tools/near_pairs ----------------------------------------------------------------------------

class NearPairsTest : public testing::Test {
 protected:
  // What tools/near_pairs says of a catalog of `source`.
  Ran NearPairs(const std::string& source, const std::string& options) {
    Ran index = RunShell("mcprisk index --quiet '" + source + "'", folder_.path());
    EXPECT_LE(index.code, 1) << index.err;
    return RunShell("'" + SourceDir() + "/tools/near_pairs' " + options + " catalog.db",
                    folder_.path());
  }
  TempDir folder_;
};

constexpr char kTools[] =
    R"({"server":"a","tool":{"name":"store","description":"Save a page.\nOf the book."}})"
    "\n"
    R"({"server":"b","tool":{"name":"store","description":"save a  PAGE. It is for later."}})"
    "\n"
    R"({"server":"b\u001b","tool":{"name":"other","description":"Save a page."}})"
    "\n"
    R"({"server":"c","tool":{"name":"other"}})"
    "\n"
    R"({"server":"d","tool":{"name":"other","description":""}})"
    "\n";

TEST_F(NearPairsTest, PairsAreOfOneNameAndOneLeadClause) {
  WriteWholeFile(folder_ / "tools.jsonl", kTools);
  Ran ran = NearPairs("tools.jsonl", "");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, "0 of 1 near-identical pairs differ in category: 0.00 %, at most 0.2 %\n");
}

TEST_F(NearPairsTest, APairThatDiffersIsNamedAndTooManyFail) {
  WriteWholeFile(
      folder_ / "tools.jsonl",
      R"({"server":"a\u001b","tool":{"name":"handle","description":"Handle notes","inputSchema":)"
      R"({"properties":{"action":{"enum":["list","search"]}}}}})"
      "\n"
      R"({"server":"b","tool":{"name":"handle","description":"Handle notes","inputSchema":)"
      R"({"properties":{"action":{"enum":["list","delete"]}}}}})"
      "\n");
  Ran ran = NearPairs("tools.jsonl", "--most 50");
  EXPECT_EQ(ran.code, 1) << ran.err;
  EXPECT_NE(ran.out.find(" (a\\u{1b}), "), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find(": \"handle notes\"\n1 of 1 near-identical pairs differ in category: "
                         "100.00 %, at most 50 %\n"),
            std::string::npos)
      << ran.out;
  EXPECT_EQ(NearPairs("tools.jsonl", "--most 100").code, 0);
}

TEST_F(NearPairsTest, ACatalogThatIsNotThereCouldNot) {
  Ran ran = RunShell("'" + SourceDir() + "/tools/near_pairs' nothing.db", folder_.path());
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err, "near_pairs: nothing.db: unable to open database file\n");
}

TEST_F(NearPairsTest, FewOfRealTools) {
  if (!HasShared()) GTEST_SKIP() << "no data at " << SharedDir();
  Ran ran =
      NearPairs(SharedDir() + "/data/real-tools.jsonl.xz", std::string("--most ") + kMostNearPairs);
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
}

// With the same tools as other sources show them, many of them without their schema.
TEST_F(NearPairsTest, FewOfAllSources) {
  if (!HasShared()) GTEST_SKIP() << "no data at " << SharedDir();
  Ran ran = NearPairs(SharedDir() + "/data", std::string("--most ") + kMostNearPairsOfAllSources);
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
}

}  // namespace
}  // namespace mcprisk
