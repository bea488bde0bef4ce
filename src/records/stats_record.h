// The catalog's figures as a record, the same in every command and over HTTP.
#ifndef MCPRISK_RECORDS_STATS_RECORD_H_
#define MCPRISK_RECORDS_STATS_RECORD_H_

#include "base/value.h"
#include "catalog/reader.h"

namespace mcprisk {

// With "sources", one record of each, where `by_source`.
Value StatsRecord(const CatalogStats& stats, bool by_source);

}  // namespace mcprisk

#endif  // MCPRISK_RECORDS_STATS_RECORD_H_
