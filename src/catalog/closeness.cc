#include "catalog/closeness.h"

#include <sqlite3.h>

#include <vector>

namespace mcprisk {
namespace {

// How soon more of a word counts no more, as in FTS5's bm25.
constexpr double kSaturation = 1.2;

void Closeness(const Fts5ExtensionApi* api, Fts5Context* context, sqlite3_context* result,
               int weights, sqlite3_value** weight) {
  std::vector<double> found(static_cast<size_t>(api->xPhraseCount(context)), 0);
  int instances = 0;
  api->xInstCount(context, &instances);
  for (int i = 0; i < instances; ++i) {
    int phrase = 0;
    int column = 0;
    int offset = 0;
    if (api->xInst(context, i, &phrase, &column, &offset) != SQLITE_OK) break;
    found[static_cast<size_t>(phrase)] +=
        column < weights ? sqlite3_value_double(weight[column]) : 1.0;
  }
  double score = 0;
  for (double count : found) score += count * (kSaturation + 1) / (count + kSaturation);
  sqlite3_result_double(result, -score);
}

// By way of a statement, as FTS5 hands itself out.
fts5_api* Fts5Of(sqlite3* handle) {
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(handle, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", nullptr);
    sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  return api;
}

}  // namespace

bool AddCloseness(sqlite3* handle) {
  fts5_api* api = Fts5Of(handle);
  return api && api->xCreateFunction(api, "closeness", nullptr, Closeness, nullptr) == SQLITE_OK;
}

}  // namespace mcprisk
