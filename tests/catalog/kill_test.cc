// A writer that is killed leaves whole batches and a catalog that opens.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>

#include "catalog/catalog.h"
#include "catalog/reader.h"
#include "support/catalog_text.h"
#include "support/paths.h"

namespace mcprisk {
namespace {

constexpr int kKills = 20;
constexpr unsigned kLongestLifeMilliseconds = 300;
// A listing counts as one tool towards a transaction, and so does a problem: what there is of these
// makes a batch large at little cost.
constexpr size_t kListings = 20;
constexpr size_t kTools = 9;
constexpr size_t kProblems = kToolsPerTransaction - kListings * (kTools + 1);

// Adds batches until somebody ends it.
[[noreturn]] void AddForEver(const std::string& path, int round) {
  Catalog catalog(path);
  catalog.BeginRun(Sha256("rules"), "0.1.0", "then");
  for (size_t number = 0;; ++number) {
    const std::string batch = std::to_string(round) + "_" + std::to_string(number);
    for (size_t i = 0; i < kListings; ++i) {
      JudgedListing judged;
      judged.listing.server.name = batch + "_" + std::to_string(i);
      judged.listing.origin.source = {"mcpm", "/data/mcpm"};
      judged.tools_known = true;
      for (size_t k = 0; k < kTools; ++k) {
        judged.tools.push_back(MakeJudgedTool(
            "get_" + judged.listing.server.name + "_" + std::to_string(k), "Get it."));
      }
      catalog.Add(judged);
    }
    for (size_t i = 0; i < kProblems; ++i) {
      catalog.AddProblem({"mcpm", "/data/mcpm"}, {batch + "#" + std::to_string(i), "not JSON"});
    }
  }
}

void KillAfter(const std::string& path, int round, unsigned milliseconds) {
  const pid_t child = fork();
  ASSERT_NE(child, -1);
  if (child == 0) {
    try {
      AddForEver(path, round);
    } catch (...) {
      _exit(1);
    }
  }
  usleep(milliseconds * 1000);
  kill(child, SIGKILL);
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself";
}

int64_t Count(const std::string& path, const std::string& table) {
  return std::stoll(Rows(path, "SELECT count(*) FROM " + table));
}

TEST(Kill, LeavesWholeBatches) {
  TempDir dir;
  const std::string path = dir / "catalog.db";
  std::mt19937 random(20260101);
  int64_t batches = 0;
  unsigned longest = kLongestLifeMilliseconds;
  for (int round = 0; round < kKills; ++round) {
    KillAfter(path, round, 1 + random() % longest);
    { Catalog opens(path); }
    EXPECT_EQ(CatalogReader(path).Stats().servers, 0u);
    ASSERT_EQ(Rows(path, "PRAGMA integrity_check"), "ok\n");
    const int64_t stored = Count(path, "problem") / static_cast<int64_t>(kProblems);
    EXPECT_GE(stored, batches);
    batches = stored;
    if (batches == 0) longest *= 2;  // a slow machine
    const auto whole = [&](size_t of_one) { return batches * static_cast<int64_t>(of_one); };
    EXPECT_EQ(Count(path, "problem"), whole(kProblems));
    EXPECT_EQ(Count(path, "listing"), whole(kListings));
    EXPECT_EQ(Count(path, "sighting"), whole(kListings * kTools));
    EXPECT_EQ(Count(path, "definition"), whole(kListings * kTools));
    EXPECT_EQ(Count(path, "classification"), whole(kListings * kTools));
    EXPECT_EQ(Count(path, "tool_text('get')"), whole(kListings * kTools));
  }
  ASSERT_GT(batches, 0) << "no batch was ever stored";

  // What the killed runs stored is shown by the next one that ends.
  IndexText(path, "docker weather:\n  get_weather: Get the weather.\n");
  const CatalogStats stats = CatalogReader(path).Stats();
  EXPECT_EQ(stats.servers, static_cast<size_t>(batches) * kListings + 1);
  EXPECT_EQ(stats.tools, static_cast<size_t>(batches) * kListings * kTools + 1);
  EXPECT_EQ(CatalogReader(path).Search({.text = "weather"}).size(), 1u);
}

}  // namespace
}  // namespace mcprisk
