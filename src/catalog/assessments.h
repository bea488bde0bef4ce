// Keeps what follows for each server beside it, at the end of a run. Private to catalog/.
#ifndef MCPRISK_CATALOG_ASSESSMENTS_H_
#define MCPRISK_CATALOG_ASSESSMENTS_H_

#include "catalog/catalog.h"
#include "catalog/database.h"

namespace mcprisk {

// Asks `assessor` about the tools of every server as they stand now, and writes what is different
// from what is stored. Takes about two microseconds a tool.
void StoreAssessments(Database& database, const Assessor& assessor);

}  // namespace mcprisk

#endif  // MCPRISK_CATALOG_ASSESSMENTS_H_
