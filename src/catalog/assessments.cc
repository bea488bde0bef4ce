#include "catalog/assessments.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/json.h"
#include "catalog/encode.h"
#include "catalog/reader.h"
#include "catalog/reader_rep.h"
#include "catalog/sql.h"
#include "model/token_cost.h"

namespace mcprisk {
namespace {

template <typename Enum>
Enum Bounded(int64_t number, Enum last) {
  return static_cast<Enum>(std::clamp<int64_t>(number, 0, static_cast<int64_t>(last)));
}

// What the servers that say so tell the model.
using Instructions = std::map<int64_t, std::string>;

Instructions InstructionsOfServers(Database& database) {
  Instructions instructions;
  SQLite::Statement row = database.Prepare(sql::kInstructionsOfServers);
  ForEach(row, [&] { instructions.emplace(Number(row, 0), Text(row, 1)); });
  return instructions;
}

std::string_view InstructionsOf(const Instructions& instructions, int64_t server_id) {
  const auto found = instructions.find(server_id);
  return found == instructions.end() ? std::string_view() : found->second;
}

// By server. A definition that did not stand is not stored, so what is known of it is what the run
// showed, and for servers that it did not show, what was found before.
using Repeated = std::map<int64_t, std::set<std::string>>;

Repeated RepeatedOfServers(Database& database, const ListingWriter::RepeatedNames& of_listings) {
  Repeated repeated;
  SQLite::Statement row = database.Prepare(sql::kServersOfListings);
  ForEach(row, [&] {
    const auto names = of_listings.find(Number(row, 0));
    if (names == of_listings.end()) return;
    repeated[Number(row, 1)].insert(names->second.begin(), names->second.end());
  });
  JsonParser parser;
  SQLite::Statement before = database.Prepare(sql::kRepeatedNameFindings);
  Repeated known;
  ForEach(before, [&] {
    if (repeated.contains(Number(before, 0))) return;
    for (const Evidence& evidence : DecodeEvidence(Text(before, 1), &parser)) {
      known[Number(before, 0)].insert(evidence.quote);
    }
  });
  repeated.merge(known);
  std::erase_if(repeated, [](const auto& one) { return one.second.empty(); });
  return repeated;
}

std::vector<std::string> RepeatedOf(const Repeated& repeated, int64_t server_id) {
  const auto found = repeated.find(server_id);
  if (found == repeated.end()) return {};
  return {found->second.begin(), found->second.end()};
}

// What the assessment of each server follows from: its tools and their judgements, what it tells,
// and the tables.
std::map<int64_t, Digest> InputsOfServers(Database& database, const Digest& tables,
                                          const Instructions& instructions,
                                          const Repeated& repeated) {
  std::map<int64_t, Digest> inputs;
  int64_t server_id = 0;
  std::string keys;
  const auto end_server = [&] {
    if (!keys.empty()) {
      const std::string_view told = InstructionsOf(instructions, server_id);
      if (!told.empty()) keys += ' ' + Sha256(told).Hex();
      for (const std::string& name : RepeatedOf(repeated, server_id)) keys += '\n' + name;
      inputs[server_id] = Sha256(tables.Hex() + keys);
    }
    keys.clear();
  };
  SQLite::Statement row = database.Prepare(sql::kStandingKeys);
  ForEach(row, [&] {
    if (Number(row, 0) != server_id) end_server();
    server_id = Number(row, 0);
    keys += ' ' + std::to_string(Number(row, 1)) + ':' + std::to_string(Number(row, 2));
  });
  end_server();
  return inputs;
}

// Reads the tools of one server after the other.
class StandingTools {
 public:
  explicit StandingTools(Database& database) : row_(database.Prepare(sql::kAssessedTools)) {}

  // Valid until the next call.
  const std::vector<AssessedTool>& Of(int64_t server_id) {
    tools_.clear();
    texts_.clear();
    ForEach(
        row_,
        [&] {
          Texts& texts = texts_.emplace_back();
          texts.name = Text(row_, 0);
          const std::optional<std::string> description = OptionalText(row_, 5);
          const std::optional<std::string> schema = OptionalText(row_, 6);
          AssessedTool& tool = tools_.emplace_back();
          tool.category = Bounded(Number(row_, 1), Category::kFinancial);
          tool.risk = Bounded(Number(row_, 2), Risk::kCritical);
          tool.capabilities = &Capabilities(Text(row_, 3));
          const int64_t finding = Number(row_, 4);
          if (finding >= 0) tool.worst_finding = Bounded(finding, Severity::kCritical);
          tool.tokens = EstimateTokens(texts.name, description, schema);
          texts.description = description.value_or("");
          texts.schema = schema.value_or("");
        },
        server_id);
    for (size_t i = 0; i < tools_.size(); ++i) tools_[i].name = texts_[i].name;
    return tools_;
  }
  // The same tools; valid as long.
  std::vector<SetTool> Set() const {
    std::vector<SetTool> set;
    for (const Texts& texts : texts_) set.push_back({texts.name, texts.description, texts.schema});
    return set;
  }

 private:
  struct Texts {
    std::string name, description, schema;
  };

  // A few thousand different lists stand on all the tools there are.
  const std::vector<std::string>& Capabilities(const std::string& text) {
    const auto known = capabilities_.find(text);
    if (known != capabilities_.end()) return known->second;
    return capabilities_.emplace(text, DecodeStrings(text, &parser_)).first->second;
  }

  SQLite::Statement row_;
  JsonParser parser_;
  std::map<std::string, std::vector<std::string>> capabilities_;
  std::vector<Texts> texts_;
  std::vector<AssessedTool> tools_;
};

void Store(SQLite::Statement* store, int64_t server_id, const Digest& inputs, size_t tools,
           const AssessmentSummary& summary) {
  std::string capabilities;
  std::string flows;
  EncodeStrings(summary.capabilities, &capabilities);
  EncodeStrings(summary.flows, &flows);
  std::optional<int64_t> finding;
  if (summary.worst_finding) finding = static_cast<int64_t>(*summary.worst_finding);
  const std::string grade(1, summary.grade);
  Execute(*store, server_id, inputs, grade, static_cast<int64_t>(summary.points),
          static_cast<int64_t>(summary.worst_risk.value_or(Risk::kLow)),
          static_cast<int64_t>(tools), static_cast<int64_t>(summary.tokens), capabilities, flows,
          finding);
}

class FindingWriter {
 public:
  FindingWriter(Database& database, const Assessor& assessor)
      : find_(assessor.find),
        drop_(database.Prepare(sql::kDropServerFindings)),
        store_(database.Prepare(sql::kStoreServerFinding)) {}

  // In place of those that were stored; gives them back.
  std::vector<Finding> Store(int64_t server_id, const ServerTexts& texts) {
    Execute(drop_, server_id);
    if (!find_) return {};
    int64_t position = 0;
    std::vector<Finding> findings = find_(texts);
    for (const Finding& finding : findings) {
      EncodeEvidence(finding.evidence, &evidence_);
      Execute(store_, server_id, position++, finding.rule, static_cast<int64_t>(finding.severity),
              finding.message, evidence_);
    }
    return findings;
  }

 private:
  const std::function<std::vector<Finding>(const ServerTexts&)>& find_;
  SQLite::Statement drop_;
  SQLite::Statement store_;
  std::string evidence_;
};

}  // namespace

void StoreAssessments(Database& database, const Assessor& assessor,
                      const ListingWriter::RepeatedNames& repeated_names) {
  if (database.Number(sql::kCountAssessmentTables) == 0) return;
  const Instructions instructions = InstructionsOfServers(database);
  const Repeated repeated = RepeatedOfServers(database, repeated_names);
  std::map<int64_t, Digest> inputs =
      InputsOfServers(database, assessor.tables, instructions, repeated);
  database.Run(sql::kDropUnassessedFindings);
  FindingWriter findings(database, assessor);
  // A server that tells something and has no tools: there are few, so nothing is kept of what its
  // findings follow from.
  for (const auto& [id, told] : instructions) {
    if (!inputs.contains(id)) findings.Store(id, {told, {}, {}});
  }
  std::vector<int64_t> stale;
  SQLite::Statement stored = database.Prepare(sql::kAssessmentInputs);
  ForEach(stored, [&] {
    const auto now = inputs.find(Number(stored, 0));
    if (now == inputs.end()) {
      stale.push_back(Number(stored, 0));
    } else if (OptionalDigest(stored, 1) == now->second) {
      inputs.erase(now);
    }
  });
  SQLite::Statement drop = database.Prepare(sql::kDropAssessment);
  for (const int64_t id : stale) {
    Execute(drop, id);
    if (!instructions.contains(id)) findings.Store(id, {});
  }
  StandingTools standing(database);
  SQLite::Statement store = database.Prepare(sql::kStoreAssessment);
  for (const auto& [id, digest] : inputs) {
    const std::vector<AssessedTool>& tools = standing.Of(id);
    const std::vector<Finding> found = findings.Store(
        id, {InstructionsOf(instructions, id), standing.Set(), RepeatedOf(repeated, id)});
    Store(&store, id, digest, tools.size(), assessor.summarize(tools, found));
  }
}

AssessmentCounts CatalogReader::Rep::CountAssessments() {
  AssessmentCounts counts;
  if (database.Number(sql::kCountAssessmentTables) == 0) return counts;
  SQLite::Statement row = database.Prepare(sql::kAllAssessments);
  ForEach(row, [&] {
    ++counts.servers;
    const std::string grade = Text(row, 0);
    if (!grade.empty()) ++counts.by_grade[grade[0]];
    const std::vector<std::string> flows = DecodeStrings(Text(row, 1), &parser);
    for (const std::string& flow : flows) ++counts.by_flow[flow];
    if (!flows.empty()) ++counts.with_flow;
  });
  return counts;
}

std::vector<std::pair<int64_t, char>> CatalogReader::GradesOfServers() {
  std::vector<std::pair<int64_t, char>> grades;
  rep_->Reading([&] {
    if (rep_->database.Number(sql::kCountAssessmentTables) == 0) return;
    SQLite::Statement row = rep_->database.Prepare(sql::kGrades);
    ForEach(row, [&] { grades.emplace_back(Number(row, 0), Text(row, 1)[0]); });
  });
  return grades;
}

AssessmentCounts CatalogReader::CountAssessments() {
  return rep_->Reading([&] { return rep_->CountAssessments(); });
}

}  // namespace mcprisk
