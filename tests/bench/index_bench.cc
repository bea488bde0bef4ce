// The floor under `mcprisk index`: what SQLite itself takes for the rows of a catalog.
//
// MCPRISK_BENCH_CATALOG names a finished catalog. All its rows go, through prepared statements and
// nothing else, into a fresh one beside it: same schema, settings, size of transactions, full-text
// index, indices and checkpoint, since the same Database makes it. Rows are read outside the clock,
// a transaction's worth of every table at a time, in the order in which the index wrote them.
#include <SQLiteCpp/Column.h>
#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/digest.h"
#include "catalog/catalog.h"
#include "catalog/database.h"
#include "catalog/search_text.h"
#include "catalog/sql.h"

namespace mcprisk {
namespace {

using Clock = std::chrono::steady_clock;

using Value = std::variant<std::nullopt_t, int64_t, double, std::string, Digest>;
using Row = std::vector<Value>;

Value ValueOf(const SQLite::Statement& statement, int index) {
  const SQLite::Column column = statement.getColumn(index);
  if (column.isInteger()) return column.getInt64();
  if (column.isFloat()) return column.getDouble();
  if (column.isText()) return column.getString();
  if (column.isBlob()) return OptionalDigest(statement, index).value();  // there are no others
  return std::nullopt;
}

void InsertRow(const Row& row, SQLite::Statement* insert) {
  int index = 0;
  for (const Value& value : row) {
    ++index;
    std::visit([&](const auto& plain) { Bind(*insert, index, plain); }, value);
  }
  insert->exec();
  insert->reset();
}

std::vector<std::string> Names(Database& database, const std::string& sql) {
  std::vector<std::string> names;
  SQLite::Statement statement = database.Prepare(sql.c_str());
  ForEach(statement, [&] { names.push_back(Text(statement, 0)); });
  return names;
}

// One table on its way from one catalog to the other.
class TableCopy {
 public:
  TableCopy(SQLite::Statement read, SQLite::Statement insert, size_t rows_each)
      : read_(std::move(read)), insert_(std::move(insert)), rows_each_(rows_each) {}

  // Takes the next rows out of the source.
  void Read() {
    rows_.clear();
    while (rows_.size() < rows_each_ && !read_.isDone() && read_.executeStep()) {
      Row& row = rows_.emplace_back();
      for (int i = 0; i < read_.getColumnCount(); ++i) row.push_back(ValueOf(read_, i));
    }
  }
  void Insert() {
    for (const Row& row : rows_) InsertRow(row, &insert_);
  }
  std::vector<Row>& rows() { return rows_; }

 private:
  SQLite::Statement read_;
  SQLite::Statement insert_;
  size_t rows_each_;
  std::vector<Row> rows_;
};

// Like the rows of a table, in `parts` parts.
TableCopy CopyOf(const std::string& table, size_t parts, Database& source, Database& target) {
  std::string columns;
  std::string values;
  for (const std::string& column :
       Names(source, "SELECT name FROM pragma_table_info('" + table + "')")) {
    columns += (columns.empty() ? "" : ", ") + column;
    values += values.empty() ? "?" : ", ?";
  }
  const auto rows = static_cast<size_t>(source.Number(("SELECT count(*) FROM " + table).c_str()));
  // NOT INDEXED: in the order of the primary key, even where an index has all columns.
  return {source.Prepare(("SELECT " + columns + " FROM " + table + " NOT INDEXED").c_str()),
          target.Prepare(
              ("INSERT INTO " + table + " (" + columns + ") VALUES (" + values + ")").c_str()),
          rows / parts + 1};
}

// {id, name, title, description} to what is kept of it in tool_text, as DefinitionWriter does.
Row WordsOf(const Row& definition) {
  const auto& name = std::get<std::string>(definition[1]);
  std::optional<std::string> text;
  for (size_t i : {2, 3}) {
    if (const auto* part = std::get_if<std::string>(&definition[i])) {
      text = text ? *text + '\n' + *part : *part;
    }
  }
  Row words = {definition[0], IndexedName(name).value_or(name), std::nullopt};
  if (text) words[2] = IndexedText(*text).value_or(*text);
  return words;
}

class Floor {
 public:
  Floor(const std::string& from, const std::string& to)
      : source_(Database::ForReading(from)), target_(Database::ForWriting(to, {})) {
    target_.Run(sql::kWriteAhead);
    tools_ = static_cast<size_t>(source_.Number("SELECT count(*) FROM definition"));
    parts_ = tools_ / kToolsPerTransaction + 1;
    for (const std::string& table :
         Names(source_,
               "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE"
               " 'sqlite_%' AND name NOT LIKE 'tool_text%' ORDER BY rowid")) {
      tables_.push_back(CopyOf(table, parts_, source_, target_));
    }
    // The words are not stored; they are made again from the definitions.
    tables_.emplace_back(
        source_.Prepare("SELECT id, name, title, description FROM definition NOT INDEXED"),
        target_.Prepare(sql::kInsertWords), tools_ / parts_ + 1);
  }

  // Copies everything; returns the seconds that writing took.
  double Copy() {
    for (size_t part = 0; part < parts_; ++part) {
      for (TableCopy& table : tables_) table.Read();
      for (Row& row : tables_.back().rows()) row = WordsOf(row);
      for (TableCopy& table : tables_) rows_ += table.rows().size();
      Timed([&] {
        target_.Run(sql::kBegin);
        for (TableCopy& table : tables_) table.Insert();
        if (part + 1 == parts_) target_.MakeIndices();
        target_.Run(sql::kCommit);
      });
    }
    tables_.clear();  // the journal mode cannot change under open statements
    Timed([&] {
      target_.Number(sql::kCheckpoint);
      target_.Run(sql::kOneFile);
    });
    return seconds_;
  }

  size_t tools() const { return tools_; }
  size_t rows() const { return rows_; }

 private:
  template <typename Work>
  void Timed(const Work& work) {
    const Clock::time_point start = Clock::now();
    work();
    seconds_ += std::chrono::duration<double>(Clock::now() - start).count();
  }

  Database source_;
  Database target_;
  std::vector<TableCopy> tables_;
  size_t tools_ = 0;
  size_t parts_ = 0;
  size_t rows_ = 0;
  double seconds_ = 0;
};

void Remove(const std::string& catalog) {
  for (const char* suffix : {"", "-wal", "-shm"}) {
    std::error_code ignored;
    std::filesystem::remove(catalog + suffix, ignored);
  }
}

void BM_InsertFloor(benchmark::State& state) {
  const char* const catalog = std::getenv("MCPRISK_BENCH_CATALOG");
  if (catalog == nullptr) {
    state.SkipWithError("no catalog: name a finished one in MCPRISK_BENCH_CATALOG");
    return;
  }
  const std::string copy = std::string(catalog) + ".floor";
  try {
    for ([[maybe_unused]] auto _ : state) {
      Remove(copy);
      Floor floor(catalog, copy);
      state.SetIterationTime(floor.Copy());
      state.counters["tools"] = static_cast<double>(floor.tools());
      state.counters["rows"] = static_cast<double>(floor.rows());
      state.SetItemsProcessed(static_cast<int64_t>(floor.rows()));
    }
  } catch (const std::exception& error) {
    state.SkipWithError(error.what());
  }
  Remove(copy);
}
// Once: the measurement is long, and the next one would find other caches.
BENCHMARK(BM_InsertFloor)->Iterations(1)->UseManualTime()->Unit(benchmark::kSecond);

}  // namespace
}  // namespace mcprisk
