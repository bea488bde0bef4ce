// Holds servers against each other at the end of a run, and keeps what that shows beside what is
// found about each alone. Private to catalog/.
#ifndef MCPRISK_CATALOG_COMPARISONS_H_
#define MCPRISK_CATALOG_COMPARISONS_H_

#include "catalog/catalog.h"
#include "catalog/database.h"

namespace mcprisk {

// Behind StoreAssessments, which drops what it finds anew.
void StoreComparisons(Database& database, const Assessor& assessor);

}  // namespace mcprisk

#endif  // MCPRISK_CATALOG_COMPARISONS_H_
