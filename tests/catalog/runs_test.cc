// Long on purpose: one table of runs, each read against the states of the ones before it.
// What runs leave in the catalog. Input: runs in the words of support/catalog_text.h. Output: the
// dump of all that is stored, or the lines of it that matter.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "base/text.h"
#include "catalog/catalog.h"
#include "catalog/reader.h"
#include "support/catalog_text.h"
#include "support/paths.h"

namespace mcprisk {
namespace {

constexpr char kWorld[] =
    "registry io.acme/weather: io.acme/weather npm:weather\n"
    "  ?\n"
    "mcpm weather: npm:weather github.com/acme/weather\n"
    "  get_weather: Get the weather.\n"
    "  delete_city: Forget a city.\n"
    "toolsdk mail: npm:mail\n"
    "  get_mail: Get it.\n"
    "! mcpm broken.json: not JSON\n";

class Runs : public testing::Test {
 protected:
  // The lines of the dump that begin with `kind`.
  std::string Lines(std::string_view kind) const {
    std::string lines;
    const std::string dump = DumpCatalog(path_);
    for (std::string_view line : Split(dump, '\n')) {
      if (line.starts_with(std::string(kind) + "|")) lines += std::string(line) + "\n";
    }
    return lines;
  }
  std::string Sightings() const { return Lines("sighting"); }
  std::string Changes() const { return Lines("change"); }

  int64_t IdOf(const std::string& server) const {
    const std::vector<CatalogServer> found = CatalogReader(path_).FindServers(server, 2);
    return found.size() == 1 ? found[0].id : -1;
  }

  TempDir dir_;
  const std::string path_ = dir_ / "catalog.db";
};

TEST_F(Runs, TheFirstStoresAllThatItIsShown) {
  const MergeReport report = IndexText(path_, kWorld);
  EXPECT_EQ(report.listings, 3u);
  EXPECT_EQ(report.servers, 2u);
  EXPECT_EQ(report.merged_servers, 1u);
  EXPECT_EQ(report.merged_sources, 1u);
  EXPECT_EQ(
      DumpCatalog(path_),
      "run|1|2026-01-01T00:00:00Z|later|complete|6c621d|0.1.0\n"
      "source|mcpm|/data/mcpm|1 records|2 tools read|1 problems|run 1\n"
      "source|registry|/data/registry|1 records|0 tools read|0 problems|run 1\n"
      "source|toolsdk|/data/toolsdk|1 records|1 tools read|0 problems|run 1\n"
      "server|io.acme/weather|2 listings|2 sources|\n"
      "server|mail|1 listings|1 sources|\n"
      "listing|mcpm|weather|io.acme/weather|standing 3|tools known|1-1|open|The "
      "weather||1.0|active|"
      "[\"stdio\"]||line 3|settled\n"
      "listing|registry|io.acme/weather|io.acme/weather|standing 9|tools unknown|1-1|open|"
      "The io.acme/weather||1.0|active|[\"stdio\"]||line 1|settled\n"
      "listing|toolsdk|mail|mail|standing 5|tools known|1-1|open|The mail||1.0|active|[\"stdio\"]||"
      "line 6|settled\n"
      "identity|mcpm|weather|1|npm:weather\n"
      "identity|mcpm|weather|3|github.com/acme/weather\n"
      "identity|registry|io.acme/weather|0|io.acme/weather\n"
      "identity|registry|io.acme/weather|1|npm:weather\n"
      "identity|toolsdk|mail|1|npm:mail\n"
      "definition|delete_city|f3ab47|-|Forget a city.|-|-|-\n"
      "definition|get_mail|ac9933|-|Get it.|-|-|-\n"
      "definition|get_weather|040c2d|-|Get the weather.|-|-|-\n"
      "classification|delete_city|f3ab47|6c621d|3|3|0.75|name, "
      "description|[\"deletes-data\",\"bulk\"]|"
      "So says its name.|[[\"name\",0,6,\"delete\",\"category/delete\"]]||[]|[\"Starts there\"]\n"
      "classification|get_mail|ac9933|6c621d|0|0|0.75|name, description|[]|So says its name.|"
      "[[\"name\",0,3,\"get\",\"category/get\"]]||[]|[\"Starts there\"]\n"
      "classification|get_weather|040c2d|6c621d|0|0|0.75|name, description|[]|So says its name.|"
      "[[\"name\",0,3,\"get\",\"category/get\"]]||[]|[\"Starts there\"]\n"
      "finding|delete_city|f3ab47|6c621d|0|warning/harsh|3|It is harsh|"
      "[[\"name\",0,6,\"delete\",\"category/delete\"]]\n"
      "sighting|mcpm|weather|delete_city|f3ab47|1|open|stands\n"
      "sighting|mcpm|weather|get_weather|040c2d|1|open|stands\n"
      "sighting|toolsdk|mail|get_mail|ac9933|1|open|stands\n"
      "problem|mcpm|broken.json|not JSON|1-1\n");
  EXPECT_EQ(DumpStanding(path_),
            "io.acme/weather / delete_city: Destructive Critical, from mcpm\n"
            "io.acme/weather / get_weather: Read Low, from mcpm\n"
            "mail / get_mail: Read Low, from toolsdk\n");
}

TEST_F(Runs, TheSameAgainChangesOnlyWhenItWasSeen) {
  IndexText(path_, kWorld);
  std::string expected = DumpCatalog(path_);
  expected = ReplaceAll(expected, "|1-1", "|1-2");
  expected = ReplaceAll(expected, "|run 1\n", "|run 2\n");
  expected = ReplaceAll(expected, "source|mcpm|",
                        "run|2|2026-01-01T00:00:00Z|later|complete|6c621d|0.1.0\nsource|mcpm|");
  IndexText(path_, kWorld);
  EXPECT_EQ(DumpCatalog(path_), expected);
}

TEST_F(Runs, TheOrderOfListingsDoesNotMatter) {
  RunInput input = ParseRun(
      "registry io.acme/weather: io.acme/weather npm:weather\n"
      "  ?\n"
      "mcpm weather: npm:weather\n"
      "  get_weather: Get the weather.\n"
      "docker weather: npm:weather\n"
      "  get_weather: Docker says so.\n"
      "metorial weather: npm:weather\n"
      "  get_weather: Metorial says so.\n"
      "  run_weather: Make it.\n"
      "one shared: pypi:shared\n"
      "  get_it: One's.\n"
      "two shared: pypi:shared\n"
      "  get_it: Two's.\n"
      "mcpm shared:\n"
      "  pay_it: Other.\n");
  IndexRun(path_, input, input.sources);
  const std::string dump = DumpCatalog(path_);
  EXPECT_EQ(DumpStanding(path_),
            "io.acme/weather / get_weather: Read Low, from docker\n"
            "io.acme/weather / run_weather: Execute High, from metorial\n"
            "shared / pay_it: Financial Critical, from mcpm\n"
            "shared (one) / get_it: Read Low, from one\n");
  std::mt19937 random(7);
  for (int i = 0; i < 10; ++i) {
    std::shuffle(input.listings.begin(), input.listings.end(), random);
    const std::string other = dir_ / ("other" + std::to_string(i));
    IndexRun(other, input, input.sources);
    EXPECT_EQ(DumpCatalog(other), dump);
  }
}

TEST_F(Runs, TheOrderOfRunsDoesNotMatterWhereStandingsDiffer) {
  const std::string registry = "registry io.acme/weather: io.acme/weather npm:weather\n  ?\n";
  const std::string docker = "docker weather: npm:weather\n  get_weather: Docker's.\n";
  const std::string mcpm = "mcpm w: npm:weather\n  get_weather: Mcpm's.\n  run_it: Run.\n";
  const std::string expected =
      "io.acme/weather / get_weather: Read Low, from docker\n"
      "io.acme/weather / run_it: Execute High, from mcpm\n";
  std::vector<std::string> texts = {docker, mcpm, registry};
  do {
    const std::string path = dir_ / ("c" + std::to_string(Sha256(texts[0] + texts[1]).bytes[0]));
    for (const std::string& text : texts) IndexText(path, text);
    EXPECT_EQ(DumpStanding(path), expected);
    EXPECT_EQ(Rows(path, "SELECT name, listings, sources FROM server WHERE listings > 0"),
              "io.acme/weather|3|3\n");
  } while (std::next_permutation(texts.begin(), texts.end()));
}

TEST_F(Runs, OfEqualStandingsTheNewestRunIsBelieved) {
  IndexText(path_, "one it: npm:it\n  get_it: One's.\n");
  IndexText(path_, "two it: npm:it\n  get_it: Two's.\n");
  EXPECT_EQ(DumpStanding(path_), "it / get_it: Read Low, from two\n");
  IndexText(path_, "one it: npm:it\n  get_it: One's.\n");
  EXPECT_EQ(DumpStanding(path_), "it / get_it: Read Low, from one\n");
}

TEST_F(Runs, AChangedDefinitionIsHistory) {
  IndexText(path_, "mcpm weather:\n  get_weather: Get the weather.\n");
  IndexText(path_, "mcpm weather:\n  get_weather: Get the weather, and mail it.\n");
  EXPECT_EQ(Sightings(),
            "sighting|mcpm|weather|get_weather|040c2d|1|gone 2|-\n"
            "sighting|mcpm|weather|get_weather|13003b|2|open|stands\n");
  EXPECT_EQ(Changes(), "change|2|mcpm|weather|get_weather|changed|040c2d|13003b\n");
  IndexText(path_, "mcpm weather:\n  get_weather: Get the weather.\n");
  EXPECT_EQ(Sightings(),
            "sighting|mcpm|weather|get_weather|040c2d|1|gone 2|-\n"
            "sighting|mcpm|weather|get_weather|13003b|2|gone 3|-\n"
            "sighting|mcpm|weather|get_weather|040c2d|3|open|stands\n");
  EXPECT_EQ(CatalogReader(path_).ToolsByName("get_weather", 9)[0].tool.description,
            "Get the weather.");
}

TEST_F(Runs, AnAddedToolIsAChangeOfAKnownListingOnly) {
  IndexText(path_, "mcpm weather:\n  get_weather: Get the weather.\n");
  IndexText(path_,
            "mcpm weather:\n  get_weather: Get the weather.\n  run_it: Run.\nmcpm new:\n"
            "  get_it: Get it.\n");
  EXPECT_EQ(Changes(), "change|2|mcpm|weather|run_it|added|-|d7df79\n");
}

TEST_F(Runs, ARemovedToolClosesOnlyWhenItsSourceWasComplete) {
  IndexText(path_, "mcpm weather:\n  get_weather: Get the weather.\n  run_it: Run.\n");
  const RunInput less = ParseRun("mcpm weather:\n  get_weather: Get the weather.\n");
  IndexRun(path_, less, {});
  EXPECT_EQ(Sightings(),
            "sighting|mcpm|weather|get_weather|040c2d|1|open|stands\n"
            "sighting|mcpm|weather|run_it|d7df79|1|open|stands\n");
  EXPECT_TRUE(Lines("listing").ends_with("|not settled\n"));
  IndexRun(path_, less, less.sources);
  EXPECT_EQ(Sightings(),
            "sighting|mcpm|weather|get_weather|040c2d|1|open|stands\n"
            "sighting|mcpm|weather|run_it|d7df79|1|gone 3|-\n");
  EXPECT_EQ(Changes(), "change|3|mcpm|weather|run_it|removed|d7df79|-\n");
  EXPECT_TRUE(Lines("listing").ends_with("|settled\n"));
  EXPECT_EQ(DumpStanding(path_), "weather / get_weather: Read Low, from mcpm\n");
}

TEST_F(Runs, AListingThatIsGoneMayComeBack) {
  IndexText(path_,
            "mcpm weather:\n  get_weather: Get the weather.\nmcpm mail:\n  get_mail: Get it.\n");
  const int64_t id = IdOf("weather");
  IndexText(path_, "mcpm mail:\n  get_mail: Get it.\n");
  EXPECT_EQ(IdOf("weather"), -1);
  EXPECT_EQ(DumpStanding(path_), "mail / get_mail: Read Low, from mcpm\n");
  EXPECT_EQ(Lines("server"),
            "server|mail|1 listings|1 sources|\n"
            "server|weather|0 listings|0 sources|\n");
  EXPECT_EQ(Changes(), "change|2|mcpm|weather|get_weather|removed|040c2d|-\n");
  IndexText(path_,
            "mcpm weather:\n  get_weather: Get the weather.\nmcpm mail:\n  get_mail: Get it.\n");
  EXPECT_EQ(IdOf("weather"), id);
  EXPECT_EQ(Sightings(),
            "sighting|mcpm|mail|get_mail|ac9933|1|open|stands\n"
            "sighting|mcpm|weather|get_weather|040c2d|1|gone 2|-\n"
            "sighting|mcpm|weather|get_weather|040c2d|3|open|stands\n");
  EXPECT_EQ(Changes(),
            "change|2|mcpm|weather|get_weather|removed|040c2d|-\n"
            "change|3|mcpm|weather|get_weather|added|-|040c2d\n");
}

TEST_F(Runs, ACompleteSourceThatShowsNothingLosesAll) {
  IndexText(path_,
            "mcpm weather:\n  get_weather: Get the weather.\ndocker mail:\n  get_mail: Get it.\n");
  IndexText(path_, "", {{"mcpm", "/data/mcpm"}, {"never", "/data/seen"}});
  EXPECT_EQ(DumpStanding(path_), "mail / get_mail: Read Low, from docker\n");
}

TEST_F(Runs, ToolsThatBecomeUnknownStay) {
  IndexText(path_, "mcpm weather:\n  get_weather: Get the weather.\n");
  IndexText(path_, "mcpm weather:\n  ?\n");
  IndexText(path_, "mcpm weather:\n  ?\n");
  EXPECT_EQ(DumpStanding(path_), "weather / get_weather: Read Low, from mcpm\n");
  EXPECT_EQ(Changes(), "");
  EXPECT_NE(Lines("listing").find("|tools known|1-3|open|"), std::string::npos);
}

TEST_F(Runs, AnEmptyListOfToolsIsKnownAndClosesThem) {
  IndexText(path_, "mcpm weather:\n  get_weather: Get the weather.\n");
  IndexText(path_, "mcpm weather:\n");
  EXPECT_EQ(DumpStanding(path_), "");
  EXPECT_NE(Lines("listing").find("|tools known|1-2|open|"), std::string::npos);
}

constexpr char kTwoRecords[] =
    "mcpm weather: npm:weather\n"
    "  get_weather: Get the weather.\n"
    "mcpm weather: npm:weather-2\n"
    "  get_weather: A later one of this name.\n"
    "  run_it: Run.\n";

TEST_F(Runs, TwoRecordsOfOneServerAreOneListing) {
  IndexText(path_, kTwoRecords);
  const std::string sightings =
      "sighting|mcpm|weather|get_weather|040c2d|1|open|stands\n"
      "sighting|mcpm|weather|run_it|d7df79|1|open|stands\n";
  EXPECT_EQ(Sightings(), sightings);
  EXPECT_EQ(Lines("identity"),
            "identity|mcpm|weather|1|npm:weather\n"
            "identity|mcpm|weather|1|npm:weather-2\n");
  EXPECT_EQ(Rows(path_, "SELECT records, tools_read FROM source"), "2|3\n");
  // The definition that lost is there all the same, with its judgement: another server may show it.
  EXPECT_EQ(Rows(path_,
                 "SELECT count(*) FROM definition JOIN classification ON definition_id = "
                 "definition.id WHERE name = 'get_weather'"),
            "2\n");
  for (int i = 0; i < 2; ++i) {
    IndexText(path_, kTwoRecords);
    EXPECT_EQ(Sightings(), sightings);
    EXPECT_EQ(Changes(), "");
    EXPECT_TRUE(Lines("listing").ends_with("|settled\n"));
  }
}

TEST_F(Runs, OfTwoRecordsOneMayLoseATool) {
  IndexText(path_, kTwoRecords);
  IndexText(path_,
            "mcpm weather: npm:weather\n"
            "  get_weather: Get the weather.\n"
            "mcpm weather: npm:weather-2\n"
            "  ?\n");
  EXPECT_EQ(Changes(), "change|2|mcpm|weather|run_it|removed|d7df79|-\n");
  IndexText(path_, "mcpm weather: npm:weather\n  get_weather: Get the weather.\n");
  EXPECT_EQ(Lines("identity"), "identity|mcpm|weather|1|npm:weather\n");
  EXPECT_EQ(DumpStanding(path_), "weather / get_weather: Read Low, from mcpm\n");
}

TEST_F(Runs, AnInterruptedRunKeepsAndClosesNothing) {
  IndexText(path_, kWorld);
  InterruptText(path_,
                "mcpm weather: npm:weather\n  get_weather: Now.\ndocker new:\n  run_it: Run.\n");
  EXPECT_EQ(Rows(path_, "SELECT id, state, finished FROM run"),
            "1|complete|later\n2|interrupted|later\n");
  EXPECT_EQ(DumpStanding(path_),
            "io.acme/weather / delete_city: Destructive Critical, from mcpm\n"
            "io.acme/weather / get_weather: Read Low, from mcpm\n"
            "mail / get_mail: Read Low, from toolsdk\n"
            "new / run_it: Execute High, from docker\n");
}

TEST_F(Runs, AnInterruptedFirstRunIsACatalog) {
  InterruptText(path_, kWorld);
  EXPECT_EQ(CatalogReader(path_).Stats().tools, 3u);
  EXPECT_EQ(CatalogReader(path_).ToolsByName("get_mail", 9).size(), 1u);
}

// Ends without Finish once a batch is committed: what kill -9 leaves.
void LeaveUnfinished(const std::string& path, const RunInput& input) {
  Catalog catalog(path);
  catalog.BeginRun(Sha256("rules"), "0.1.0", "then");
  for (const JudgedListing& listing : input.listings) catalog.Add(listing);
  for (size_t i = 0; i < kToolsPerTransaction; ++i) {
    catalog.AddProblem({"mcpm", "/data/mcpm"}, {"file" + std::to_string(i), "not JSON"});
  }
}

TEST_F(Runs, AnUnfinishedFirstRunShowsNothingAndIsContinued) {
  const RunInput input = ParseRun(kWorld);
  LeaveUnfinished(path_, input);
  EXPECT_EQ(Rows(path_, "SELECT count(*) FROM listing"), "3\n");
  EXPECT_EQ(DumpStanding(path_), "");
  EXPECT_EQ(CatalogReader(path_).Stats().tools, 0u);
  EXPECT_TRUE(CatalogReader(path_).ToolsByName("get_mail", 9).empty());
  EXPECT_TRUE(CatalogReader(path_).Search({.text = "mail"}).empty());
  IndexText(path_, kWorld);
  EXPECT_EQ(Rows(path_, "SELECT state FROM run"), "running\ncomplete\n");
  EXPECT_EQ(Rows(path_, "SELECT count(*) FROM definition"), "3\n");
  EXPECT_EQ(CatalogReader(path_).Stats().tools, 3u);
  EXPECT_EQ(CatalogReader(path_).Stats().problems, 1u);
}

TEST_F(Runs, AnUnfinishedLaterRunLeavesWhatStood) {
  IndexText(path_, kWorld);
  LeaveUnfinished(path_, ParseRun("mcpm weather: npm:weather\n  get_weather: Now.\n"
                                  "docker new:\n  run_it: Run.\n"));
  EXPECT_EQ(DumpStanding(path_),
            "io.acme/weather / delete_city: Destructive Critical, from mcpm\n"
            "io.acme/weather / get_weather: Read Low, from mcpm\n"
            "mail / get_mail: Read Low, from toolsdk\n");
}

// A listing of so many tools that the run does without some indices until its end.
RunInput ManyTools() {
  RunInput input = ParseRun(
      "docker many:\n"
      "  get_weather: Get the weather.\n"
      "docker more:\n"
      "  get_17: Get it.\n"
      "  run_it: Run.\n");
  for (size_t i = 0; i < kToolsPerTransaction; ++i) {
    input.listings[0].tools.push_back(MakeJudgedTool("get_" + std::to_string(i), "Get it."));
  }
  return input;
}

constexpr char kBulkIndices[] =
    "SELECT count(*) FROM sqlite_schema WHERE name IN ('definition_by_digest', 'sighting_by_name')";

TEST_F(Runs, ALargeLaterRunKeepsDefinitionsUnique) {
  IndexText(path_, kWorld);
  const RunInput many = ManyTools();
  IndexRun(path_, many, many.sources);
  const std::string definitions = std::to_string(kToolsPerTransaction + 4) + "\n";
  EXPECT_EQ(Rows(path_, "SELECT count(*) FROM definition"), definitions);
  EXPECT_EQ(Rows(path_, "SELECT count(DISTINCT digest) FROM definition"), definitions);
  EXPECT_EQ(Rows(path_, kBulkIndices), "2\n");
  EXPECT_EQ(CatalogReader(path_).ToolsByName("get_17", 9).size(), 2u);
}

TEST_F(Runs, AnUnfinishedLargeLaterRunIsContinued) {
  IndexText(path_, kWorld);
  {
    Catalog catalog(path_);
    catalog.BeginRun(Sha256("rules"), "0.1.0", "then");
    // The first batch is large; the second one, without the indices, is stored as well.
    for (const JudgedListing& listing : ManyTools().listings) catalog.Add(listing);
    for (size_t i = 0; i < kToolsPerTransaction; ++i) {
      catalog.AddProblem({"docker", "/data/docker"}, {"file" + std::to_string(i), "not JSON"});
    }
  }
  EXPECT_EQ(Rows(path_, kBulkIndices), "0\n");
  EXPECT_EQ(CatalogReader(path_).ToolsByName("get_mail", 9).size(), 1u);
  const RunInput many = ManyTools();
  IndexRun(path_, many, many.sources);
  EXPECT_EQ(Rows(path_, kBulkIndices), "2\n");
  EXPECT_EQ(Rows(path_, "SELECT count(*) - count(DISTINCT digest) FROM definition"), "0\n");
  EXPECT_EQ(Changes(), "");
}

TEST_F(Runs, ANewRuleSetJudgesAgain) {
  IndexText(path_, "mcpm weather:\n  get_weather: Get the weather.\n", {}, "old rules");
  const auto judged = [&](const std::string& rules) {
    Catalog catalog(path_);
    catalog.BeginRun(Sha256(rules), "0.1.0", "then");
    return catalog.JudgedDefinitions();
  };
  const Digest weather = MakeJudgedTool("get_weather", "Get the weather.").tool.digest;
  EXPECT_EQ(judged("old rules"), (std::unordered_set<Digest, DigestHash>{weather}));
  EXPECT_TRUE(judged("new rules").empty());

  RunInput input = ParseRun("mcpm weather:\n  get_weather: Get the weather.\n");
  input.listings[0].tools[0].classification->risk = Risk::kHigh;
  {
    Catalog catalog(path_);
    catalog.BeginRun(Sha256("new rules"), "0.2.0", "then");
    catalog.Add(input.listings[0]);
    catalog.Finish({}, "later");
  }
  EXPECT_EQ(Rows(path_, "SELECT risk FROM classification ORDER BY id"), "0\n2\n");
  EXPECT_EQ(Changes(), "");
  EXPECT_EQ(DumpStanding(path_), "weather / get_weather: Read High, from mcpm\n");
  EXPECT_EQ(CatalogReader(path_).Riskiest(1)[0].classification.risk, Risk::kHigh);
  EXPECT_EQ(CatalogReader(path_).Stats().by_risk[2], 1u);
  EXPECT_EQ(CatalogReader(path_).Stats().ruleset, Sha256("new rules").Hex());
  EXPECT_EQ(CatalogReader(path_).Stats().program_version, "0.2.0");

  // Back to the old one: nothing to judge, and it is in force again.
  input.listings[0].tools[0].classification.reset();
  {
    Catalog catalog(path_);
    catalog.BeginRun(Sha256("old rules"), "0.1.0", "then");
    catalog.Add(input.listings[0]);
    catalog.Finish({}, "later");
  }
  EXPECT_EQ(DumpStanding(path_), "weather / get_weather: Read Low, from mcpm\n");
  EXPECT_EQ(CatalogReader(path_).Stats().by_risk[0], 1u);
}

TEST_F(Runs, ServersKeepTheirIds) {
  IndexText(path_, "mcpm weather: npm:weather\n  get_it: One.\ndocker w: pypi:w\n  run_it: Two.\n");
  const int64_t weather = IdOf("weather");
  const int64_t w = IdOf("w");
  ASSERT_LT(w, weather);
  // A third listing says that they are one.
  IndexText(path_, "registry io.acme/w: io.acme/w npm:weather pypi:w\n  ?\n");
  EXPECT_EQ(IdOf("io.acme/w"), w);
  EXPECT_EQ(CatalogReader(path_).ServerById(weather)->id, w);
  EXPECT_EQ(CatalogReader(path_).ServerById(weather)->name, "io.acme/w");
  EXPECT_EQ(Lines("server"),
            "server|io.acme/w|3 listings|3 sources|\n"
            "server|weather|0 listings|0 sources|merged into io.acme/w\n");
  IndexText(path_, "registry io.acme/w: io.acme/w npm:weather pypi:w\n  ?\n");
  EXPECT_EQ(IdOf("io.acme/w"), w);
  // It is gone: the id stays with the oldest listing, mcpm's, and docker's is a new server.
  IndexText(path_, "", {{"registry", "/data/registry"}});
  EXPECT_EQ(IdOf("weather"), w);
  EXPECT_GT(IdOf("w"), weather);
  EXPECT_EQ(DumpStanding(path_),
            "w / run_it: Execute High, from docker\n"
            "weather / get_it: Read Low, from mcpm\n");
}

TEST_F(Runs, WhatWasOutdoneStandsAgainWhenTheBetterSourceIsGone) {
  IndexText(path_,
            "mcpm weather: npm:weather\n  get_it: Mcpm's.\n"
            "docker weather: npm:weather\n  get_it: Docker's.\n");
  EXPECT_EQ(DumpStanding(path_), "weather / get_it: Read Low, from docker\n");
  IndexText(path_, "docker other:\n  run_it: Run.\n");
  EXPECT_EQ(DumpStanding(path_),
            "other / run_it: Execute High, from docker\n"
            "weather / get_it: Read Low, from mcpm\n");
}

TEST_F(Runs, ProblemsStandUntilTheirSourceIsReadWithoutThem) {
  IndexText(path_, "! mcpm a.json: not JSON\n! mcpm b.json: no name\n! mcpm a.json: not JSON\n");
  EXPECT_EQ(Rows(path_, "SELECT problems FROM source"), "2\n");
  EXPECT_EQ(CatalogReader(path_).Problems(9).size(), 2u);
  IndexText(path_, "! mcpm b.json: no name\n! docker c.json: not JSON\n");
  const std::vector<StoredProblem> problems = CatalogReader(path_).Problems(9);
  ASSERT_EQ(problems.size(), 2u);
  EXPECT_EQ(problems[0].source.format + " " + problems[0].place + " " + problems[0].what,
            "docker c.json not JSON");
  EXPECT_EQ(problems[1].source.format + " " + problems[1].place + " " + problems[1].what,
            "mcpm b.json no name");
  EXPECT_EQ(CatalogReader(path_).Stats().problems, 2u);
  EXPECT_EQ(CatalogReader(path_).Problems(1).size(), 1u);
}

TEST_F(Runs, RecordsThatWereLostToProblemsWereRead) {
  RunInput input =
      ParseRun("mcpm weather:\n! mcpm broken.json: not JSON\n! mcpm half.json: cut off\n");
  input.problems[0].second.lost_records = 1;
  IndexRun(path_, input, input.sources);
  EXPECT_EQ(Rows(path_, "SELECT records, problems FROM source"), "2|2\n");
}

TEST_F(Runs, OneCatalogMayHoldSeveralRuns) {
  Catalog catalog(path_);
  for (int i = 0; i < 3; ++i) {
    catalog.BeginRun(Sha256("rules"), "0.1.0", "then");
    for (const JudgedListing& listing : ParseRun(kWorld).listings) catalog.Add(listing);
    EXPECT_EQ(catalog.Finish({}, "later").servers, 2u);
  }
  EXPECT_EQ(Rows(path_, "SELECT count(*) FROM run"), "3\n");
  EXPECT_EQ(Changes(), "");
}

TEST_F(Runs, HostileTextIsStoredAsItIs) {
  RunInput input = ParseRun("mcpm weather:\n  get_weather: Get the weather.\n");
  JudgedListing& judged = input.listings[0];
  const std::string hostile = std::string("'); DROP TABLE run; --\0\x1b[31m\xe2\x80\xae\xff", 31);
  judged.listing.server.name = hostile;
  judged.listing.server.description = hostile;
  judged.listing.server.identities = {{IdentityKind::kPackage, hostile}};
  judged.tools[0].tool.description = hostile;
  judged.tools[0].classification->rationale = hostile;
  IndexRun(path_, input, input.sources);
  CatalogReader reader(path_);
  const std::vector<CatalogServer> servers = reader.FindServers(hostile, 9);
  ASSERT_EQ(servers.size(), 1u);
  EXPECT_EQ(servers[0].name, hostile);
  EXPECT_EQ(servers[0].description, hostile);
  const std::vector<CatalogTool> tools = reader.ToolsOfServer(servers[0].id);
  ASSERT_EQ(tools.size(), 1u);
  EXPECT_EQ(tools[0].tool.description, hostile);
  EXPECT_EQ(tools[0].classification.rationale, hostile);
}

}  // namespace
}  // namespace mcprisk
