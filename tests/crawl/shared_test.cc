// The real data beside the checkout, counted.
#include <gtest/gtest.h>

#include <set>

#include "support/gather.h"

namespace mcprisk {
namespace {

// "servers, records, servers with tools, tools, tool entries read, problems"
std::string CountsOf(const std::string& path) {
  Gathered gathered = Gather({SharedDir() + "/data/" + path});
  std::set<std::string> names;
  std::set<std::string> with_tools;
  size_t records = 0;
  size_t tools = 0;
  size_t read = 0;
  for (const Listing& listing : gathered.listings) {
    names.insert(listing.server.name);
    records += listing.records;
    read += listing.tools_read;
    if (!listing.tools || listing.tools->empty()) continue;
    with_tools.insert(listing.server.name);
    tools += listing.tools->size();
  }
  return std::to_string(names.size()) + " servers of " + std::to_string(records) + " records, " +
         std::to_string(with_tools.size()) + " with " + std::to_string(tools) + " tools of " +
         std::to_string(read) + " read, " + std::to_string(gathered.problems.size()) + " problems";
}

class SharedData : public testing::Test {
 protected:
  void SetUp() override {
    if (!HasShared()) GTEST_SKIP() << "no data at " << SharedDir();
  }
};

TEST_F(SharedData, IsReadWhole) {
  EXPECT_EQ(CountsOf("toolsdk"),
            "4548 servers of 4548 records, 814 with 8010 tools of 8010 read, 0 problems");
  EXPECT_EQ(CountsOf("mcpm"),
            "380 servers of 380 records, 261 with 2247 tools of 2247 read, 0 problems");
  EXPECT_EQ(CountsOf("live"),
            "20 servers of 20 records, 20 with 265 tools of 265 read, 0 problems");
  EXPECT_EQ(CountsOf("policylayer-starter-policies.json"),
            "53 servers of 53 records, 53 with 967 tools of 967 read, 0 problems");
}

TEST_F(SharedData, HasToolsOfDockerInTwoPlaces) {
  // 755 tools of 28 servers in tools.json, and 5 of 3 servers in server.yaml.
  EXPECT_EQ(CountsOf("docker"),
            "328 servers of 328 records, 31 with 760 tools of 760 read, 0 problems");
}

TEST_F(SharedData, RepeatsSomeToolsOfMetorial) {
  EXPECT_EQ(CountsOf("metorial-catalog.tar.xz"),
            "5518 servers of 5518 records, 1435 with 11915 tools of 11923 read, 8 problems");
}

TEST_F(SharedData, HasRegistryRecordsOfTwoAges) {
  EXPECT_EQ(CountsOf("official/servers-2025-12-18.json"),
            "1108 servers of 2794 records, 0 with 0 tools of 0 read, 0 problems");
  // Of 471 records, 7 are empty: no name, no version, no repository.
  EXPECT_EQ(CountsOf("official/seed-2025-05-16.json"),
            "464 servers of 464 records, 0 with 0 tools of 0 read, 7 problems");
}

TEST_F(SharedData, HasAllDefinitionsAsLines) {
  // Three servers give two definitions of one name.
  EXPECT_EQ(CountsOf("real-tools.jsonl.xz"),
            "2143 servers of 2155 records, 2143 with 18704 tools of 18707 read, 3 problems");
}

}  // namespace
}  // namespace mcprisk
