// The catalog as a whole. These read every sighting: one pass over the judgements into a byte for
// each definition, one over the sightings. A join would look up half a million rows in no order.
#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "catalog/reader.h"
#include "catalog/reader_rep.h"
#include "catalog/sql.h"

namespace mcprisk {
namespace {

// What the newest rule set that judged a definition says of it.
struct Verdict {
  uint8_t ruleset_rank = 0;  // 0: not judged
  uint8_t category = 0;
  uint8_t risk = 0;
};

class Verdicts {
 public:
  explicit Verdicts(Database& database) {
    std::unordered_map<int64_t, uint8_t> ranks;
    SQLite::Statement rulesets = database.Prepare(sql::kRulesetRanks);
    ForEach(rulesets, [&] {
      ranks[Number(rulesets, 0)] =
          static_cast<uint8_t>(std::min<int64_t>(Number(rulesets, 1), 255));
    });
    SQLite::Statement row = database.Prepare(sql::kVerdicts);
    ForEach(row, [&] {
      const uint8_t rank = ranks[Number(row, 1)];
      Verdict& verdict = verdicts_[Number(row, 0)];
      if (rank < verdict.ruleset_rank) return;
      verdict = {rank, Bounded<uint8_t>(Number(row, 2), kCategories - 1),
                 Bounded<uint8_t>(Number(row, 3), kRisks - 1)};
    });
  }

  Verdict Of(int64_t definition_id) const {
    const auto found = verdicts_.find(definition_id);
    return found == verdicts_.end() ? Verdict() : found->second;
  }

 private:
  std::unordered_map<int64_t, Verdict> verdicts_;
};

// Destructive and Financial are equally severe.
int Severity(uint8_t category) {
  return std::min<int>(category, static_cast<int>(Category::kDestructive));
}

std::unordered_map<int64_t, int64_t> ServersOfListings(Database& database) {
  std::unordered_map<int64_t, int64_t> servers;
  SQLite::Statement row = database.Prepare(sql::kServersOfListings);
  ForEach(row, [&] { servers[Number(row, 0)] = Number(row, 1); });
  return servers;
}

// A definition that a listing shows, with its verdict.
struct Shown {
  int64_t listing_id = 0;
  int64_t server_id = 0;
  int64_t definition_id = 0;
  bool stands = false;
  Verdict verdict{};
  int severity = 0;
};

// Calls `visit(shown, row)` for every open sighting that has a server and a verdict; the name is in
// the row's kNameColumn.
constexpr int kNameColumn = 3;

template <typename Visit>
void ForEachShown(Database& database, const Visit& visit) {
  const Verdicts verdicts(database);
  const std::unordered_map<int64_t, int64_t> servers = ServersOfListings(database);
  SQLite::Statement row = database.Prepare(sql::kAllOpenSightings);
  ForEach(row, [&] {
    Shown shown{.listing_id = Number(row, 0), .definition_id = Number(row, 1)};
    const auto server = servers.find(shown.listing_id);
    shown.verdict = verdicts.Of(shown.definition_id);
    if (server == servers.end() || shown.verdict.ruleset_rank == 0) return;
    shown.server_id = server->second;
    shown.stands = Number(row, 2) != 0;
    shown.severity = Severity(shown.verdict.category);
    visit(shown, row);
  });
}

void CountTools(Database& database, CatalogStats* stats) {
  std::unordered_set<int64_t> definitions;
  std::unordered_set<int64_t> servers;
  ForEachShown(database, [&](const Shown& shown, const SQLite::Statement&) {
    definitions.insert(shown.definition_id);
    servers.insert(shown.server_id);
    if (!shown.stands) return;
    ++stats->tools;
    ++stats->by_category[shown.verdict.category];
    ++stats->by_risk[shown.verdict.risk];
    ++stats->by_both[shown.verdict.category][shown.verdict.risk];
  });
  stats->definitions = definitions.size();
  stats->servers_with_tools = servers.size();
}

size_t Count(const SQLite::Statement& row, int column) {
  return static_cast<size_t>(std::max<int64_t>(0, Number(row, column)));
}

}  // namespace

CatalogStats CatalogReader::Stats() {
  return rep_->Reading([&] {
    CatalogStats stats;
    SQLite::Statement counts = rep_->database.Prepare(sql::kCounts);
    ForEach(counts, [&] {
      stats.servers = Count(counts, 0);
      stats.merged_servers = Count(counts, 1);
      stats.merged_sources = Count(counts, 2);
      stats.listings = Count(counts, 3);
    });
    SQLite::Statement run = rep_->database.Prepare(sql::kLastRun);
    ForEach(run, [&] {
      stats.updated = Text(run, 0);
      stats.program_version = Text(run, 1);
      if (std::optional<Digest> ruleset = OptionalDigest(run, 2)) stats.ruleset = ruleset->Hex();
    });
    SQLite::Statement sources = rep_->database.Prepare(sql::kSources);
    ForEach(sources, [&] {
      stats.sources.push_back({.source = {Text(sources, 0), Text(sources, 1)},
                               .records = Count(sources, 2),
                               .servers = Count(sources, 5),
                               .servers_with_tools = Count(sources, 6),
                               .tools = Count(sources, 3),
                               .problems = Count(sources, 4)});
      stats.problems += stats.sources.back().problems;
    });
    CountTools(rep_->database, &stats);
    stats.assessments = rep_->CountAssessments();
    return stats;
  });
}

std::vector<CatalogTool> CatalogReader::Riskiest(size_t limit) {
  return rep_->Reading([&] {
    std::unordered_map<int64_t, std::string> server_names;
    SQLite::Statement names = rep_->database.Prepare(sql::kServerNames);
    ForEach(names, [&] { server_names[Number(names, 0)] = Text(names, 1); });

    // Highest first, so the lowest that still counts is at the end.
    using Order = std::tuple<int, int, std::string, std::string, int64_t>;
    std::map<Order, Shown> best;
    ForEachShown(rep_->database, [&](const Shown& shown, const SQLite::Statement& row) {
      if (!shown.stands || limit == 0) return;
      const int risk = -static_cast<int>(shown.verdict.risk);
      if (best.size() == limit) {  // most are turned away here, before any text is read
        const auto& [last_risk, last_severity, name, server, id] = best.rbegin()->first;
        if (std::pair(risk, -shown.severity) > std::pair(last_risk, last_severity)) return;
      }
      best.emplace(Order(risk, -shown.severity, Text(row, kNameColumn),
                         server_names[shown.server_id], shown.definition_id),
                   shown);
      if (best.size() > limit) best.erase(std::prev(best.end()));
    });

    std::vector<ToolKey> keys;
    SQLite::Statement judged = rep_->database.Prepare(sql::kClassificationOf);
    for (const auto& entry : best) {
      const Shown& shown = entry.second;
      ForEach(
          judged,
          [&] {
            keys.push_back({shown.listing_id, shown.definition_id, Number(judged, 0)});
          },
          shown.definition_id);
    }
    return rep_->Tools(keys);
  });
}

std::vector<StoredProblem> CatalogReader::Problems(size_t limit) {
  return rep_->Reading([&] {
    std::vector<StoredProblem> problems;
    SQLite::Statement row = rep_->database.Prepare(sql::kProblems);
    ForEach(
        row,
        [&] {
          problems.push_back(
              {{Text(row, 0), Text(row, 1)}, Text(row, 2), Text(row, 3), Text(row, 4)});
        },
        ToLimit(limit));
    return problems;
  });
}

}  // namespace mcprisk
