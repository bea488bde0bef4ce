#include "base/edits.h"

#include <algorithm>
#include <vector>

#include "base/text.h"

namespace mcprisk {

Edits CountEdits(std::string_view text, std::string_view wanted, size_t limit) {
  // Optimal string alignment, one row for each character of `text`; cells further than `limit` from
  // the diagonal cannot matter and stay at limit + 1.
  limit = std::min(limit, std::max(text.size(), wanted.size()));
  const size_t far = limit + 1;
  std::vector<size_t> before(wanted.size() + 1, far);
  std::vector<size_t> last(wanted.size() + 1, far);
  std::vector<size_t> row(wanted.size() + 1, far);
  for (size_t j = 0; j <= std::min(limit, wanted.size()); ++j) last[j] = j;
  for (size_t i = 1; i <= text.size(); ++i) {
    const size_t first = i > limit ? i - limit : 1;
    const size_t end = std::min(wanted.size(), i + limit);
    row[first - 1] = first == 1 ? std::min(i, far) : far;
    size_t least = row[first - 1];
    for (size_t j = first; j <= end; ++j) {
      const bool same = AsciiLower(text[i - 1]) == AsciiLower(wanted[j - 1]);
      size_t cost = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1), far});
      const bool swapped = i > 1 && j > 1 && AsciiLower(text[i - 1]) == AsciiLower(wanted[j - 2]) &&
                           AsciiLower(text[i - 2]) == AsciiLower(wanted[j - 1]);
      if (swapped) cost = std::min(cost, before[j - 2] + 1);
      row[j] = cost;
      least = std::min(least, cost);
    }
    if (end < wanted.size()) row[end + 1] = far;
    if (least > limit) return {far, i};
    std::swap(before, last);
    std::swap(last, row);
  }
  return {last[wanted.size()], 0};
}

size_t MostEdits(std::string_view wanted) {
  return wanted.size() < 4 ? 1 : wanted.size() < 8 ? 2 : 3;
}

}  // namespace mcprisk
