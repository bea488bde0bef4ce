#include "catalog/assessments.h"

#include <algorithm>
#include <map>

#include "base/json.h"
#include "catalog/encode.h"
#include "catalog/reader.h"
#include "catalog/reader_rep.h"
#include "catalog/sql.h"

namespace mcprisk {
namespace {

template <typename Enum>
Enum Bounded(int64_t number, Enum last) {
  return static_cast<Enum>(std::clamp<int64_t>(number, 0, static_cast<int64_t>(last)));
}

// Reads the tools of one server after the other.
class StandingTools {
 public:
  explicit StandingTools(Database& database) : row_(database.Prepare(sql::kAssessedTools)) {}

  // Valid until the next call.
  const std::vector<AssessedTool>& Of(int64_t server_id) {
    tools_.clear();
    names_.clear();
    ForEach(
        row_,
        [&] {
          names_.push_back(Text(row_, 0));
          AssessedTool& tool = tools_.emplace_back();
          tool.category = Bounded(Number(row_, 1), Category::kFinancial);
          tool.risk = Bounded(Number(row_, 2), Risk::kCritical);
          tool.capabilities = &Capabilities(Text(row_, 3));
          tool.tokens = static_cast<size_t>(std::max<int64_t>(0, Number(row_, 4)));
          const int64_t finding = Number(row_, 5);
          if (finding >= 0) tool.worst_finding = Bounded(finding, Severity::kCritical);
        },
        server_id);
    for (size_t i = 0; i < tools_.size(); ++i) tools_[i].name = names_[i];
    return tools_;
  }

 private:
  // A few thousand different lists stand on all the tools there are.
  const std::vector<std::string>& Capabilities(const std::string& text) {
    const auto known = capabilities_.find(text);
    if (known != capabilities_.end()) return known->second;
    return capabilities_.emplace(text, DecodeStrings(text, &parser_)).first->second;
  }

  SQLite::Statement row_;
  JsonParser parser_;
  std::map<std::string, std::vector<std::string>> capabilities_;
  std::vector<std::string> names_;
  std::vector<AssessedTool> tools_;
};

// One row of server_assessment.
struct Row {
  std::string grade;
  int64_t points = 0;
  int64_t worst_risk = 0;
  int64_t tools = 0;
  int64_t tokens = 0;
  std::string capabilities;
  std::string flows;
  std::optional<int64_t> worst_finding;

  bool operator==(const Row&) const = default;
};

Row RowOf(const AssessmentSummary& summary, size_t tools) {
  Row row{.grade = std::string(1, summary.grade),
          .points = summary.points,
          .worst_risk = static_cast<int64_t>(summary.worst_risk.value_or(Risk::kLow)),
          .tools = static_cast<int64_t>(tools),
          .tokens = static_cast<int64_t>(summary.tokens),
          .capabilities = "",
          .flows = "",
          .worst_finding = std::nullopt};
  EncodeStrings(summary.capabilities, &row.capabilities);
  EncodeStrings(summary.flows, &row.flows);
  if (summary.worst_finding) row.worst_finding = static_cast<int64_t>(*summary.worst_finding);
  return row;
}

std::map<int64_t, Row> StoredRows(Database& database) {
  std::map<int64_t, Row> rows;
  SQLite::Statement row = database.Prepare(sql::kAllAssessments);
  ForEach(row, [&] {
    Row& stored = rows[Number(row, 0)];
    stored = {.grade = Text(row, 1),
              .points = Number(row, 2),
              .worst_risk = Number(row, 3),
              .tools = Number(row, 4),
              .tokens = Number(row, 5),
              .capabilities = Text(row, 6),
              .flows = Text(row, 7),
              .worst_finding = std::nullopt};
    if (Number(row, 8) >= 0) stored.worst_finding = Number(row, 8);
  });
  return rows;
}

}  // namespace

void StoreAssessments(Database& database, const Assessor& assessor) {
  std::map<int64_t, Row> stale = StoredRows(database);
  std::vector<int64_t> servers;
  SQLite::Statement ids = database.Prepare(sql::kServerNames);
  ForEach(ids, [&] { servers.push_back(Number(ids, 0)); });
  StandingTools standing(database);
  SQLite::Statement store = database.Prepare(sql::kStoreAssessment);
  for (const int64_t id : servers) {
    const std::vector<AssessedTool>& tools = standing.Of(id);
    if (tools.empty()) continue;
    const Row row = RowOf(assessor(tools), tools.size());
    const auto old = stale.find(id);
    const bool same = old != stale.end() && old->second == row;
    if (old != stale.end()) stale.erase(old);
    if (same) continue;
    Execute(store, id, row.grade, row.points, row.worst_risk, row.tools, row.tokens,
            row.capabilities, row.flows, row.worst_finding);
  }
  SQLite::Statement drop = database.Prepare(sql::kDropAssessment);
  for (const auto& [id, row] : stale) Execute(drop, id);
}

AssessmentCounts CatalogReader::Rep::CountAssessments() {
  AssessmentCounts counts;
  SQLite::Statement row = database.Prepare(sql::kAllAssessments);
  ForEach(row, [&] {
    ++counts.servers;
    const std::string grade = Text(row, 1);
    if (!grade.empty()) ++counts.by_grade[grade[0]];
    const std::vector<std::string> flows = DecodeStrings(Text(row, 7), &parser);
    for (const std::string& flow : flows) ++counts.by_flow[flow];
    if (!flows.empty()) ++counts.with_flow;
  });
  return counts;
}

AssessmentCounts CatalogReader::CountAssessments() {
  return rep_->Reading([&] { return rep_->CountAssessments(); });
}

}  // namespace mcprisk
