#include "catalog/assessments.h"

#include <algorithm>
#include <future>
#include <map>
#include <set>

#include "base/json.h"
#include "catalog/assessed_tools.h"
#include "catalog/encode.h"
#include "catalog/reader.h"
#include "catalog/reader_rep.h"
#include "catalog/sql.h"

namespace mcprisk {
namespace {

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

// What the assessment of a server follows from: its tools and their judgements, what it tells, and
// the tables.
struct Inputs {
  Digest digest;
  size_t tools = 0;
};

std::map<int64_t, Inputs> InputsOfServers(Database& database, const Digest& tables,
                                          const Instructions& instructions,
                                          const Repeated& repeated) {
  std::map<int64_t, Inputs> inputs;
  int64_t server_id = 0;
  size_t tools = 0;
  std::string keys;
  const auto end_server = [&] {
    if (tools > 0) {
      const std::string_view told = InstructionsOf(instructions, server_id);
      if (!told.empty()) keys += ' ' + Sha256(told).Hex();
      for (const std::string& name : RepeatedOf(repeated, server_id)) keys += '\n' + name;
      inputs[server_id] = {Sha256(tables.Hex() + keys), tools};
    }
    keys.clear();
    tools = 0;
  };
  SQLite::Statement row = database.Prepare(sql::kStandingKeys);
  ForEach(row, [&] {
    if (Number(row, 0) != server_id) end_server();
    server_id = Number(row, 0);
    ++tools;
    keys += ' ' + std::to_string(Number(row, 1)) + ':' + std::to_string(Number(row, 2));
  });
  end_server();
  return inputs;
}

// Servers that are assessed together: ids that lie together, so that one query reads them.
struct Batch {
  std::map<int64_t, Inputs> servers;
  std::map<int64_t, ServerTools> tools;
};
constexpr size_t kToolsPerBatch = 4096;
constexpr int64_t kMostIdsBetween = 8;  // of servers that are passed over

// Takes the next ones out of `inputs`.
Batch NextBatch(std::map<int64_t, Inputs>* inputs, AssessedToolsReader* reader) {
  Batch batch;
  std::vector<int64_t> ids;
  size_t tools = 0;
  for (auto next = inputs->begin(); next != inputs->end(); next = inputs->begin()) {
    tools += next->second.tools;
    const bool too_many = !batch.servers.empty() && tools > kToolsPerBatch;
    if (too_many || (!ids.empty() && next->first - ids.back() > kMostIdsBetween)) break;
    ids.push_back(next->first);
    batch.servers.insert(inputs->extract(next));
  }
  batch.tools = reader->Read(ids);
  return batch;
}

struct Assessed {
  int64_t server_id = 0;
  Inputs inputs;
  std::vector<Finding> findings;
  AssessmentSummary summary;
};

std::vector<Finding> Find(const Assessor& assessor, const ServerTexts& texts) {
  return assessor.find ? assessor.find(texts) : std::vector<Finding>();
}

class AssessmentWriter {
 public:
  explicit AssessmentWriter(Database& database)
      : drop_(database.Prepare(sql::kDropAssessment)),
        store_(database.Prepare(sql::kStoreAssessment)),
        drop_findings_(database.Prepare(sql::kDropServerFindings)),
        store_finding_(database.Prepare(sql::kStoreServerFinding)) {}

  void Drop(int64_t server_id) { Execute(drop_, server_id); }

  // In place of those that were stored.
  void Store(int64_t server_id, const std::vector<Finding>& findings) {
    Execute(drop_findings_, server_id);
    int64_t position = 0;
    for (const Finding& finding : findings) {
      EncodeEvidence(finding.evidence, &text_);
      Execute(store_finding_, server_id, position++, finding.rule,
              static_cast<int64_t>(finding.severity), finding.message, text_);
    }
  }

  void Store(const Assessed& assessed) {
    Store(assessed.server_id, assessed.findings);
    const AssessmentSummary& summary = assessed.summary;
    EncodeStrings(summary.capabilities, &text_);
    EncodeStrings(summary.flows, &flows_);
    std::optional<int64_t> finding;
    if (summary.worst_finding) finding = static_cast<int64_t>(*summary.worst_finding);
    const std::string grade(1, summary.grade);
    Execute(store_, assessed.server_id, assessed.inputs.digest, grade,
            static_cast<int64_t>(summary.points),
            static_cast<int64_t>(summary.worst_risk.value_or(Risk::kLow)),
            static_cast<int64_t>(assessed.inputs.tools), static_cast<int64_t>(summary.tokens),
            text_, flows_, finding);
  }

 private:
  SQLite::Statement drop_;
  SQLite::Statement store_;
  SQLite::Statement drop_findings_;
  SQLite::Statement store_finding_;
  std::string text_;
  std::string flows_;
};

// While one batch is assessed on another thread, the one before it is stored and the next is read:
// of many servers the one takes as long as the other.
void AssessAll(std::map<int64_t, Inputs> inputs, const Instructions& instructions,
               const Repeated& repeated, const Assessor& assessor, Database& database,
               AssessmentWriter* writer) {
  const auto assess = [&](const Batch& batch) {
    std::vector<Assessed> all;
    for (const auto& [id, of_server] : batch.servers) {
      const auto tools = batch.tools.find(id);
      if (tools == batch.tools.end()) continue;
      Assessed& one = all.emplace_back(Assessed{id, of_server, {}, {}});
      one.findings = Find(assessor, {InstructionsOf(instructions, id), tools->second.Set(),
                                     RepeatedOf(repeated, id)});
      one.summary = assessor.summarize(tools->second.Assessed(), one.findings);
    }
    return all;
  };
  AssessedToolsReader reader(database);
  std::future<std::vector<Assessed>> running;
  const auto finished = [&] { return running.valid() ? running.get() : std::vector<Assessed>(); };
  while (!inputs.empty()) {
    Batch batch = NextBatch(&inputs, &reader);
    const std::vector<Assessed> before = finished();
    running = std::async(std::launch::async,
                         [&assess, batch = std::move(batch)] { return assess(batch); });
    for (const Assessed& one : before) writer->Store(one);
  }
  for (const Assessed& one : finished()) writer->Store(one);
}

}  // namespace

void StoreAssessments(Database& database, const Assessor& assessor,
                      const ListingWriter::RepeatedNames& repeated_names) {
  if (database.Number(sql::kCountAssessmentTables) == 0) return;
  const Instructions instructions = InstructionsOfServers(database);
  const Repeated repeated = RepeatedOfServers(database, repeated_names);
  std::map<int64_t, Inputs> inputs =
      InputsOfServers(database, assessor.tables, instructions, repeated);
  database.Run(sql::kDropUnassessedFindings);
  AssessmentWriter writer(database);
  // A server that tells something and has no tools: there are few, so nothing is kept of what its
  // findings follow from.
  for (const auto& [id, told] : instructions) {
    if (!inputs.contains(id)) writer.Store(id, Find(assessor, {told, {}, {}}));
  }
  std::vector<int64_t> stale;
  SQLite::Statement stored = database.Prepare(sql::kAssessmentInputs);
  ForEach(stored, [&] {
    const auto now = inputs.find(Number(stored, 0));
    if (now == inputs.end()) {
      stale.push_back(Number(stored, 0));
    } else if (OptionalDigest(stored, 1) == now->second.digest) {
      inputs.erase(now);
    }
  });
  for (const int64_t id : stale) {
    writer.Drop(id);
    if (!instructions.contains(id)) writer.Store(id, {});
  }
  AssessAll(std::move(inputs), instructions, repeated, assessor, database, &writer);
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
