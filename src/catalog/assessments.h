// Keeps what follows for each server beside it, at the end of a run. Private to catalog/.
#ifndef MCPRISK_CATALOG_ASSESSMENTS_H_
#define MCPRISK_CATALOG_ASSESSMENTS_H_

#include "catalog/catalog.h"
#include "catalog/database.h"
#include "catalog/listings.h"

namespace mcprisk {

// Asks `assessor` about every server whose tools or judgements, or the tables, are others than
// those that its stored assessment follows from. `repeated` is of the listings that the run showed;
// a server that it did not show keeps the names that were found before.
void StoreAssessments(Database& database, const Assessor& assessor,
                      const ListingWriter::RepeatedNames& repeated);

}  // namespace mcprisk

#endif  // MCPRISK_CATALOG_ASSESSMENTS_H_
