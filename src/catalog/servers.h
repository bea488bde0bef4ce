// Turns open listings into servers, at the end of a run. Private to catalog/.
#ifndef MCPRISK_CATALOG_SERVERS_H_
#define MCPRISK_CATALOG_SERVERS_H_

#include "catalog/catalog.h"
#include "catalog/database.h"

namespace mcprisk {

// Merges all open listings (merge.h), writes what is different from what is stored, and decides of
// every tool of every server which source's definition stands: that of the best Standing, then of
// the listing shown by the newest run, then the first by format, location and name.
//
// A server keeps its id as long as it keeps a listing. When two become one, the lower id stays and
// the other says merged_into; when one becomes two, the id stays with the oldest listing.
MergeReport StoreServers(Database& database);

}  // namespace mcprisk

#endif  // MCPRISK_CATALOG_SERVERS_H_
