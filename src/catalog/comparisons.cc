#include "catalog/comparisons.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "catalog/encode.h"
#include "catalog/sql.h"

namespace mcprisk {
namespace {

// Findings of comparisons stand behind all others of their server.
constexpr int64_t kFirstComparison = 1'000'000;

using Servers = std::map<int64_t, SketchedServer>;

// Those that have tools.
Servers AssessedServers(Database& database) {
  Servers servers;
  SQLite::Statement row = database.Prepare(sql::kAssessedServers);
  ForEach(row, [&] { servers[Number(row, 0)].id = Number(row, 0); });
  return servers;
}

void ReadIdentities(Database& database, Servers* servers) {
  SQLite::Statement row = database.Prepare(sql::kStatedIdentities);
  ForEach(row, [&] {
    const auto server = servers->find(Number(row, 0));
    if (server == servers->end()) return;
    Identity identity = {Bounded(Number(row, 1), IdentityKind::kRepository), Text(row, 2)};
    std::vector<Identity>& known = server->second.identities;
    if (std::find(known.begin(), known.end(), identity) == known.end()) {
      known.push_back(std::move(identity));
    }
    if (Number(row, 3) != 0) server->second.in_registry = true;
  });
}

void ReadNames(Database& database, Servers* servers) {
  SQLite::Statement row = database.Prepare(sql::kNamesAndFirstRuns);
  ForEach(row, [&] {
    const auto server = servers->find(Number(row, 0));
    if (server == servers->end()) return;
    server->second.name = Text(row, 1);
    server->second.first_run = Number(row, 2);
  });
}

// Of those that say who they are: of the others nobody could be the original. Reading what all
// tools say takes the most time here.
void MakeSketches(Database& database, const Assessor& assessor, Servers* servers) {
  SQLite::Statement row = database.Prepare(sql::kStandingTexts);
  std::vector<std::pair<std::string, std::string>> texts;
  for (auto& [id, server] : *servers) {
    if (server.identities.empty()) continue;
    texts.clear();
    ForEach(
        row, [&] { texts.emplace_back(Text(row, 0), Text(row, 1)); }, id);
    std::vector<SetTool> tools;
    for (const auto& [name, description] : texts) tools.push_back({name, description, {}});
    server.sketch = assessor.sketch(tools);
  }
}

}  // namespace

void StoreComparisons(Database& database, const Assessor& assessor) {
  if (!assessor.sketch || !assessor.compare) return;
  Servers by_id = AssessedServers(database);
  ReadIdentities(database, &by_id);
  ReadNames(database, &by_id);
  MakeSketches(database, assessor, &by_id);
  std::vector<SketchedServer> servers;
  for (auto& [id, server] : by_id) servers.push_back(std::move(server));
  SQLite::Statement drop = database.Prepare(sql::kDropComparisons);
  Execute(drop, kFirstComparison);
  SQLite::Statement store = database.Prepare(sql::kStoreServerFinding);
  std::string evidence;
  int64_t position = kFirstComparison;
  for (const auto& [id, finding] : assessor.compare(servers)) {
    EncodeEvidence(finding.evidence, &evidence);
    Execute(store, id, position++, finding.rule, static_cast<int64_t>(finding.severity),
            finding.message, evidence);
  }
}

}  // namespace mcprisk
