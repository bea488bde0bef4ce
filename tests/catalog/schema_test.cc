// data/schema.sql says what it promises.
#include <gtest/gtest.h>

#include "base/embedded.h"
#include "base/text.h"
#include "catalog/catalog.h"
#include "model/classification.h"
#include "support/catalog_text.h"
#include "support/paths.h"

namespace mcprisk {
namespace {

std::string Schema() {
  for (const EmbeddedFile& file : EmbeddedFiles()) {
    if (file.path == "data/schema.sql") return std::string(file.text);
  }
  return "";
}

class SchemaTest : public testing::Test {
 protected:
  SchemaTest() { Catalog{path_}; }

  TempDir dir_;
  const std::string path_ = dir_ / "catalog.db";
};

TEST_F(SchemaTest, EveryColumnOfATableIsDescribed) {
  const std::string schema = Schema();
  std::string table;
  std::string missing;
  size_t columns = 0;
  for (std::string_view line : Split(schema, '\n')) {
    if (line.starts_with("CREATE TABLE ")) table = Split(line, ' ')[2];
    if (line.starts_with(")")) table.clear();
    // Columns begin with a small letter, constraints with a capital one.
    const bool is_column = !table.empty() && line.size() > 2 && line.starts_with("  ") &&
                           line[2] >= 'a' && line[2] <= 'z';
    if (!is_column) continue;
    ++columns;
    if (line.find("--") == std::string_view::npos) {
      missing += table + "." + std::string(Split(Trimmed(line), ' ')[0]) + "\n";
    }
  }
  EXPECT_EQ(missing, "");
  EXPECT_EQ(Rows(path_,
                 "SELECT count(*) FROM sqlite_schema AS s, pragma_table_xinfo(s.name)"
                 " WHERE s.type = 'table' AND s.name NOT LIKE 'sqlite_%'"
                 " AND s.name NOT LIKE 'tool_text%'"),
            std::to_string(columns) + "\n");
}

TEST_F(SchemaTest, EveryTableIsStrict) {
  EXPECT_EQ(Rows(path_,
                 "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
                 " AND NOT strict AND name NOT LIKE 'sqlite_%'"),
            "");
}

TEST_F(SchemaTest, TheViewNamesWhatTheProgramNames) {
  std::string names;
  for (int i = 0; i < kCategories; ++i) {
    names += " WHEN " + std::to_string(i) + " THEN '" +
             std::string(CategoryName(static_cast<Category>(i))) + "'";
  }
  std::string risks;
  for (int i = 0; i < kRisks; ++i) {
    risks += " WHEN " + std::to_string(i) + " THEN '" +
             std::string(RiskName(static_cast<Risk>(i))) + "'";
  }
  // Of all white space one space.
  std::string view;
  for (char c : Rows(path_, "SELECT sql FROM sqlite_schema WHERE name = 'tool_risk'")) {
    const bool is_space = c == ' ' || c == '\n';
    if (!is_space || !view.ends_with(' ')) view += is_space ? ' ' : c;
  }
  EXPECT_NE(view.find("CASE standing.category" + names + " END AS category"), std::string::npos);
  EXPECT_NE(view.find("CASE standing.risk" + risks + " END AS risk"), std::string::npos);
}

TEST_F(SchemaTest, TheFileSaysWhatItIs) {
  EXPECT_EQ(Rows(path_, "PRAGMA application_id"), std::to_string(0x6d637072) + "\n");
  EXPECT_EQ(Rows(path_, "PRAGMA user_version"), "4\n");
}

TEST_F(SchemaTest, IndicesComeWithTheEndOfTheFirstRun) {
  const std::string query =
      "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name";
  EXPECT_EQ(Rows(path_, query), "");
  IndexText(path_, "mcpm weather:\n  get_weather: Get the weather.\n");
  EXPECT_EQ(Rows(path_, query),
            "change_by_listing\n"
            "definition_by_digest\n"
            "identity_by_package\n"
            "identity_by_value\n"
            "listing_by_name\n"
            "listing_by_server\n"
            "listing_history_pending\n"
            "server_by_name\n"
            "sighting_by_definition\n"
            "sighting_by_name\n"
            "sighting_outdone\n");
}

// A look-up that reads a whole table would be slow in a large catalog only.
TEST_F(SchemaTest, LookUpsUseIndices) {
  IndexText(path_, "mcpm weather:\n  get_weather: Get the weather.\n");
  const auto plan = [&](const std::string& sql) {
    return Rows(path_, "EXPLAIN QUERY PLAN " + sql);
  };
  // There are as many rule sets as judged by, a few; of all else there may be millions.
  const std::string steps = plan("SELECT * FROM tool_risk WHERE tool = 'x' COLLATE NOCASE");
  EXPECT_EQ(ReplaceAll(steps, "SCAN ruleset", "").find("SCAN"), std::string::npos) << steps;
  EXPECT_NE(
      plan("SELECT * FROM tool_risk WHERE tool = 'x' COLLATE NOCASE").find("sighting_by_name"),
      std::string::npos);
}

}  // namespace
}  // namespace mcprisk
