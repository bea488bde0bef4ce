#include "classify/literal_scanner.h"

#include <algorithm>
#include <deque>
#include <limits>

#include "base/result.h"

namespace mcprisk {

LiteralScanner::LiteralScanner(const std::vector<std::string>& literals) {
  for (const std::string& literal : literals) {
    for (char c : literal) {
      uint8_t& one = class_of_[static_cast<unsigned char>(c)];
      if (one == 0) one = static_cast<uint8_t>(classes_++);
    }
  }
  constexpr uint16_t kNone = std::numeric_limits<uint16_t>::max();
  auto add_state = [&] {
    if (literals_at_.size() == kNone)
      throw Error("the patterns of the rules have too many literals");
    next_.insert(next_.end(), classes_, kNone);
    literals_at_.emplace_back();
    return static_cast<uint16_t>(literals_at_.size() - 1);
  };
  add_state();
  for (size_t i = 0; i < literals.size(); ++i) {
    size_t state = 0;
    for (char c : literals[i]) {
      size_t at = state * classes_ + class_of_[static_cast<unsigned char>(c)];
      if (next_[at] == kNone) {
        uint16_t made = add_state();
        next_[at] = made;
      }
      state = next_[at];
    }
    if (state != 0) literals_at_[state].push_back(static_cast<int>(i));
  }
  // Breadth first: where a state has no way on, it takes that of its longest proper suffix.
  std::vector<uint16_t> suffix(literals_at_.size(), 0);
  std::deque<uint16_t> queue = {0};
  while (!queue.empty()) {
    uint16_t state = queue.front();
    queue.pop_front();
    const std::vector<int>& shorter = literals_at_[suffix[state]];
    if (state != 0) {
      literals_at_[state].insert(literals_at_[state].end(), shorter.begin(), shorter.end());
    }
    for (size_t c = 0; c < classes_; ++c) {
      uint16_t& to = next_[state * classes_ + c];
      uint16_t other = state == 0 ? uint16_t{0} : next_[suffix[state] * classes_ + c];
      if (to == kNone) {
        to = other;
      } else {
        suffix[to] = other;
        queue.push_back(to);
      }
    }
  }
}

void LiteralScanner::Scan(std::string_view text, Memory* memory, std::vector<int>* found) const {
  found->clear();
  if (memory->seen.size() != literals_at_.size() || ++memory->text == 0) {
    memory->seen.assign(literals_at_.size(), 0);
    memory->text = 1;
  }
  size_t state = 0;
  for (char c : text) {
    state = Next(state, static_cast<unsigned char>(c));
    if (literals_at_[state].empty() || memory->seen[state] == memory->text) continue;
    memory->seen[state] = memory->text;
    found->insert(found->end(), literals_at_[state].begin(), literals_at_[state].end());
  }
  std::sort(found->begin(), found->end());
  found->erase(std::unique(found->begin(), found->end()), found->end());
}

}  // namespace mcprisk
