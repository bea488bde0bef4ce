// What changed on listings, told to a grader, and its events stored. Private to catalog/.
#ifndef MCPRISK_CATALOG_HISTORY_H_
#define MCPRISK_CATALOG_HISTORY_H_

#include "catalog/catalog.h"
#include "catalog/database.h"

namespace mcprisk {

// Grades every row of listing_history that is not graded yet, in the order of runs and listings.
// For the end of a run, when servers are assigned and indices made. A run that changed nothing
// costs one look into an empty index.
void GradeChanges(Database& database, const Grader& grader);

}  // namespace mcprisk

#endif  // MCPRISK_CATALOG_HISTORY_H_
