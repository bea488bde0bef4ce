#include "catalog/catalog.h"

#include <optional>

#include "catalog/assessments.h"
#include "catalog/comparisons.h"
#include "catalog/database.h"
#include "catalog/definitions.h"
#include "catalog/history.h"
#include "catalog/listings.h"
#include "catalog/servers.h"
#include "catalog/sql.h"

namespace mcprisk {
namespace {

// What a tool takes in the page cache, about.
size_t BytesOf(const Tool& tool) {
  const auto size = [](const std::optional<std::string>& text) { return text ? text->size() : 0; };
  return size(tool.description) + size(tool.input_schema) + size(tool.output_schema);
}

}  // namespace

// Between BeginRun and the end of the run a write transaction is always open: a second writer finds
// the file busy at once, instead of two runs taking turns.
struct Catalog::Rep {
  Rep(const std::string& path, const CatalogOptions& options)
      : database(Database::ForWriting(path, options)) {}

  void Begin() {
    database.Run(sql::kBegin);
    const int64_t version = database.Number(sql::kDataVersion);
    if (data_version != 0 && version != data_version) {
      throw Error(database.path() + ": another program has written to it during this run; " +
                  "what was stored before is whole: index again");
    }
    data_version = version;
  }

  void CountTowardsCommit(size_t tools, size_t bytes) {
    pending_tools += tools;
    pending_bytes += bytes;
    if (pending_tools < kToolsPerTransaction && pending_bytes < kBytesPerTransaction) return;
    database.Run(sql::kCommit);
    pending_tools = pending_bytes = 0;
    Begin();
    definitions->DropIndicesIfMany();
  }

  MergeReport End(const std::string& finished, const std::string& state, const Grader& grader,
                  const Assessor& assessor) {
    listings->StoreCounts();
    const MergeReport report = StoreServers(database);
    SQLite::Statement end = database.Prepare(sql::kEndRun);
    Execute(end, run_id, finished, state);
    // Before the indices: they take the room that this leaves.
    database.Run(sql::kMergeWords);
    if (!database.HasIndices()) database.MakeIndices();
    if (grader.grade) GradeChanges(database, grader);
    if (assessor.summarize) {
      StoreAssessments(database, assessor, listings->repeated());
      StoreComparisons(database, assessor);
    }
    listings.reset();
    definitions.reset();
    database.Run(sql::kCommit);
    database.Number(sql::kCheckpoint);
    // Not possible while somebody reads; then the file stays as it is until the next run.
    database.TryRun(sql::kOneFile);
    return report;
  }

  Database database;
  int64_t run_id = 0;
  int64_t data_version = 0;
  size_t pending_tools = 0;
  size_t pending_bytes = 0;
  std::optional<DefinitionWriter> definitions;
  std::optional<ListingWriter> listings;
};

Catalog::Catalog(const std::string& path, const CatalogOptions& options)
    : rep_(std::make_unique<Rep>(path, options)) {}

Catalog::~Catalog() { rep_->database.RollBack(); }

void Catalog::BeginRun(const Digest& ruleset, const std::string& program_version,
                       const std::string& started) {
  Guarded(rep_->database.path(), [&] {
    Rep& rep = *rep_;
    rep.database.Run(sql::kWriteAhead);
    rep.data_version = 0;
    rep.pending_tools = rep.pending_bytes = 0;
    rep.Begin();
    rep.run_id = rep.database.Number(sql::kNextRun);
    SQLite::Statement insert_ruleset = rep.database.Prepare(sql::kInsertRuleset);
    Execute(insert_ruleset, ruleset, rep.run_id);
    int64_t ruleset_id = 0;
    SQLite::Statement find = rep.database.Prepare(sql::kFindRuleset);
    ForEach(
        find, [&] { ruleset_id = Number(find, 0); }, ruleset);
    SQLite::Statement insert_run = rep.database.Prepare(sql::kInsertRun);
    Execute(insert_run, rep.run_id, started, ruleset_id, program_version);
    rep.definitions.emplace(rep.database, ruleset_id);
    rep.listings.emplace(rep.database, *rep.definitions, rep.run_id);
  });
}

std::unordered_set<Digest, DigestHash> Catalog::JudgedDefinitions() {
  return Guarded(rep_->database.path(), [&] { return rep_->definitions->JudgedDefinitions(); });
}

void Catalog::Add(const JudgedListing& listing) {
  Guarded(rep_->database.path(), [&] {
    rep_->listings->Add(listing);
    size_t bytes = 0;
    for (const JudgedTool& tool : listing.tools) bytes += BytesOf(tool.tool);
    rep_->CountTowardsCommit(1 + listing.tools.size(), bytes);
  });
}

void Catalog::AddProblem(const Source& source, const Problem& problem) {
  Guarded(rep_->database.path(), [&] {
    rep_->listings->AddProblem(source, problem);
    rep_->CountTowardsCommit(1, problem.what.size());
  });
}

MergeReport Catalog::Finish(const std::vector<Source>& complete, const std::string& finished,
                            const Grader& grader, const Assessor& assessor) {
  return Guarded(rep_->database.path(), [&] {
    rep_->listings->CloseUnseen(complete);
    return rep_->End(finished, "complete", grader, assessor);
  });
}

MergeReport Catalog::Interrupt(const std::string& finished, const Grader& grader,
                               const Assessor& assessor) {
  return Guarded(rep_->database.path(),
                 [&] { return rep_->End(finished, "interrupted", grader, assessor); });
}

}  // namespace mcprisk
