#include "catalog/database.h"

#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <vector>

#include "base/embedded.h"
#include "base/text.h"
#include "catalog/closeness.h"
#include "catalog/sql.h"
#include "catalog/sql_limits.h"

namespace mcprisk {
namespace {

constexpr char kSchemaPath[] = "data/schema.sql";
// The lines of the schema where the views and the indices begin.
constexpr char kViews[] = "-- Part 2:";
constexpr char kIndices[] = "-- Part 3:";

// 16 KiB: half a million tools are written a tenth faster than with SQLite's 4 KiB, and the file is
// smaller; an empty catalog takes half a megabyte.
constexpr int64_t kPageBytes = 16384;
constexpr int kReaderBusyMilliseconds = 5000;

std::string_view Embedded(const std::string& path) {
  for (const EmbeddedFile& file : EmbeddedFiles()) {
    if (file.path == path) return file.text;
  }
  throw Error("this program was built without " + path);
}

// The schema from the line of `begin` (nullptr: its beginning) to that of `end` (its end).
std::string SchemaPart(const char* begin, const char* end) {
  const std::string_view schema = Embedded(kSchemaPath);
  const size_t from = begin == nullptr ? 0 : schema.find(begin);
  const size_t to = end == nullptr ? schema.size() : schema.find(end);
  return std::string(schema.substr(from, to - from));
}

Error NoCatalog(const std::string& path, const std::string& why) {
  return Error(path + ": " + why + "; name another file with --catalog");
}

// What SQLite says of these in one word ("unable to open database file") helps nobody.
void CheckPlace(const std::string& path, bool must_exist) {
  std::error_code ignored;
  const std::filesystem::path file(path);
  if (std::filesystem::is_directory(file, ignored)) {
    throw NoCatalog(path, "is a folder, not a catalog");
  }
  if (std::filesystem::exists(file, ignored)) return;
  if (must_exist) {
    throw Error(path + ": there is no such catalog; make it with \"mcprisk index\", or name " +
                "another file with --catalog");
  }
  const std::filesystem::path folder = file.parent_path();
  if (!folder.empty() && !std::filesystem::is_directory(folder, ignored)) {
    throw Error(path + ": cannot be made, there is no folder " + folder.string());
  }
}

// Somebody who reads an old file may not be one who may write it.
void BringFileForward(const std::string& path, int64_t schema) {
  try {
    Database::ForWriting(path, {});
  } catch (const Error& error) {
    throw Error(path + ": made by schema " + std::to_string(schema) +
                " of an older mcprisk, and cannot be brought to schema " +
                std::to_string(kCatalogSchema) + " (" + error.what() +
                "); make a copy that you may write to");
  }
}

}  // namespace

Database::Database(const std::string& path, int flags, int busy_milliseconds)
    : path_(path), handle_(path, flags | SQLite::OPEN_NOMUTEX, busy_milliseconds) {
  LockDown();
}

Database Database::ForWriting(const std::string& path, const CatalogOptions& options) {
  return Guarded(path, [&] {
    CheckPlace(path, /*must_exist=*/false);
    Database database(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE,
                      options.busy_milliseconds);
    if (sqlite3_db_readonly(database.handle_.getHandle(), "main") == 1) {
      throw Error(path + ": cannot be written, the file is read-only");
    }
    if (options.max_bytes > 0) {
      const size_t pages = std::max<size_t>(1, options.max_bytes / kPageBytes);
      database.handle_.exec("PRAGMA max_page_count = " + std::to_string(pages));
    }
    const int64_t schema = database.SchemaHeld();
    if (schema == 0) database.MakeSchema();
    if (schema != 0 && schema < kCatalogSchema) database.BringForward();
    database.Run(sql::kTuneWriter);
    return database;
  });
}

Database Database::ForReading(const std::string& path) {
  return Guarded(path, [&] {
    CheckPlace(path, /*must_exist=*/true);
    Database database(path, SQLite::OPEN_READONLY, kReaderBusyMilliseconds);
    const int64_t schema = database.SchemaHeld();
    if (schema == 0) throw NoCatalog(path, "is empty, not a catalog");
    if (schema < kCatalogSchema) BringFileForward(path, schema);
    database.Run(sql::kTuneReader);
    if (!AddCloseness(database.handle_.getHandle())) {
      throw Error("this program's SQLite has no full-text search (FTS5)");
    }
    return database;
  });
}

void Database::LockDown() {
  struct Limit {
    int id;
    size_t most;
  };
  static constexpr Limit kLimits[] = {
      {SQLITE_LIMIT_SQL_LENGTH, kMaxSqlBytes},
      {SQLITE_LIMIT_EXPR_DEPTH, kMaxSqlDepth},
      {SQLITE_LIMIT_COMPOUND_SELECT, kMaxSqlSelects},
      {SQLITE_LIMIT_VDBE_OP, kMaxSqlSteps},
      {SQLITE_LIMIT_FUNCTION_ARG, kMaxSqlArguments},
      {SQLITE_LIMIT_TRIGGER_DEPTH, kMaxTriggerDepth},
      {SQLITE_LIMIT_ATTACHED, 0},
  };
  sqlite3* const handle = handle_.getHandle();
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
  for (const Limit& limit : kLimits) {
    sqlite3_limit(handle, limit.id, static_cast<int>(limit.most));
  }
  Run(sql::kCheckCells);
}

int64_t Database::SchemaHeld() {
  const int64_t application = Number(sql::kApplicationId);
  const int64_t schema = Number(sql::kUserVersion);
  if (application == 0 && schema == 0 && Number(sql::kCountTables) == 0) return 0;
  if (application != kCatalogApplicationId) {
    throw NoCatalog(path_, "is an SQLite file of another program, not a catalog");
  }
  if (schema > kCatalogSchema) {
    throw Error(path_ + ": made by schema " + std::to_string(schema) +
                ", this program reads up to " + std::to_string(kCatalogSchema) +
                "; upgrade mcprisk, or index into a new file with --catalog");
  }
  if (schema < 1) {
    throw NoCatalog(path_, "is damaged: no schema is numbered " + std::to_string(schema));
  }
  return schema;
}

void Database::BringForward() {
  Run(sql::kBegin);
  for (int64_t schema = Number(sql::kUserVersion); schema < kCatalogSchema; ++schema) {
    const std::string next = std::to_string(schema + 1);
    handle_.exec(std::string(Embedded("data/migrations/" + next + ".sql")));
    handle_.exec("PRAGMA user_version = " + next);
  }
  std::vector<std::string> views;
  {
    SQLite::Statement names = Prepare(sql::kViewNames);
    ForEach(names, [&] { views.push_back(Text(names, 0)); });
  }
  for (const std::string& view : views) {
    handle_.exec("DROP VIEW \"" + ReplaceAll(view, "\"", "\"\"") + "\"");
  }
  handle_.exec(SchemaPart(kViews, kIndices));
  if (HasIndices()) MakeIndices();
  SQLite::Statement check = Prepare(sql::kQuickCheck);
  std::string verdict;
  ForEach(check, [&] { verdict = Text(check, 0); });
  if (verdict != "ok") {
    throw NoCatalog(path_, "is damaged (SQLite: " + verdict + "), it stays at the older schema");
  }
  Run(sql::kCommit);
}

void Database::MakeSchema() {
  // These two can only be chosen before the first page is written.
  handle_.exec("PRAGMA page_size = " + std::to_string(kPageBytes));
  Run(sql::kNoAutoVacuum);
  Run(sql::kBegin);
  if (Number(sql::kCountTables) == 0) {  // another program may have been faster
    handle_.exec(SchemaPart(nullptr, kIndices));
    handle_.exec("PRAGMA application_id = " + std::to_string(kCatalogApplicationId));
    handle_.exec("PRAGMA user_version = " + std::to_string(kCatalogSchema));
  }
  Run(sql::kCommit);
}

void Database::AllowCopy() {
  sqlite3_limit(handle_.getHandle(), SQLITE_LIMIT_ATTACHED, 1);
  Run(sql::kMayWrite);
}

bool Database::HasIndices() { return Number(sql::kCountIndices) > 0; }

void Database::MakeIndices() { handle_.exec(SchemaPart(kIndices, nullptr)); }

SQLite::Statement& Database::Kept(const char* sql) {
  std::unique_ptr<SQLite::Statement>& statement = kept_[sql];
  if (!statement) statement = std::make_unique<SQLite::Statement>(handle_, sql);
  return *statement;
}

int64_t Database::Number(const char* sql) {
  SQLite::Statement statement = Prepare(sql);
  return statement.executeStep() ? statement.getColumn(0).getInt64() : 0;
}

bool Database::InTransaction() const { return sqlite3_get_autocommit(handle_.getHandle()) == 0; }

void Database::RollBack() noexcept {
  if (InTransaction()) handle_.tryExec(sql::kRollback);
}

std::string Explained(const std::string& path, const SQLite::Exception& exception) {
  const std::string detail = std::string(" (SQLite: ") + exception.what() + ")";
  switch (exception.getErrorCode() & 0xff) {  // without the extended part
    case SQLITE_FULL:
      return path + ": disk full; what was stored before is whole: make room, then index again";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return path + ": another program is writing to it; try again when it has ended";
    case SQLITE_NOTADB:
      return NoCatalog(path, "is not a catalog").what();
    case SQLITE_CORRUPT:
      return path + ": is damaged" + detail + "; index into a new file with --catalog";
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return path + ": cannot be written, the file or its folder is read-only" + detail;
    case SQLITE_CANTOPEN:
      return path + ": cannot be opened, look at the permissions of the file and its folder" +
             detail;
    case SQLITE_IOERR:
      return path + ": reading or writing it failed" + detail;
    default:
      return path + ": " + exception.what();
  }
}

void Bind(SQLite::Statement& statement, int index, const std::string& text) {
  statement.bindNoCopy(index, text);
}

void Bind(SQLite::Statement& statement, int index, const Digest& digest) {
  statement.bindNoCopy(index, digest.bytes.data(), static_cast<int>(digest.bytes.size()));
}

void Bind(SQLite::Statement& statement, int index, int64_t number) {
  statement.bind(index, number);
}

void Bind(SQLite::Statement& statement, int index, double number) { statement.bind(index, number); }

void Bind(SQLite::Statement& statement, int index, std::nullopt_t) { statement.bind(index); }

std::string Text(const SQLite::Statement& statement, int column) {
  return statement.getColumn(column).getString();
}

std::optional<std::string> OptionalText(const SQLite::Statement& statement, int column) {
  if (statement.isColumnNull(column)) return std::nullopt;
  return Text(statement, column);
}

int64_t Number(const SQLite::Statement& statement, int column) {
  return statement.getColumn(column).getInt64();
}

std::optional<Digest> OptionalDigest(const SQLite::Statement& statement, int column) {
  const SQLite::Column value = statement.getColumn(column);
  Digest digest;
  const int bytes = value.getBytes();
  if (value.isNull() || static_cast<size_t>(bytes) != digest.bytes.size()) return std::nullopt;
  const auto* data = static_cast<const uint8_t*>(value.getBlob());
  std::copy(data, data + bytes, digest.bytes.begin());
  return digest;
}

}  // namespace mcprisk
