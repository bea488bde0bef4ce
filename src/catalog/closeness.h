// How well a definition fits the words of a search, as a function of FTS5. Private to catalog/.
#ifndef MCPRISK_CATALOG_CLOSENESS_H_
#define MCPRISK_CATALOG_CLOSENESS_H_

struct sqlite3;

namespace mcprisk {

// Makes closeness(tool_text, weight of the first column, …) known to the connection: bm25 without
// the weight of rare words, which FTS5 learns by walking all that holds any of the words (a row
// that is found holds them all), and without the length of the text, a look-up for each row. The
// lower the better, as with bm25. False where SQLite has no FTS5.
bool AddCloseness(sqlite3* handle);

}  // namespace mcprisk

#endif  // MCPRISK_CATALOG_CLOSENESS_H_
