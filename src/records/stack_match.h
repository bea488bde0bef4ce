// Configured servers, looked up in the catalog.
#ifndef MCPRISK_RECORDS_STACK_MATCH_H_
#define MCPRISK_RECORDS_STACK_MATCH_H_

#include "catalog/reader.h"
#include "stack/findings.h"

namespace mcprisk {

// Fills in what the catalog knows of `judged->server`, found by the first of its identities that
// the catalog has; names are no proof. Leaves it alone when there is none.
void MatchToCatalog(CatalogReader& reader, JudgedServer* judged);

}  // namespace mcprisk

#endif  // MCPRISK_RECORDS_STACK_MATCH_H_
