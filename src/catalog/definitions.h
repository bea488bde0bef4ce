// Writes definitions, what they were judged to be, and their words. Private to catalog/.
//
// A definition is stored once, under its digest. While the catalog has no indices yet (its first
// run) the digests are kept in memory; with them, each digest that this run has not met is looked
// up.
#ifndef MCPRISK_CATALOG_DEFINITIONS_H_
#define MCPRISK_CATALOG_DEFINITIONS_H_

#include <cstdint>
#include <string>
#include <unordered_set>

#include "base/digest.h"
#include "catalog/database.h"
#include "catalog/digest_table.h"

namespace mcprisk {

class DefinitionWriter {
 public:
  // `database` must outlive it. `ruleset_id` is the one that judges.
  DefinitionWriter(Database& database, int64_t ruleset_id);

  // Stores what is not stored yet; returns the definition's id.
  int64_t Put(const JudgedTool& judged);

  std::unordered_set<Digest, DigestHash> JudgedDefinitions();

  // For the beginning of a transaction. Drops the indices that grow in no order once this run has
  // brought so many definitions that making them anew at its end costs less than keeping them up:
  // a transaction's worth, and half as many as were there.
  void DropIndicesIfMany();

 private:
  // Id of the definition, or 0.
  int64_t Find(const Digest& digest);
  int64_t Insert(const Tool& tool);
  void LoadIds();
  void InsertWords(int64_t id, const Tool& tool);
  void InsertClassification(int64_t id, const Classification& classification);

  Database& database_;
  const int64_t ruleset_id_;
  bool indexed_;
  const int64_t ids_before_;  // this run
  int64_t last_id_;
  DigestTable ids_;  // all of them while there is no index, else those met
  SQLite::Statement find_;
  SQLite::Statement insert_;
  SQLite::Statement insert_words_;
  SQLite::Statement insert_classification_;
  SQLite::Statement insert_finding_;
  // Buffers for encoded columns, kept so that a row costs no allocation.
  std::string capabilities_, evidence_, operations_, risk_steps_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CATALOG_DEFINITIONS_H_
