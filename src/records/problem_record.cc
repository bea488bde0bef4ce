#include "records/problem_record.h"

namespace mcprisk {

Value ProblemRecord(const Problem& problem) {
  return Value::Map({{"place", problem.place}, {"what", problem.what}});
}

Value StoredProblemRecord(const StoredProblem& problem) {
  return Value::Map({{"format", problem.source.format},
                     {"location", problem.source.location},
                     {"place", problem.place},
                     {"what", problem.what},
                     {"seen", problem.seen}});
}

}  // namespace mcprisk
