#include "classify/pattern_set.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <map>

namespace mcprisk {
namespace {

// RE2's DFA for some hundred patterns; 600 patterns stay well below it.
constexpr int64_t kPatternMemory = int64_t{64} << 20;

RE2::Options Options() {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kPatternMemory);
  return options;
}

}  // namespace

struct PatternSet::Rep {
  RE2::Set set{Options(), RE2::UNANCHORED};
  std::vector<std::unique_ptr<RE2>> single;
  std::map<std::string, size_t, std::less<>> numbers;
};

PatternSet::PatternSet() : rep_(std::make_unique<Rep>()) {}
PatternSet::~PatternSet() = default;

Result<size_t> PatternSet::Add(std::string_view pattern) {
  auto known = rep_->numbers.find(pattern);
  if (known != rep_->numbers.end()) return known->second;
  std::string text(pattern);
  auto single = std::make_unique<RE2>(text, RE2::Options(RE2::Quiet));
  if (!single->ok()) return Failure(single->error());
  std::string error;
  if (rep_->set.Add(text, &error) < 0) return Failure(error);
  size_t number = rep_->single.size();
  rep_->single.push_back(std::move(single));
  rep_->numbers.emplace(text, number);
  return number;
}

void PatternSet::Compile() {
  if (!rep_->single.empty() && !rep_->set.Compile()) {
    throw Error("the description patterns of the rules need more than 64 MiB");
  }
}

void PatternSet::MatchAll(std::string_view text, std::vector<int>* matched) const {
  matched->clear();
  if (rep_->single.empty()) return;
  RE2::Set::ErrorInfo info;
  bool any = rep_->set.Match(re2::StringPiece(text.data(), text.size()), matched, &info);
  if (!any && info.kind != RE2::Set::kNoError) {
    throw Error("matching the description patterns ran out of memory");
  }
  std::sort(matched->begin(), matched->end());
}

std::optional<std::pair<size_t, size_t>> PatternSet::Find(size_t pattern,
                                                          std::string_view text) const {
  re2::StringPiece piece(text.data(), text.size());
  re2::StringPiece found;
  if (!rep_->single[pattern]->Match(piece, 0, text.size(), RE2::UNANCHORED, &found, 1)) {
    return std::nullopt;
  }
  size_t begin = static_cast<size_t>(found.data() - text.data());
  return std::make_pair(begin, begin + found.size());
}

}  // namespace mcprisk
