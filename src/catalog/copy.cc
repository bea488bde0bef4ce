#include "catalog/copy.h"

#include "catalog/database.h"
#include "catalog/sql.h"

namespace mcprisk {

void CopyCatalog(const std::string& path, const std::string& to) {
  Guarded(path, [&] {
    Database database = Database::ForReading(path);
    database.AllowCopy();
    SQLite::Statement copy = database.Prepare(sql::kCopyInto);
    Execute(copy, to);
  });
}

void CheckCatalogFile(const std::string& path) {
  Guarded(path, [&] {
    Database database = Database::ForReading(path);
    SQLite::Statement check = database.Prepare(sql::kQuickCheck);
    std::string verdict;
    ForEach(check, [&] { verdict = Text(check, 0); });
    if (verdict != "ok") throw Error(path + ": is damaged (SQLite: " + verdict + ")");
  });
}

}  // namespace mcprisk
