// Problems as lines of text, so that tests compare all of them at once.
#ifndef MCPRISK_TESTS_SUPPORT_PROBLEM_LINES_H_
#define MCPRISK_TESTS_SUPPORT_PROBLEM_LINES_H_

#include <string>
#include <vector>

#include "base/result.h"

namespace mcprisk {

// "place: what" of each, without the excerpt that may follow.
inline std::string ProblemLines(const std::vector<Problem>& problems) {
  std::string lines;
  for (const Problem& problem : problems) {
    lines += problem.place + ": " + problem.what.substr(0, problem.what.find('\n')) + "\n";
  }
  return lines;
}

}  // namespace mcprisk

#endif  // MCPRISK_TESTS_SUPPORT_PROBLEM_LINES_H_
