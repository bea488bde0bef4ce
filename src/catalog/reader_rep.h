// What the parts of CatalogReader share. Private to catalog/.
#ifndef MCPRISK_CATALOG_READER_REP_H_
#define MCPRISK_CATALOG_READER_REP_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "catalog/database.h"
#include "catalog/reader.h"
#include "catalog/sql.h"

namespace mcprisk {

// A size as SQLite takes it.
inline int64_t ToLimit(size_t limit) {
  return static_cast<int64_t>(std::min<size_t>(limit, std::numeric_limits<int32_t>::max()));
}

// The value of a column that holds an enumerator. A number that is none comes from a damaged file.
template <typename Enum>
Enum Enumerator(const SQLite::Statement& row, int column, Enum last) {
  const int64_t number = Number(row, column);
  if (number < 0 || number > static_cast<int64_t>(last)) {
    throw Error("holds a " + std::string(row.getColumnName(column)) +
                " that does not exist: " + std::to_string(number));
  }
  return static_cast<Enum>(number);
}

struct CatalogReader::Rep {
  explicit Rep(const std::string& path) : database(Database::ForReading(path)) {}

  // Does `work` on one state of the catalog, whatever a writer does meanwhile.
  template <typename Work>
  auto Reading(Work work) -> decltype(work()) {
    return Guarded(database.path(), [&] {
      if (moments > 0) return work();
      // Ends also when `work` throws.
      struct Transaction {
        explicit Transaction(Database& file) : database(file) { database.Run(sql::kBeginReading); }
        ~Transaction() { database.RollBack(); }
        Database& database;
      } transaction(database);
      return work();
    });
  }

  // The keys that a query gives in its first three columns.
  template <typename... Values>
  std::vector<ToolKey> Keys(const char* sql, const Values&... values) {
    std::vector<ToolKey> keys;
    SQLite::Statement& query = database.Kept(sql);
    ForEach(
        query,
        [&] {
          keys.push_back({Number(query, 0), Number(query, 1), Number(query, 2)});
        },
        values...);
    return keys;
  }

  std::vector<RankedDefinition> Ranked(const std::string& expression, size_t most);
  std::vector<CatalogTool> Tools(const std::vector<ToolKey>& keys);
  std::vector<ToolVerdict> Verdicts(const char* sql, const std::string& name);
  CatalogTool ReadToolRow(const SQLite::Statement& row, int64_t definition_id);
  Classification ReadClassification(const SQLite::Statement& row, int64_t definition_id);
  std::vector<Finding> Findings(int64_t definition_id, int64_t ruleset_id);
  void ReadServerFindings(CatalogServer* server);

  AssessmentCounts CountAssessments();

  bool MatchesMoreThan(size_t definitions, const std::string& expression);

  // nullopt when no source shows the server.
  std::optional<CatalogServer> Server(int64_t id);
  // By name, at most `limit`.
  std::vector<CatalogServer> Servers(const std::set<int64_t>& ids, size_t limit,
                                     const std::string& first);
  void ReadListings(CatalogServer* server);

  Database database;
  JsonParser parser;
  size_t moments = 0;  // CatalogMoments that live
};

}  // namespace mcprisk

#endif  // MCPRISK_CATALOG_READER_REP_H_
