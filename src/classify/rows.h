// Rows of different lengths, one behind the other in one piece of memory: what a vector of vectors
// keeps in as many places as it has rows. Immutable once made, so safe from any thread.
#ifndef MCPRISK_CLASSIFY_ROWS_H_
#define MCPRISK_CLASSIFY_ROWS_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace mcprisk {

template <typename T>
class Rows {
 public:
  Rows() = default;
  explicit Rows(const std::vector<std::vector<T>>& rows) {
    for (const std::vector<T>& row : rows) {
      all_.insert(all_.end(), row.begin(), row.end());
      ends_.push_back(static_cast<uint32_t>(all_.size()));
    }
  }

  size_t Size() const { return ends_.size() - 1; }
  std::span<const T> operator[](size_t row) const {
    return {all_.data() + ends_[row], all_.data() + ends_[row + 1]};
  }

 private:
  std::vector<T> all_;
  std::vector<uint32_t> ends_ = {0};  // of the rows before
};

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_ROWS_H_
