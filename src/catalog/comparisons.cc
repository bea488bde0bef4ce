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

// The tools of one server after the other, as sketches.
class Sketches {
 public:
  explicit Sketches(const Assessor& assessor) : assessor_(assessor) {}

  void Read(Database& database) {
    SQLite::Statement row = database.Prepare(sql::kStandingTexts);
    ForEach(row, [&] {
      if (Number(row, 0) != server_id_) End();
      server_id_ = Number(row, 0);
      texts_.emplace_back(Text(row, 1), Text(row, 2));
    });
    End();
  }

  std::map<int64_t, SketchedServer> Take() { return std::move(servers_); }

 private:
  void End() {
    if (texts_.empty()) return;
    std::vector<SetTool> tools;
    for (const auto& [name, description] : texts_) tools.push_back({name, description, {}});
    SketchedServer& server = servers_[server_id_];
    server.id = server_id_;
    server.sketch = assessor_.sketch(tools);
    texts_.clear();
  }

  const Assessor& assessor_;
  int64_t server_id_ = 0;
  std::vector<std::pair<std::string, std::string>> texts_;
  std::map<int64_t, SketchedServer> servers_;
};

void ReadIdentities(Database& database, std::map<int64_t, SketchedServer>* servers) {
  SQLite::Statement row = database.Prepare(sql::kStatedIdentities);
  ForEach(row, [&] {
    const auto server = servers->find(Number(row, 0));
    if (server == servers->end()) return;
    const int64_t kind =
        std::clamp<int64_t>(Number(row, 1), 0, static_cast<int64_t>(IdentityKind::kRepository));
    Identity identity = {static_cast<IdentityKind>(kind), Text(row, 2)};
    std::vector<Identity>& known = server->second.identities;
    if (std::find(known.begin(), known.end(), identity) == known.end()) {
      known.push_back(std::move(identity));
    }
    if (Number(row, 3) != 0) server->second.in_registry = true;
  });
}

void ReadNames(Database& database, std::map<int64_t, SketchedServer>* servers) {
  SQLite::Statement row = database.Prepare(sql::kNamesAndFirstRuns);
  ForEach(row, [&] {
    const auto server = servers->find(Number(row, 0));
    if (server == servers->end()) return;
    server->second.name = Text(row, 1);
    server->second.first_run = Number(row, 2);
  });
}

}  // namespace

void StoreComparisons(Database& database, const Assessor& assessor) {
  if (!assessor.sketch || !assessor.compare) return;
  Sketches sketches(assessor);
  sketches.Read(database);
  std::map<int64_t, SketchedServer> by_id = sketches.Take();
  ReadIdentities(database, &by_id);
  ReadNames(database, &by_id);
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
