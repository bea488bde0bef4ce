#include "classify/literal_scanner.h"

#include <algorithm>
#include <deque>
#include <limits>

#include "base/result.h"

namespace mcprisk {

LiteralScanner::LiteralScanner(const std::vector<std::string>& literals)
    : literals_(literals.size()) {
  for (const std::string& literal : literals) {
    longest_ = std::max(longest_, literal.size());
    for (char c : literal) {
      uint8_t& one = class_of_[static_cast<unsigned char>(c)];
      if (one == 0) one = static_cast<uint8_t>(classes_++);
    }
  }
  for (int c = 'A'; c <= 'Z'; ++c) {
    class_of_[static_cast<size_t>(c)] = class_of_[static_cast<size_t>(c - 'A' + 'a')];
  }
  std::vector<uint16_t> next;  // state, class -> state
  constexpr uint16_t kNone = std::numeric_limits<uint16_t>::max();
  auto add_state = [&] {
    if (literals_at_.size() == kNone)
      throw Error("the patterns of the rules have too many literals");
    next.insert(next.end(), classes_, kNone);
    literals_at_.emplace_back();
    return static_cast<uint16_t>(literals_at_.size() - 1);
  };
  add_state();
  for (size_t i = 0; i < literals.size(); ++i) {
    size_t state = 0;
    for (char c : literals[i]) {
      size_t at = state * classes_ + class_of_[static_cast<unsigned char>(c)];
      if (next[at] == kNone) {
        uint16_t made = add_state();
        next[at] = made;
      }
      state = next[at];
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
      uint16_t& to = next[state * classes_ + c];
      uint16_t other = state == 0 ? uint16_t{0} : next[suffix[state] * classes_ + c];
      if (to == kNone) {
        to = other;
      } else {
        suffix[to] = other;
        queue.push_back(to);
      }
    }
  }
  next_.reserve(next.size());
  for (uint16_t state : next) {
    auto row = static_cast<uint32_t>(state * classes_);
    next_.push_back(2 * row + (literals_at_[state].empty() ? 0 : 1));
  }
}

void LiteralScanner::Note(uint32_t step, Memory* memory, std::vector<int>* found) const {
  // What ends in a state ends in others, too, as their suffix: literals come repeatedly.
  for (int literal : literals_at_[(step >> 1) / classes_]) {
    uint32_t& seen = memory->seen[static_cast<size_t>(literal)];
    if (seen == memory->text) continue;
    seen = memory->text;
    found->push_back(literal);
  }
}

void LiteralScanner::Scan(std::string_view text, Memory* memory, std::vector<int>* found) const {
  found->clear();
  if (memory->seen.size() != literals_ || ++memory->text == 0) {
    memory->seen.assign(literals_, 0);
    memory->text = 1;
  }
  // Each lane begins early enough to see a literal that ends in its part. The last one goes on to
  // the end.
  const size_t part = text.size() / kLanes;
  std::array<uint32_t, kLanes> steps{};
  size_t at = 0;
  if (part > longest_) {
    const size_t length = part + longest_;
    std::array<const char*, kLanes> from{};
    for (size_t lane = 0; lane < kLanes; ++lane) {
      from[lane] = text.data() + (lane == 0 ? 0 : lane * part - longest_);
    }
    for (size_t i = 0; i < length; ++i) {
      uint32_t any = 0;
      for (size_t lane = 0; lane < kLanes; ++lane) {
        steps[lane] = Step(steps[lane], from[lane][i]);
        any |= steps[lane];
      }
      if ((any & 1) == 0) continue;
      for (uint32_t step : steps) {
        if (step & 1) Note(step, memory, found);
      }
    }
    at = kLanes * part;
  }
  for (uint32_t step = steps[kLanes - 1]; at < text.size(); ++at) {
    step = Step(step, text[at]);
    if (step & 1) Note(step, memory, found);
  }
}

}  // namespace mcprisk
