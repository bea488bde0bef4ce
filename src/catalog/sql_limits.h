// How much SQLite may do for one statement. Ours are prepared and need far less; what could bring
// more is the schema of a stranger's file: its views and triggers.
//
// Source: SQLite's "Defense Against The Dark Arts", which lowers the same ones.
#ifndef MCPRISK_CATALOG_SQL_LIMITS_H_
#define MCPRISK_CATALOG_SQL_LIMITS_H_

#include <cstddef>

namespace mcprisk {

inline constexpr size_t kMaxSqlBytes = 100000;  // the whole schema has 19,000
inline constexpr size_t kMaxSqlDepth = 100;     // of expressions
inline constexpr size_t kMaxSqlSelects = 20;    // of one compound
inline constexpr size_t kMaxSqlSteps = 25000;   // instructions of one statement's program
inline constexpr size_t kMaxSqlArguments = 16;  // of a function
inline constexpr size_t kMaxTriggerDepth = 1;   // the catalog has no triggers

}  // namespace mcprisk

#endif  // MCPRISK_CATALOG_SQL_LIMITS_H_
