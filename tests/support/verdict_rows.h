// Verdicts in tables: one definition a row, with the category that it must have.
#ifndef MCPRISK_TESTS_SUPPORT_VERDICT_ROWS_H_
#define MCPRISK_TESTS_SUPPORT_VERDICT_ROWS_H_

#include <string>
#include <vector>

namespace mcprisk {

struct VerdictRow {
  const char* category;
  const char* name;
  const char* description;      // "": none
  const char* parameters = "";  // as JSON members of "properties"; "": no schema
};

// The rows that the shipped rules judge otherwise, a line each; "" when there are none.
std::string WrongVerdicts(const std::vector<VerdictRow>& rows);

}  // namespace mcprisk

#endif  // MCPRISK_TESTS_SUPPORT_VERDICT_ROWS_H_
