// The seeds of tests/fuzz/corpus/packages, and each of them cut off everywhere.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>

#include "support/paths.h"
#include "support/run.h"

#include "fuzz/packages_fuzz.cc"

namespace mcprisk {
namespace {

TEST(PackagesFuzz, ReplaysItsSeeds) {
  std::set<std::string> seeds;
  for (const auto& entry :
       std::filesystem::directory_iterator(SourceDir() + "/tests/fuzz/corpus/packages")) {
    seeds.insert(entry.path().string());
  }
  ASSERT_EQ(seeds.size(), 6U);
  for (const std::string& seed : seeds) {
    const std::string text = ReadWholeFile(seed);
    for (size_t size = 0; size <= text.size(); ++size) {
      LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(text.data()), size);
    }
  }
}

}  // namespace
}  // namespace mcprisk
