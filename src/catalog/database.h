// The one place where a catalog file is opened. Private to catalog/.
//
// Opening asks whether the file is a catalog that this program can read, makes a new one where
// there is none, and locks SQLite down: the schema of a stranger's file is not trusted to call
// functions, and nothing attaches other files. Memory-mapped reading stays off: a file that is cut
// while it is read must be an error and not a bus fault.
#ifndef MCPRISK_CATALOG_DATABASE_H_
#define MCPRISK_CATALOG_DATABASE_H_

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/digest.h"
#include "base/result.h"
#include "catalog/catalog.h"

namespace mcprisk {

class Database {
 public:
  // Throws Error. ForWriting makes a new catalog where the file is missing or empty. Both bring a
  // catalog of an older schema forward, in one transaction.
  static Database ForWriting(const std::string& path, const CatalogOptions& options);
  static Database ForReading(const std::string& path);

  const std::string& path() const { return path_; }

  SQLite::Statement Prepare(const char* sql) { return {handle_, sql}; }
  // The same, made once and kept: SQLite takes longer to plan a look-up than to do it. For queries
  // that end before they are asked again; `sql` is one of sql.h.
  SQLite::Statement& Kept(const char* sql);
  void Run(const char* sql) { handle_.exec(sql); }
  void TryRun(const char* sql) noexcept { handle_.tryExec(sql); }  // where failing is no harm
  int64_t Number(const char* sql);  // the first column of the first row
  int64_t LastId() const { return handle_.getLastInsertRowid(); }
  int Changes() const { return handle_.getChanges(); }  // rows of the last INSERT, UPDATE, DELETE

  bool InTransaction() const;
  // Rolls back what is open. SQLite has already done so on some errors (disk full), so a blind
  // ROLLBACK would fail. Never throws.
  void RollBack() noexcept;

  // Lets one statement write another file, kCopyInto: it attaches it while it runs.
  void AllowCopy();

  // The indices of the schema's third part, see data/schema.sql. A run that brings many
  // definitions does without some of them until its end; MakeIndices makes those that are missing.
  bool HasIndices();
  void MakeIndices();

 private:
  Database(const std::string& path, int flags, int busy_milliseconds);
  void LockDown();
  void MakeSchema();
  // The schema of the catalog, 0 for an empty file; throws Error for everything else.
  int64_t SchemaHeld();
  // To kCatalogSchema. Another program may do so at the same time.
  void BringForward();

  std::string path_;
  mutable SQLite::Database handle_;
  std::unordered_map<const char*, std::unique_ptr<SQLite::Statement>> kept_;  // by address
};

// The sentence for a person: what happened to the file at `path`, and the way out.
std::string Explained(const std::string& path, const SQLite::Exception& exception);

// Does `work`; SQLite's exceptions become Errors. Every public function of this folder goes through
// here.
template <typename Work>
auto Guarded(const std::string& path, Work work) -> decltype(work()) {
  try {
    return work();
  } catch (const SQLite::Exception& exception) {
    throw Error(Explained(path, exception));
  }
}

// --- Statements --------------------------------------------------------------------------------

// Binds without a copy: the value must live until the statement has run.
void Bind(SQLite::Statement& statement, int index, const std::string& text);
void Bind(SQLite::Statement& statement, int index, const Digest& digest);
void Bind(SQLite::Statement& statement, int index, int64_t number);
void Bind(SQLite::Statement& statement, int index, double number);
void Bind(SQLite::Statement& statement, int index, std::nullopt_t);
template <typename Value>
void Bind(SQLite::Statement& statement, int index, const std::optional<Value>& value) {
  if (value) {
    Bind(statement, index, *value);
  } else {
    Bind(statement, index, std::nullopt);
  }
}

// Binds all values from the first parameter on.
template <typename... Values>
void BindAll(SQLite::Statement& statement, const Values&... values) {
  int index = 0;
  (Bind(statement, ++index, values), ...);
}

// Runs a statement that gives no rows, and makes it ready for the next time.
template <typename... Values>
void Execute(SQLite::Statement& statement, const Values&... values) {
  BindAll(statement, values...);
  statement.exec();
  statement.reset();
}

// Runs a query and calls `row` for each of its rows.
template <typename Row, typename... Values>
void ForEach(SQLite::Statement& statement, const Row& row, const Values&... values) {
  // Also when `row` throws: a statement that is kept must not hold the file's state.
  struct Reset {
    explicit Reset(SQLite::Statement& of) : statement(of) { statement.tryReset(); }
    ~Reset() { statement.tryReset(); }
    SQLite::Statement& statement;
  } reset(statement);
  BindAll(statement, values...);
  while (statement.executeStep()) row();
}

std::string Text(const SQLite::Statement& statement, int column);
std::optional<std::string> OptionalText(const SQLite::Statement& statement, int column);
int64_t Number(const SQLite::Statement& statement, int column);
// A stored number as one from 0 to `last`, of an enum or not: a damaged file may hold any number.
template <typename Value>
Value Bounded(int64_t number, Value last) {
  return static_cast<Value>(std::clamp<int64_t>(number, 0, static_cast<int64_t>(last)));
}
std::optional<Digest> OptionalDigest(const SQLite::Statement& statement, int column);

}  // namespace mcprisk

#endif  // MCPRISK_CATALOG_DATABASE_H_
