#include "catalog/definitions.h"

#include <vector>

#include "catalog/encode.h"
#include "catalog/search_text.h"
#include "catalog/sql.h"

namespace mcprisk {

DefinitionWriter::DefinitionWriter(Database& database, int64_t ruleset_id)
    : database_(database),
      ruleset_id_(ruleset_id),
      indexed_(database.HasIndices()),
      ids_before_(database.Number(sql::kLastDefinition)),
      last_id_(ids_before_),
      find_(database.Prepare(sql::kFindDefinition)),
      insert_(database.Prepare(sql::kInsertDefinition)),
      insert_words_(database.Prepare(sql::kInsertWords)),
      insert_classification_(database.Prepare(sql::kInsertClassification)),
      insert_finding_(database.Prepare(sql::kInsertFinding)) {
  if (!indexed_) LoadIds();
}

void DefinitionWriter::LoadIds() {
  SQLite::Statement all = database_.Prepare(sql::kDefinitionDigests);
  ForEach(all, [&] {
    if (std::optional<Digest> digest = OptionalDigest(all, 1)) ids_.At(*digest) = Number(all, 0);
  });
}

void DefinitionWriter::DropIndicesIfMany() {
  const int64_t brought = last_id_ - ids_before_;
  if (!indexed_ || brought < static_cast<int64_t>(kToolsPerTransaction)) return;
  if (brought < ids_before_ / 2) return;
  LoadIds();
  indexed_ = false;
  database_.Run(sql::kDropUnorderedIndices);
}

int64_t DefinitionWriter::Put(const JudgedTool& judged) {
  int64_t& id = ids_.At(judged.tool.digest);
  if (id == 0) id = Find(judged.tool.digest);
  if (id == 0) id = Insert(judged.tool);
  if (judged.classification) InsertClassification(id, *judged.classification);
  return id;
}

int64_t DefinitionWriter::Find(const Digest& digest) {
  int64_t id = 0;
  if (indexed_)
    ForEach(
        find_, [&] { id = Number(find_, 0); }, digest);
  return id;
}

int64_t DefinitionWriter::Insert(const Tool& tool) {
  const int64_t id = last_id_ + 1;
  Execute(insert_, id, tool.digest, tool.name, tool.title, tool.description, tool.input_schema,
          tool.output_schema, tool.annotations_json);
  InsertWords(id, tool);
  last_id_ = id;
  return id;
}

void DefinitionWriter::InsertWords(int64_t id, const Tool& tool) {
  const std::optional<std::string> name = IndexedName(tool.name);
  std::optional<std::string> both;
  if (tool.title && tool.description) both = *tool.title + '\n' + *tool.description;
  const std::optional<std::string>& text =
      both ? both : (tool.description ? tool.description : tool.title);
  const std::optional<std::string> apart = text ? IndexedText(*text) : std::nullopt;
  Execute(insert_words_, id, name ? *name : tool.name, apart ? apart : text);
}

void DefinitionWriter::InsertClassification(int64_t id, const Classification& judged) {
  EncodeStrings(judged.capabilities, &capabilities_);
  EncodeEvidence(judged.evidence, &evidence_);
  EncodeOperations(judged.operations, &operations_);
  EncodeStrings(judged.risk_steps, &risk_steps_);
  const std::string basis = judged.basis.Text();
  Execute(insert_classification_, id, ruleset_id_, static_cast<int64_t>(judged.category),
          static_cast<int64_t>(judged.risk), judged.confidence, basis, capabilities_,
          judged.rationale, evidence_, judged.operation_parameter, operations_, risk_steps_);
  if (database_.Changes() == 0) return;  // judged before, and so were its findings
  int64_t position = 0;
  for (const Finding& finding : judged.findings) {
    EncodeEvidence(finding.evidence, &evidence_);
    Execute(insert_finding_, id, ruleset_id_, position++, finding.rule,
            static_cast<int64_t>(finding.severity), finding.message, evidence_);
  }
}

std::unordered_set<Digest, DigestHash> DefinitionWriter::JudgedDefinitions() {
  // Both queries read an index only; a join would look up each definition.
  std::unordered_set<int64_t> judged;
  SQLite::Statement ids = database_.Prepare(sql::kJudgedDefinitions);
  ForEach(
      ids, [&] { judged.insert(Number(ids, 0)); }, ruleset_id_);
  std::unordered_set<Digest, DigestHash> digests;
  digests.reserve(judged.size());
  SQLite::Statement all = database_.Prepare(sql::kDefinitionDigests);
  ForEach(all, [&] {
    const std::optional<Digest> digest = OptionalDigest(all, 1);
    if (digest && judged.contains(Number(all, 0))) digests.insert(*digest);
  });
  return digests;
}

}  // namespace mcprisk
