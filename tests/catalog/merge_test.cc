// Input: listings in the words of support/catalog_text.h. Output: one line for each server, with
// its listings as "format name".
#include "catalog/merge.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "support/catalog_text.h"

namespace mcprisk {
namespace {

std::vector<MergeListing> Parse(std::string_view text) {
  std::vector<MergeListing> listings;
  for (const JudgedListing& judged : ParseRun(text).listings) {
    const Listing& listing = judged.listing;
    // A name in capitals is one that its author withdrew.
    const bool active = listing.server.name.find("OLD") == std::string::npos;
    listings.push_back({listing.origin.source, listing.server.name, listing.origin.standing, active,
                        listing.server.identities});
  }
  return listings;
}

std::string Print(const std::vector<MergeListing>& listings) {
  std::string text;
  for (const MergedServer& server : MergeListings(listings)) {
    text += server.name + " =";
    for (size_t i : server.listings) {
      text += " " + listings[i].source.format + " " + listings[i].name + ";";
    }
    text += "\n";
  }
  return text;
}

std::string Merged(std::string_view text) { return Print(Parse(text)); }

TEST(Merge, NothingIsNoServer) { EXPECT_EQ(Merged(""), ""); }

TEST(Merge, EachKindOfIdentityJoinsSources) {
  EXPECT_EQ(Merged("registry io.acme/weather: io.acme/weather\n"
                   "mcpm weather: io.acme/weather\n"
                   "toolsdk mail: npm:mail\n"
                   "docker mail: npm:mail\n"
                   "live maps: https://maps.example/mcp\n"
                   "other maps: https://maps.example/mcp\n"
                   "metorial a/b: github.com/a/b\n"
                   "mcpm b: github.com/a/b\n"
                   "mcpm alone: npm:alone\n"),
            "alone = mcpm alone;\n"
            "b = mcpm b; metorial a/b;\n"
            "io.acme/weather = mcpm weather; registry io.acme/weather;\n"
            "mail = docker mail; toolsdk mail;\n"
            "maps = live maps; other maps;\n");
}

TEST(Merge, TheSameNameIsNoIdentity) {
  EXPECT_EQ(Merged("mcpm weather: npm:one\n"
                   "docker weather: npm:two\n"
                   "toolsdk weather: npm:three\n"),
            "weather = docker weather;\n"
            "weather (mcpm) = mcpm weather;\n"
            "weather (toolsdk) = toolsdk weather;\n");
}

TEST(Merge, ChainsAreOneServer) {
  EXPECT_EQ(Merged("registry io.acme/w: io.acme/w npm:w\n"
                   "toolsdk w: npm:w github.com/acme/w\n"
                   "mcpm w: github.com/acme/w\n"),
            "io.acme/w = mcpm w; toolsdk w; registry io.acme/w;\n");
}

TEST(Merge, APackageThatOneHandKeptListNamesTwiceSaysNothingThere) {
  // Two slips of mcpm; the others still find each other.
  EXPECT_EQ(Merged("mcpm chart: npm:chart\n"
                   "mcpm qwen: npm:chart\n"
                   "toolsdk chart: npm:chart\n"
                   "docker chart-server: npm:chart\n"),
            "chart = mcpm chart;\n"
            "chart-server = docker chart-server; toolsdk chart;\n"
            "qwen = mcpm qwen;\n");
}

TEST(Merge, ARemoteThatOneSourceNamesTwiceSaysNothingThere) {
  EXPECT_EQ(Merged("mcpm a: https://gate.example\n"
                   "mcpm b: https://gate.example\n"
                   "other c: https://gate.example\n"
                   "live d: https://gate.example\n"),
            "a = mcpm a;\n"
            "b = mcpm b;\n"
            "d = live d; other c;\n");
}

TEST(Merge, ABundleOfRemotesIsNotTheServersInIt) {
  EXPECT_EQ(
      Merged("registry com.acme/mcp: com.acme/mcp https://a.acme.example https://b.acme.example\n"
             "docker a: https://a.acme.example\n"
             "docker b: https://b.acme.example\n"
             "mcpm a: https://a.acme.example\n"),
      "a = docker a; mcpm a;\n"
      "b = docker b;\n"
      "com.acme/mcp = registry com.acme/mcp;\n");
}

TEST(Merge, TwoRemotesOfOneServerAreNoBundle) {
  EXPECT_EQ(
      Merged("registry com.acme/mcp: com.acme/mcp https://a.acme.example https://b.acme.example\n"
             "docker a: https://a.acme.example\n"
             "mcpm b: https://b.acme.example\n"),
      "com.acme/mcp = docker a; mcpm b; registry com.acme/mcp;\n");
}

TEST(Merge, RemotesDoNotJoinTwoServersOfOneSourceInTwoSteps) {
  EXPECT_EQ(Merged("docker a: https://a.example\n"
                   "mcpm x: https://a.example npm:x\n"
                   "toolsdk x: npm:x https://b.example\n"
                   "docker b: https://b.example\n"),
            "a = docker a; mcpm x; toolsdk x;\n"
            "b = docker b;\n");
}

TEST(Merge, ARegistryThatNamesARemoteTwiceHasARenamedServer) {
  EXPECT_EQ(Merged("registry com.acme/w: com.acme/w https://w.example\n"
                   "registry io.acme/w: io.acme/w https://w.example\n"
                   "mcpm w: https://w.example\n"),
            "com.acme/w = mcpm w; registry com.acme/w; registry io.acme/w;\n");
}

TEST(Merge, PackagesOfOneListingAreOneServer) {
  EXPECT_EQ(Merged("registry com.acme/w: com.acme/w npm:w pypi:w\n"
                   "toolsdk w-npm: npm:w\n"
                   "toolsdk w-pypi: pypi:w\n"),
            "com.acme/w = toolsdk w-npm; toolsdk w-pypi; registry com.acme/w;\n");
}

TEST(Merge, ARegistryThatNamesAPackageTwiceHasARenamedServer) {
  EXPECT_EQ(Merged("registry com.acme/w: com.acme/w npm:w\n"
                   "registry io.github.acme/w: io.github.acme/w npm:w\n"
                   "toolsdk w: npm:w\n"),
            "com.acme/w = toolsdk w; registry com.acme/w; registry io.github.acme/w;\n");
}

TEST(Merge, ARenamedServerGoesByTheNameThatIsActive) {
  EXPECT_EQ(Merged("registry com.acme/OLD: com.acme/OLD npm:w\n"
                   "registry io.github.acme/w: io.github.acme/w npm:w\n"),
            "io.github.acme/w = registry com.acme/OLD; registry io.github.acme/w;\n");
}

TEST(Merge, AMonorepoJoinsNothing) {
  EXPECT_EQ(Merged("mcpm a: github.com/acme/mono\n"
                   "mcpm b: github.com/acme/mono\n"
                   "docker a: github.com/acme/mono\n"
                   "metorial x: github.com/acme/mono\n"),
            "a = docker a;\n"
            "a (mcpm) = mcpm a;\n"
            "b = mcpm b;\n"
            "x = metorial x;\n");
}

TEST(Merge, AMonorepoWithSubfoldersJoinsEach) {
  EXPECT_EQ(Merged("mcpm a: github.com/acme/mono#a\n"
                   "mcpm b: github.com/acme/mono#b\n"
                   "docker one: github.com/acme/mono#a\n"
                   "docker two: github.com/acme/mono#b\n"),
            "one = docker one; mcpm a;\n"
            "two = docker two; mcpm b;\n");
}

TEST(Merge, OneServerListedTwiceInASourceIsNoMonorepo) {
  EXPECT_EQ(Merged("registry com.acme/w: com.acme/w npm:w github.com/acme/w\n"
                   "registry io.acme/w: io.acme/w npm:w github.com/acme/w\n"
                   "mcpm w: github.com/acme/w\n"),
            "com.acme/w = mcpm w; registry com.acme/w; registry io.acme/w;\n");
}

TEST(Merge, ARepositoryDoesNotJoinDifferentRegistryNames) {
  EXPECT_EQ(Merged("registry com.acme/w: com.acme/w github.com/acme/w\n"
                   "other ai.host/acme-w: ai.host/acme-w github.com/acme/w\n"
                   "mcpm w: github.com/acme/w\n"),
            "ai.host/acme-w = other ai.host/acme-w;\n"
            "com.acme/w = registry com.acme/w;\n"
            "w = mcpm w;\n");
}

TEST(Merge, RepositoriesDoNotJoinDifferentRegistryNamesInTwoSteps) {
  EXPECT_EQ(Merged("registry com.acme/w: com.acme/w github.com/acme/w\n"
                   "mcpm w: github.com/acme/w github.com/fork/w\n"
                   "other com.fork/w: com.fork/w github.com/fork/w\n"),
            "com.acme/w = mcpm w; registry com.acme/w;\n"
            "com.fork/w = other com.fork/w;\n");
}

TEST(Merge, RepositoriesDoNotJoinTwoServersOfOneSourceInTwoSteps) {
  EXPECT_EQ(Merged("mcpm a: github.com/a/a\n"
                   "docker both: github.com/a/a github.com/b/b\n"
                   "mcpm b: github.com/b/b\n"),
            "b = mcpm b;\n"
            "both = docker both; mcpm a;\n");
}

TEST(Merge, TwoPlacesOfOneFormatAreTwoSources) {
  std::vector<MergeListing> listings = Parse(
      "mcpm weather: npm:one\n"
      "mcpm weather: npm:two\n");
  listings[1].source.location = "/elsewhere";
  EXPECT_EQ(Print(listings),
            "weather = mcpm weather;\n"
            "weather (mcpm) = mcpm weather;\n");
  listings.push_back({{"mcpm", "/third"}, "weather", Standing::kMcpm, true, {}});
  EXPECT_EQ(Print(listings),
            "weather = mcpm weather;\n"
            "weather (mcpm /third) = mcpm weather;\n"
            "weather (mcpm) = mcpm weather;\n");
}

TEST(Merge, NamesThatImitateOursStayUnique) {
  EXPECT_EQ(Merged("docker weather:\n"
                   "docker weather (mcpm):\n"
                   "docker weather (mcpm /data/mcpm):\n"
                   "mcpm weather:\n"),
            "weather = docker weather;\n"
            "weather (mcpm /data/mcpm) = docker weather (mcpm /data/mcpm);\n"
            "weather (mcpm /data/mcpm)' = mcpm weather;\n"
            "weather (mcpm) = docker weather (mcpm);\n");
}

// Random worlds of few names, so that all guards meet: no order of the listings may matter.
TEST(Merge, TheOrderOfListingsDoesNotMatter) {
  std::mt19937 random(42);
  const auto pick = [&](unsigned count) { return std::to_string(random() % count); };
  for (int world = 0; world < 300; ++world) {
    std::vector<MergeListing> listings;
    for (int i = 0; i < 12; ++i) {
      MergeListing listing{.source = {"format" + pick(3), "/data"},
                           .name = "server" + std::to_string(i),
                           .standing = static_cast<Standing>(random() % 3),
                           .active = random() % 4 != 0,
                           .identities = {}};
      for (int kind = 0; kind < 4; ++kind) {
        if (random() % 3 != 0) continue;
        listing.identities.push_back({static_cast<IdentityKind>(kind), "value" + pick(5)});
      }
      listings.push_back(listing);
    }
    const std::string merged = Print(listings);
    for (int shuffle = 0; shuffle < 5; ++shuffle) {
      std::shuffle(listings.begin(), listings.end(), random);
      ASSERT_EQ(Print(listings), merged) << "world " << world;
    }
  }
}

}  // namespace
}  // namespace mcprisk
