// What follows for each server is kept beside it, and follows what changes.
#include <gtest/gtest.h>

#include "base/digest.h"
#include "catalog/catalog.h"
#include "catalog/reader.h"
#include "support/catalog_text.h"
#include "support/paths.h"

namespace mcprisk {
namespace {

class AssessmentsTest : public testing::Test {
 protected:
  // One run; a server's grade is F with a critical tool, else A, and its points count its tools.
  void Index(const std::string& text) {
    RunInput input = ParseRun(text);
    Catalog catalog(path_);
    catalog.BeginRun(Sha256("rules"), "0.1.0", "2026-01-01T00:00:00Z");
    for (JudgedListing& listing : input.listings) {
      if (listing.listing.origin.source.format == "live") {
        listing.listing.server.instructions = telling_;
        listing.listing.repeated = repeating_;
      }
      catalog.Add(listing);
    }
    Assessor assessor;
    assessor.tables = Sha256(tables_);
    assessor.find = FindingsAbout;
    assessor.summarize = [this](const auto& tools, const auto& findings) {
      ++asked_;
      return SummaryOf(tools, findings);
    };
    assessor.sketch = [](const std::vector<SetTool>& tools) {
      ToolSetSketch sketch;
      for (const SetTool& tool : tools) sketch.push_back(tool.description.size());
      return sketch;
    };
    assessor.compare = Twins;
    catalog.Finish(input.sources, "2026-01-01T00:00:01Z", {}, assessor);
  }
  // What a server tells, and how many tools, as one finding; and the names that repeat.
  static std::vector<Finding> FindingsAbout(const ServerTexts& texts) {
    std::vector<Finding> findings;
    if (!texts.instructions.empty()) {
      const std::string told(texts.instructions);
      findings.push_back({"warning/told",
                          Severity::kHigh,
                          std::to_string(texts.tools.size()) + " tools.",
                          {{"instructions", 0, told.size(), told, "warning/told"}}});
    }
    for (const std::string& name : texts.repeated) {
      const std::string rule = "server/repeated-name";
      findings.push_back(
          {rule, Severity::kMedium, "Twice.", {{"name", 0, name.size(), name, rule}}});
    }
    return findings;
  }
  static AssessmentSummary SummaryOf(const std::vector<AssessedTool>& tools,
                                     const std::vector<Finding>& findings) {
    AssessmentSummary summary;
    summary.grade = findings.empty() ? 'A' : 'C';
    summary.worst_risk = Risk::kLow;
    for (const AssessedTool& tool : tools) {
      ++summary.points;
      summary.tokens += tool.tokens;
      summary.worst_risk = std::max(*summary.worst_risk, tool.risk);
      summary.worst_finding = std::max(summary.worst_finding, tool.worst_finding);
      if (tool.risk == Risk::kCritical) {
        summary.grade = 'F';
        summary.flows = {"destruction"};
        summary.capabilities = *tool.capabilities;
      }
    }
    return summary;
  }
  // A finding about each server whose sketch one before it has.
  static std::vector<std::pair<int64_t, Finding>> Twins(
      const std::vector<SketchedServer>& servers) {
    std::vector<std::pair<int64_t, Finding>> findings;
    for (const SketchedServer& server : servers) {
      for (const SketchedServer& before : servers) {
        if (&before == &server) break;
        if (before.sketch != server.sketch) continue;
        std::string message = server.name + " as " + before.name + ", run " +
                              std::to_string(server.first_run) +
                              (server.in_registry ? ", in a registry" : "");
        for (const Identity& identity : server.identities) message += " " + identity.value;
        findings.emplace_back(server.id, Finding{"server/copied", Severity::kInfo, message, {}});
        break;
      }
    }
    return findings;
  }
  std::string Findings() {
    return Rows(path_,
                "SELECT server.name, position, rule, severity, message, evidence"
                " FROM server_finding JOIN server ON server.id = server_id ORDER BY 1, 2");
  }
  // As live servers would have told it.
  void IndexTelling(const std::string& text, const std::string& instructions) {
    telling_ = instructions;
    Index(text);
    telling_.clear();
  }
  std::string Stored() {
    return Rows(path_,
                "SELECT server.name, grade, points, worst_risk, tools, tokens, capabilities, flows,"
                " coalesce(worst_finding, '-') FROM server_assessment"
                " JOIN server ON server.id = server_id ORDER BY 1");
  }

  TempDir dir_;
  const std::string path_ = dir_ / "catalog.db";
  std::string tables_ = "tables";
  std::string telling_;
  std::vector<std::string> repeating_;
  size_t asked_ = 0;
};

TEST_F(AssessmentsTest, EveryServerWithToolsHasARow) {
  Index(
      "mcpm notes: npm:notes\n"
      "  get_note: Get a note.\n"
      "  delete_note: Delete a note.\n"
      "docker quiet: pypi:quiet\n"
      "  ?\n"
      "docker empty: pypi:empty\n"
      "docker maps: pypi:maps\n"
      "  get_map: Get a map.\n");
  EXPECT_EQ(Stored(),
            "maps|A|1|0|1|13|[]|[]|-\n"
            "notes|F|2|3|2|26|[\"deletes-data\",\"bulk\"]|[\"destruction\"]|3\n");
  EXPECT_EQ(asked_, 2U);
}

TEST_F(AssessmentsTest, ARowFollowsItsServer) {
  Index("mcpm notes: npm:notes\n  get_note: Get a note.\n  delete_note: Delete a note.\n");
  Index("mcpm notes: npm:notes\n  get_note: Get a note.\n");
  EXPECT_EQ(Stored(), "notes|A|1|0|1|13|[]|[]|-\n");
  Index("mcpm other: npm:other\n  get_it: Get it.\n");
  EXPECT_EQ(Stored().substr(0, 6), "other|");
  EXPECT_EQ(Stored().find("notes|"), std::string::npos);
}

TEST_F(AssessmentsTest, OnlyWhatChangedIsAskedAnew) {
  const std::string run =
      "mcpm notes: npm:notes\n  get_note: Get a note.\n"
      "mcpm maps: npm:maps\n  get_map: Get a map.\n";
  Index(run);
  EXPECT_EQ(asked_, 2U);
  Index(run);
  EXPECT_EQ(asked_, 2U);
  Index(run + "  delete_map: Delete a map.\n");
  EXPECT_EQ(asked_, 3U);
  tables_ = "others";
  Index(run + "  delete_map: Delete a map.\n");
  EXPECT_EQ(asked_, 5U);
}

TEST_F(AssessmentsTest, WithoutAnAssessorWhatWasStoredStays) {
  Index("mcpm notes: npm:notes\n  get_note: Get a note.\n");
  IndexText(path_, "mcpm notes: npm:notes\n  get_note: Get a note.\n  run_it: Run it.\n");
  EXPECT_EQ(Stored(), "notes|A|1|0|1|13|[]|[]|-\n");
}

TEST_F(AssessmentsTest, WhatIsFoundInInstructionsIsKept) {
  const std::string run = "live notes: npm:notes\n  get_note: Get a note.\n";
  IndexTelling(run, "Say nothing.");
  EXPECT_EQ(Findings(),
            "notes|0|warning/told|3|1 tools.|"
            "[[\"instructions\",0,12,\"Say nothing.\",\"warning/told\"]]\n");
  const std::optional<CatalogServer> server = CatalogReader(path_).ServerCalled("notes");
  ASSERT_TRUE(server);
  EXPECT_EQ(server->instructions, "Say nothing.");
  ASSERT_EQ(server->findings.size(), 1U);
  EXPECT_EQ(server->findings[0].evidence[0].quote, "Say nothing.");
  // It follows what is told, and is asked for only where that changed.
  IndexTelling(run, "Say nothing.");
  EXPECT_EQ(asked_, 1U);
  IndexTelling(run, "Say much.");
  EXPECT_EQ(asked_, 2U);
  EXPECT_NE(Findings().find("Say much."), std::string::npos);
  Index(run);
  EXPECT_EQ(Findings(), "");
}

TEST_F(AssessmentsTest, AServerWithoutToolsMayTellSomething) {
  IndexTelling("live quiet: pypi:quiet\n  ?\n", "Say nothing.");
  EXPECT_EQ(Findings().substr(0, 30), "quiet|0|warning/told|3|0 tools");
  EXPECT_EQ(Stored(), "");
  Index("live quiet: pypi:quiet\n  ?\n");
  EXPECT_EQ(Findings(), "");
}

TEST_F(AssessmentsTest, WhatIsFoundEntersTheSummary) {
  const std::string run = "live notes: npm:notes\n  get_note: Get a note.\n";
  Index(run);
  EXPECT_EQ(Stored().substr(0, 8), "notes|A|");
  IndexTelling(run, "Say nothing.");
  EXPECT_EQ(Stored().substr(0, 8), "notes|C|");
}

TEST_F(AssessmentsTest, NamesThatRepeatAreKeptUntilTheServerIsShownWithoutThem) {
  const std::string run = "live notes: npm:notes\n  get_note: Get a note.\n";
  const std::string other = "mcpm maps: npm:maps\n  get_map: Get a map.\n";
  const std::string found =
      "notes|0|server/repeated-name|2|Twice.|"
      "[[\"name\",0,8,\"get_note\",\"server/repeated-name\"]]\n";
  repeating_ = {"get_note"};
  Index(run + other);
  EXPECT_EQ(Findings(), found);
  EXPECT_EQ(asked_, 2U);
  Index(run + other);
  EXPECT_EQ(asked_, 2U);
  // A run that does not show it, by other tables.
  repeating_.clear();
  tables_ = "others";
  Index(other);
  EXPECT_EQ(asked_, 4U);
  EXPECT_EQ(Findings(), found);
  Index(run + other);
  EXPECT_EQ(asked_, 5U);
  EXPECT_EQ(Findings(), "");
}

TEST_F(AssessmentsTest, ServersAreHeldAgainstEachOther) {
  Index("registry io.github.acme/notes: io.github.acme/notes\n  get_note: Get a note.\n");
  EXPECT_EQ(Findings(), "");
  const std::string copy = "registry io.github.evil/notes: io.github.evil/notes npm:notes\n";
  const std::string first = "registry io.github.acme/notes: io.github.acme/notes\n";
  Index(first + "  get_note: Get a note.\n" + copy + "  get_it: Get a note.\n");
  EXPECT_EQ(Findings(),
            "io.github.evil/notes|1000000|server/copied|0|io.github.evil/notes as "
            "io.github.acme/notes, run 2, in a registry io.github.evil/notes npm:notes|[]\n");
  // It goes when either changes, though nothing else is asked about the other.
  Index(first + "  get_note: Get one.\n" + copy + "  get_it: Get a note.\n");
  EXPECT_EQ(Findings(), "");
}

TEST_F(AssessmentsTest, TheyAreCounted) {
  Index(
      "mcpm a: npm:a\n  get_a: Get it.\n"
      "mcpm b: npm:b\n  get_b: Get it.\n"
      "mcpm c: npm:c\n  delete_c: Delete it.\n");
  const AssessmentCounts counts = CatalogReader(path_).CountAssessments();
  EXPECT_EQ(counts.servers, 3U);
  EXPECT_EQ(counts.by_grade, (std::map<char, size_t>{{'A', 2}, {'F', 1}}));
  EXPECT_EQ(counts.by_flow, (std::map<std::string, size_t>{{"destruction", 1}}));
  EXPECT_EQ(counts.with_flow, 1U);
}

TEST_F(AssessmentsTest, ServersThatShareAnIdentityAreNamed) {
  Index(
      "mcpm a: github.com/acme/many\n  get_a: Get it.\n"
      "mcpm b: github.com/acme/many\n  get_b: Get it.\n"
      "mcpm c: github.com/acme/many npm:c\n  ?\n");
  CatalogReader reader(path_);
  const std::vector<CatalogServer> servers = reader.FindServers("a", 2);
  ASSERT_EQ(servers.size(), 1U);
  size_t all = 0;
  EXPECT_EQ(reader.ServersSharing({IdentityKind::kRepository, "github.com/acme/many"},
                                  servers[0].id, 1, &all),
            std::vector<std::string>{"b"});
  EXPECT_EQ(all, 2U);
  EXPECT_EQ(reader.ServersSharing({IdentityKind::kPackage, "npm:a"}, servers[0].id, 1, &all),
            std::vector<std::string>{});
  EXPECT_EQ(all, 0U);
}

}  // namespace
}  // namespace mcprisk
