// What a grader is told of changes, and when: complete, interrupted and killed runs, servers that
// go and come back.
#include <gtest/gtest.h>

#include "base/text.h"
#include "catalog/catalog.h"
#include "catalog/reader.h"
#include "support/catalog_text.h"
#include "support/paths.h"

namespace mcprisk {
namespace {

std::string ToolsText(const Listing& listing) {
  if (!listing.tools) return "?";
  std::string text;
  for (const Tool& tool : *listing.tools) {
    text += (text.empty() ? "" : ", ") + tool.name + "=" + tool.description.value_or("-");
  }
  return "{" + text + "}";
}

class History : public testing::Test {
 protected:
  // Runs one index of `text` whose grader writes down what it is told.
  std::string Run(const std::string& text, bool complete = true) {
    std::string told;
    Grader grader;
    grader.version = 3;
    grader.grade = [&](const ChangedListing& changed) {
      told += changed.after.server.name + ": " + ToolsText(changed.before) + " -> " +
              ToolsText(changed.after);
      if (changed.was_open != changed.is_open) told += changed.is_open ? " back" : " gone";
      for (const std::string& name : changed.names_elsewhere) told += " elsewhere " + name;
      told += "\n";
      ChangeEvent event;
      event.tool = "get_it";
      event.kind = "tool.added";
      event.severity = Severity::kHigh;
      event.old_version = changed.before.server.version;
      return std::vector<ChangeEvent>{event};
    };
    const RunInput input = ParseRun(text);
    Catalog catalog(path_);
    catalog.BeginRun(Sha256("rules"), "0.1.0", "2026-01-0" + std::to_string(++run_) + "T00:00:00Z");
    for (const JudgedListing& listing : input.listings) catalog.Add(listing);
    if (complete) {
      catalog.Finish(input.sources, "later", grader);
    } else {
      catalog.Interrupt("later", grader);
    }
    return told;
  }

  TempDir dir_;
  const std::string path_ = dir_ / "catalog.db";
  int run_ = 0;
};

constexpr char kOne[] = "mcpm notes: npm:notes\n  get_it: Gets.\n  run_it: Runs.\n";

TEST_F(History, TheFirstSightAndTheSameAgainTellNothing) {
  EXPECT_EQ(Run(kOne), "");
  EXPECT_EQ(Run(kOne), "");
  EXPECT_EQ(Rows(path_, "SELECT count(*) FROM listing_history"), "0\n");
}

TEST_F(History, AChangeIsToldOnce) {
  Run(kOne);
  EXPECT_EQ(Run("mcpm notes: npm:notes\n  get_it: Gets all.\n  run_it: Runs.\n"),
            "notes: {get_it=Gets., run_it=Runs.} -> {get_it=Gets all., run_it=Runs.}\n");
  EXPECT_EQ(Run("mcpm notes: npm:notes\n  get_it: Gets all.\n  run_it: Runs.\n"), "");
  const ChangePage page = CatalogReader(path_).Changes({});
  ASSERT_EQ(page.changes.size(), 1u);
  EXPECT_EQ(page.changes[0].seen, "2026-01-02T00:00:00Z");
  EXPECT_EQ(page.changes[0].server, "notes");
  EXPECT_EQ(page.changes[0].event.old_version, "1.0");
  EXPECT_EQ(
      Rows(path_, "SELECT old_definition_id IS NULL, new_definition_id, table_version FROM change"),
      "0|3|3\n");
}

TEST_F(History, AnInterruptedRunRemovesNothing) {
  Run(kOne);
  const std::string less = "mcpm notes: npm:notes\n  get_it: Gets.\n";
  EXPECT_EQ(Run(less, /*complete=*/false), "notes: ? -> ?\n");
  EXPECT_EQ(Run(less), "notes: {get_it=Gets., run_it=Runs.} -> {get_it=Gets.}\n");
}

TEST_F(History, AServerThatGoesAndComesBack) {
  Run(kOne);
  const std::string other = "mcpm other: npm:other\n  list_it: Lists.\n";
  EXPECT_EQ(Run(other), "notes: {get_it=Gets., run_it=Runs.} -> {} gone\n");
  EXPECT_EQ(Run(other), "");
  // It is held against what it was when it was last shown.
  EXPECT_EQ(Run(other + "mcpm notes: npm:notes\n  get_it: Gets.\n  list_it: Lists all.\n"),
            "notes: {get_it=Gets., run_it=Runs.} -> {get_it=Gets., list_it=Lists all.} back "
            "elsewhere list_it\n");
}

TEST_F(History, WhatAKilledRunChangedIsToldByTheNextOne) {
  Run(kOne);
  {
    Catalog catalog(path_);
    catalog.BeginRun(Sha256("rules"), "0.1.0", "2026-01-02T00:00:00Z");
    // As many as make a transaction, so that they are committed.
    std::string text = "mcpm notes: npm:notes\n  get_it: Gets all.\n  run_it: Runs.\n";
    for (size_t i = 0; i < kToolsPerTransaction / 2; ++i) {
      text += "mcpm s" + std::to_string(i) + ":\n  get_" + std::to_string(i) + ": Gets.\n";
    }
    for (const JudgedListing& listing : ParseRun(text).listings) catalog.Add(listing);
  }
  ++run_;
  EXPECT_EQ(Run("toolsdk mail: npm:mail\n  get_mail: Gets.\n"),
            "notes: {get_it=Gets., run_it=Runs.} -> {get_it=Gets all., run_it=Runs.}\n");
}

// What is known of a live server stays where a later answer does not say.
TEST_F(History, HowALiveServerMeetsWhoAsks) {
  std::string told;
  Grader grader;
  grader.version = 3;
  const auto text = [](const Server& server) {
    const ServerAccess& access = server.access;
    return Join(
        {server.version, access.authentication, access.scheme, access.tls.key, access.tls.issuer},
        "|");
  };
  grader.grade = [&](const ChangedListing& changed) {
    told += text(changed.before.server) + " -> " + text(changed.after.server) + "\n";
    return std::vector<ChangeEvent>();
  };
  const auto run = [&](const ServerAccess& access, bool tells_itself) {
    RunInput input =
        ParseRun(tells_itself ? "live notes:\n  get_it: Gets.\n" : "live notes:\n  ?\n");
    Server& server = input.listings[0].listing.server;
    if (!tells_itself) server.title = server.version = "";
    server.access = access;
    Catalog catalog(path_);
    catalog.BeginRun(Sha256("rules"), "0.1.0", "2026-01-0" + std::to_string(++run_) + "T00:00:00Z");
    catalog.Add(input.listings[0]);
    told.clear();
    catalog.Finish(input.sources, "later", grader);
    return told;
  };
  const TlsPeer tls = {"a1", "CN=R3"};
  EXPECT_EQ(run({"required", "Bearer", tls}, false), "");
  EXPECT_EQ(run({"required", "Bearer", tls}, false), "");
  EXPECT_EQ(run({"open", "", tls}, true), "|required|Bearer|a1|CN=R3 -> 1.0|open||a1|CN=R3\n");
  EXPECT_EQ(run({"", "", {"b2", "CN=R4"}}, true), "1.0|open||a1|CN=R3 -> 1.0|open||b2|CN=R4\n");
  EXPECT_EQ(run({"forbidden", "", {}}, false), "1.0|open||b2|CN=R4 -> 1.0|forbidden||b2|CN=R4\n");
  CatalogReader reader(path_);
  EXPECT_EQ(reader.ServerCalled("notes")->sightings[0].access,
            (ServerAccess{"forbidden", "", {"b2", "CN=R4"}}));
  EXPECT_EQ(reader.ServerCalled("notes")->title, "The notes");
  EXPECT_EQ(reader.ServerState(reader.ServerCalled("notes")->id)->server.access,
            (ServerAccess{"forbidden", "", {"b2", "CN=R4"}}));
}

TEST_F(History, ToolsThatBecomeKnownAreNoChange) {
  Run("mcpm notes: npm:notes\n  ?\n");
  EXPECT_EQ(Run(kOne), "notes: ? -> {get_it=Gets., run_it=Runs.}\n");
}

}  // namespace
}  // namespace mcprisk
