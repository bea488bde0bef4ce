// Opening, and tools. Names near one are in reader_near.cc, servers in reader_servers.cc, the whole
// is in reader_stats.cc.
#include "catalog/reader.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/text.h"
#include "catalog/encode.h"
#include "catalog/reader_rep.h"
#include "catalog/search_text.h"
#include "catalog/sql.h"
#include "model/tool.h"

namespace mcprisk {
namespace {

// Definitions that hold the last word as it is make those needless that hold a longer one.
constexpr size_t kEnoughWhole = 200;

// NULL where there is no filter.
template <typename Enum>
std::optional<int64_t> Filter(const std::optional<Enum>& wanted) {
  if (!wanted) return std::nullopt;
  return static_cast<int64_t>(*wanted);
}

}  // namespace

CatalogReader::CatalogReader(const std::string& path) : rep_(std::make_unique<Rep>(path)) {}

CatalogReader::~CatalogReader() = default;

std::vector<CatalogTool> CatalogReader::Rep::Tools(const std::vector<ToolKey>& keys) {
  std::vector<CatalogTool> tools;
  tools.reserve(keys.size());
  SQLite::Statement& row = database.Kept(sql::kTool);
  for (const ToolKey& key : keys) {
    try {
      ForEach(
          row, [&] { tools.push_back(ReadToolRow(row, key.definition_id)); }, key.listing_id,
          key.definition_id, key.classification_id);
    } catch (const Error& error) {
      throw Error(database.path() + ": definition " + std::to_string(key.definition_id) + " " +
                  error.what() + "; the file is damaged, index into a new one with --catalog");
    }
  }
  return tools;
}

CatalogTool CatalogReader::Rep::ReadToolRow(const SQLite::Statement& row, int64_t definition_id) {
  Result<Tool> tool = RestoreTool(Text(row, 2), OptionalText(row, 3), OptionalText(row, 4),
                                  OptionalText(row, 5), OptionalText(row, 6), OptionalText(row, 7));
  if (!tool) throw Error("cannot be read: " + tool.error());
  tool->place = Text(row, 22);
  return {.definition_id = definition_id,
          .server_id = Number(row, 0),
          .server = Text(row, 1),
          .tool = *std::move(tool),
          .classification = ReadClassification(row, definition_id),
          .source_format = Text(row, 18),
          .source_location = Text(row, 19),
          .first_seen = Text(row, 20)};
}

Classification CatalogReader::Rep::ReadClassification(const SQLite::Statement& row,
                                                      int64_t definition_id) {
  return {.category = Enumerator(row, 8, Category::kFinancial),
          .risk = Enumerator(row, 9, Risk::kCritical),
          .confidence = row.getColumn(10).getDouble(),
          .basis = DecodeBasis(Text(row, 11)),
          .capabilities = DecodeStrings(Text(row, 12), &parser),
          .rationale = Text(row, 13),
          .evidence = DecodeEvidence(Text(row, 14), &parser),
          .findings = Findings(definition_id, Number(row, 21)),
          .operation_parameter = Text(row, 15),
          .operations = DecodeOperations(Text(row, 16), &parser),
          .risk_steps = DecodeStrings(Text(row, 17), &parser)};
}

std::vector<Finding> CatalogReader::Rep::Findings(int64_t definition_id, int64_t ruleset_id) {
  std::vector<Finding> findings;
  SQLite::Statement& row = database.Kept(sql::kFindings);
  ForEach(
      row,
      [&] {
        findings.push_back({.rule = Text(row, 0),
                            .severity = Enumerator(row, 1, Severity::kCritical),
                            .message = Text(row, 2),
                            .evidence = DecodeEvidence(Text(row, 3), &parser)});
      },
      definition_id, ruleset_id);
  return findings;
}

std::vector<CatalogTool> CatalogReader::ToolsOfServer(int64_t server_id) {
  return rep_->Reading([&] { return rep_->Tools(rep_->Keys(sql::kToolsOfServer, server_id)); });
}

std::optional<CatalogTool> CatalogReader::ToolOfServer(int64_t server_id, const std::string& name) {
  return rep_->Reading([&]() -> std::optional<CatalogTool> {
    std::vector<CatalogTool> tools = rep_->Tools(rep_->Keys(sql::kToolOfServer, server_id, name));
    if (tools.empty()) return std::nullopt;
    return std::move(tools[0]);
  });
}

std::vector<CatalogTool> CatalogReader::ToolsByName(const std::string& name, size_t limit) {
  return rep_->Reading([&] {
    std::vector<ToolKey> keys = rep_->Keys(sql::kToolsByExactName, name, ToLimit(limit));
    if (keys.empty()) keys = rep_->Keys(sql::kToolsByFoldedName, name, ToLimit(limit));
    return rep_->Tools(keys);
  });
}

std::vector<ToolVerdict> CatalogReader::Rep::Verdicts(const char* sql, const std::string& name) {
  std::vector<ToolVerdict> verdicts;
  SQLite::Statement& row = database.Kept(sql);
  ForEach(
      row,
      [&] {
        verdicts.push_back({.key = {Number(row, 0), Number(row, 1), Number(row, 2)},
                            .server_id = Number(row, 3),
                            .server = Text(row, 4),
                            .tool = Text(row, 5),
                            .category = Enumerator(row, 6, Category::kFinancial),
                            .risk = Enumerator(row, 7, Risk::kCritical)});
      },
      name);
  return verdicts;
}

std::vector<ToolVerdict> CatalogReader::VerdictsByName(const std::string& name) {
  return rep_->Reading([&] {
    std::vector<ToolVerdict> verdicts = rep_->Verdicts(sql::kVerdictsByExactName, name);
    if (verdicts.empty()) verdicts = rep_->Verdicts(sql::kVerdictsByFoldedName, name);
    return verdicts;
  });
}

std::optional<CatalogTool> CatalogReader::ToolAt(const ToolKey& key) {
  return rep_->Reading([&]() -> std::optional<CatalogTool> {
    std::vector<CatalogTool> tools = rep_->Tools({key});
    if (tools.empty()) return std::nullopt;
    return std::move(tools[0]);
  });
}

bool CatalogReader::Rep::MatchesMoreThan(size_t definitions, const std::string& expression) {
  int64_t count = 0;
  SQLite::Statement& matches = database.Kept(sql::kCountMatches);
  ForEach(
      matches, [&] { count = Number(matches, 0); }, expression, ToLimit(definitions + 1));
  return count > ToLimit(definitions);
}

std::vector<CatalogTool> CatalogReader::Search(const SearchQuery& query) {
  const std::string expression = MatchExpression(query.text);
  const std::optional<int64_t> category = Filter(query.category);
  const std::optional<int64_t> risk = Filter(query.risk);
  std::optional<std::string> capability;
  if (!query.capability.empty()) capability = query.capability;
  const std::string typed(Trimmed(query.text));
  const int64_t limit = ToLimit(query.limit);
  const int64_t offset = ToLimit(query.offset);
  return rep_->Reading([&] {
    if (expression.empty()) {
      return rep_->Tools(rep_->Keys(sql::kBrowse, category, risk, capability, limit, offset));
    }
    constexpr int64_t kAll = -1;
    const auto search = [&](int64_t ranked) {
      return rep_->Keys(sql::kSearch, expression, ranked, typed, category, risk, capability, limit,
                        offset);
    };
    std::vector<ToolKey> keys = search(ToLimit(kMostRanked));
    if (keys.size() < query.limit && rep_->MatchesMoreThan(kMostRanked, expression)) {
      keys = search(kAll);
    }
    return rep_->Tools(keys);
  });
}

std::optional<CatalogReader::DefinitionText> CatalogReader::TextAt(int64_t definition_id) {
  return rep_->Reading([&] {
    std::optional<DefinitionText> text;
    SQLite::Statement& row = rep_->database.Kept(sql::kDefinitionText);
    ForEach(
        row,
        [&] {
          text = DefinitionText{OptionalText(row, 0), OptionalText(row, 1), OptionalText(row, 2),
                                OptionalText(row, 3)};
        },
        definition_id);
    return text;
  });
}

void CatalogReader::FreePages() { rep_->database.TryRun(sql::kFreePages); }

std::vector<RankedDefinition> CatalogReader::Rep::Ranked(const std::string& expression,
                                                         size_t most) {
  std::vector<RankedDefinition> ranked;
  SQLite::Statement& row = database.Kept(sql::kRanked);
  ForEach(
      row,
      [&] {
        ranked.push_back({Number(row, 0), row.getColumn(1).getDouble()});
      },
      expression, ToLimit(most));
  return ranked;
}

CatalogReader::Ranking CatalogReader::Ranked(const std::string& text, size_t most) {
  std::string begun = MatchExpression(text);
  if (begun.empty()) return {};
  return rep_->Reading([&] {
    Ranking ranking;
    // The last word may only have begun, but to gather all words that begin so takes long.
    std::string expression = begun.substr(0, begun.find_last_not_of('*') + 1);
    ranking.best = rep_->Ranked(expression, most + 1);
    if (ranking.best.size() < kEnoughWhole && expression != begun) {
      expression = std::move(begun);
      ranking.best = rep_->Ranked(expression, most + 1);
    }
    ranking.all = ranking.best.size() <= most;
    if (ranking.all) return ranking;
    std::vector<RankedDefinition> named = rep_->Ranked("{name} : (" + expression + ")", most);
    std::set<int64_t> known;
    for (const RankedDefinition& one : named) known.insert(one.definition_id);
    for (const RankedDefinition& one : ranking.best) {
      if (!known.contains(one.definition_id)) named.push_back(one);
    }
    ranking.best = std::move(named);
    std::stable_sort(ranking.best.begin(), ranking.best.end(),
                     [](const auto& a, const auto& b) { return a.score < b.score; });
    return ranking;
  });
}

CatalogMoment::CatalogMoment(CatalogReader& reader) : reader_(reader) {
  CatalogReader::Rep& rep = *reader_.rep_;
  if (rep.moments == 0) Guarded(rep.database.path(), [&] { rep.database.Run(sql::kBeginReading); });
  ++rep.moments;
}

CatalogMoment::~CatalogMoment() {
  CatalogReader::Rep& rep = *reader_.rep_;
  if (--rep.moments == 0) rep.database.RollBack();
}

}  // namespace mcprisk
