// Scans of the whole catalog, for those who keep an overview of it.
#include <string>
#include <unordered_map>

#include "catalog/encode.h"
#include "catalog/reader.h"
#include "catalog/reader_rep.h"
#include "catalog/sql.h"

namespace mcprisk {

void CatalogReader::ForEachTool(const std::function<void(const StandingTool&)>& visit) {
  rep_->Reading([&] {
    // A few thousand lists stand for all tools.
    std::unordered_map<std::string, std::vector<std::string>> lists;
    SQLite::Statement row = rep_->database.Prepare(sql::kAllStanding);
    ForEach(row, [&] {
      std::string text = Text(row, 6);
      const std::string name = Text(row, 7);
      auto list = lists.find(text);
      if (list == lists.end()) {
        std::vector<std::string> decoded = DecodeStrings(text, &rep_->parser);
        list = lists.emplace(std::move(text), std::move(decoded)).first;
      }
      visit({.key = {Number(row, 0), Number(row, 1), Number(row, 2)},
             .server_id = Number(row, 3),
             .name = name,
             .category = Enumerator(row, 4, Category::kFinancial),
             .risk = Enumerator(row, 5, Risk::kCritical),
             .capabilities = list->second});
    });
  });
}

std::vector<ServerTimes> CatalogReader::TimesOfServers() {
  std::vector<ServerTimes> times;
  rep_->Reading([&] {
    SQLite::Statement row = rep_->database.Prepare(sql::kTimesOfServers);
    ForEach(row, [&] { times.push_back({Number(row, 0), Text(row, 1), Text(row, 2)}); });
  });
  return times;
}

int64_t CatalogReader::DataVersion() {
  return Guarded(rep_->database.path(), [&] { return rep_->database.Number(sql::kDataVersion); });
}

}  // namespace mcprisk
