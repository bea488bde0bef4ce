#include "classify/pattern_set.h"

#include <re2/filtered_re2.h>
#include <re2/re2.h>

#include <map>

#include "classify/folding.h"

namespace mcprisk {
namespace {

// Shorter literals would let nearly every pattern through.
constexpr int kMinLiteralBytes = 3;

}  // namespace

// All patterns in one automaton (RE2::Set) were tried first: bounded gaps ("x[^.]{0,40}y") multiply
// its states, and it spent ten times the rest of the judgement on building them.
struct PatternSet::Rep {
  re2::FilteredRE2 patterns{kMinLiteralBytes};
  std::map<std::string, size_t, std::less<>> numbers;
  std::unique_ptr<LiteralScanner> literals;
};

PatternSet::PatternSet() : rep_(std::make_unique<Rep>()) {}
PatternSet::~PatternSet() = default;

Result<size_t> PatternSet::Add(std::string_view pattern) {
  auto known = rep_->numbers.find(pattern);
  if (known != rep_->numbers.end()) return known->second;
  std::string text(pattern);
  std::string folded = text;
  FoldForeignCase(&folded);
  if (folded != text) return Failure("patterns see lower-case text; write \"" + folded + "\"");
  RE2 check(text, RE2::Options(RE2::Quiet));
  if (!check.ok()) return Failure(check.error());
  int number = -1;
  if (rep_->patterns.Add(text, RE2::Options(RE2::Quiet), &number) != RE2::NoError) {
    return Failure("cannot be compiled");
  }
  rep_->numbers.emplace(text, static_cast<size_t>(number));
  return static_cast<size_t>(number);
}

void PatternSet::Compile() {
  std::vector<std::string> atoms;
  if (Size() > 0) rep_->patterns.Compile(&atoms);
  rep_->literals = std::make_unique<LiteralScanner>(atoms);
}

size_t PatternSet::Size() const { return rep_->numbers.size(); }

void PatternSet::Screen(std::string_view text, Buffers* buffers) const {
  buffers->candidates.clear();
  if (Size() == 0) return;
  rep_->literals->Scan(text, &buffers->memory, &buffers->literals);
  rep_->patterns.AllPotentials(buffers->literals, &buffers->candidates);
}

bool PatternSet::Occurs(size_t pattern, std::string_view text) const {
  const RE2& compiled = rep_->patterns.GetRE2(static_cast<int>(pattern));
  re2::StringPiece piece(text.data(), text.size());
  return compiled.Match(piece, 0, text.size(), RE2::UNANCHORED, nullptr, 0);
}

std::optional<std::pair<size_t, size_t>> PatternSet::Find(size_t pattern,
                                                          std::string_view text) const {
  const RE2& compiled = rep_->patterns.GetRE2(static_cast<int>(pattern));
  re2::StringPiece piece(text.data(), text.size());
  re2::StringPiece found;
  if (!compiled.Match(piece, 0, text.size(), RE2::UNANCHORED, &found, 1)) return std::nullopt;
  size_t begin = static_cast<size_t>(found.data() - text.data());
  return std::make_pair(begin, begin + found.size());
}

}  // namespace mcprisk
