// Tables that the program carries inside itself, read once.
#ifndef MCPRISK_BASE_SHIPPED_TABLE_H_
#define MCPRISK_BASE_SHIPPED_TABLE_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace mcprisk {

// The text of an embedded file, by its path from the top of the project. Throws Error when the
// program was built without it.
std::string EmbeddedText(std::string_view path);

// Throws Error with all problems, one a line, when there are any.
void ThrowProblems(const std::vector<Problem>& problems);

// The embedded file `path` read by Table::Parse(path, text, problems). Throws Error when it does
// not load; the tests load each one.
template <typename Table>
std::unique_ptr<Table> ShippedTable(std::string_view path) {
  std::vector<Problem> problems;
  std::unique_ptr<Table> table = Table::Parse(path, EmbeddedText(path), &problems);
  ThrowProblems(problems);
  return table;
}

}  // namespace mcprisk

#endif  // MCPRISK_BASE_SHIPPED_TABLE_H_
