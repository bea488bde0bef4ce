// Replays the seeds of every fuzz target, each also cut short, under whatever sanitizers the tests
// are built with.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "fuzz/targets.h"
#include "support/paths.h"
#include "support/run.h"

namespace mcprisk {
namespace {

namespace fs = std::filesystem;

std::string CorpusDir() { return SourceDir() + "/tests/fuzz/corpus"; }

TEST(FuzzReplay, EverySeedOfEveryTarget) {
  for (const FuzzTarget& target : FuzzTargets()) {
    size_t seeds = 0;
    for (const auto& seed : fs::directory_iterator(CorpusDir() + "/" + std::string(target.name))) {
      const std::string bytes = ReadWholeFile(seed.path());
      for (size_t size = bytes.size(); size > 0; size /= 2) target.run(bytes.substr(0, size));
      ++seeds;
    }
    EXPECT_GE(seeds, 3u) << target.name;
  }
}

TEST(FuzzReplay, EveryCorpusHasItsTarget) {
  std::set<std::string> names;
  for (const FuzzTarget& target : FuzzTargets()) names.emplace(target.name);
  for (const auto& corpus : fs::directory_iterator(CorpusDir())) {
    EXPECT_TRUE(names.contains(corpus.path().filename())) << corpus.path();
  }
}

}  // namespace
}  // namespace mcprisk
