// What could not be read as a record, the same in every command and over HTTP.
#ifndef MCPRISK_RECORDS_PROBLEM_RECORD_H_
#define MCPRISK_RECORDS_PROBLEM_RECORD_H_

#include "base/result.h"
#include "base/value.h"
#include "catalog/reader.h"

namespace mcprisk {

// {"place", "what"}
Value ProblemRecord(const Problem& problem);
// One that the catalog keeps, with its source and the run that met it.
Value StoredProblemRecord(const StoredProblem& problem);

}  // namespace mcprisk

#endif  // MCPRISK_RECORDS_PROBLEM_RECORD_H_
