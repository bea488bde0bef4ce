#include "classify/pattern_set.h"

#include <re2/re2.h>

#include <algorithm>
#include <bit>
#include <map>

#include "classify/folding.h"

namespace mcprisk {

// All patterns in one automaton (RE2::Set) were tried first: bounded gaps ("x[^.]{0,40}y") multiply
// its states, and it spent ten times the rest of the judgement on building them. FilteredRE2 over
// all of them screens more sharply, but working out its formulas cost more than it saved.
struct PatternSet::Rep {
  std::vector<std::unique_ptr<RE2>> patterns;
  std::map<std::string, size_t, std::less<>> numbers;
  std::vector<size_t> without_needs;  // patterns that may always occur
  // A pattern, or a mark, that may be met where all that it needs is there.
  struct Wanted {
    uint32_t number = 0;
    bool is_mark = false;
    std::vector<uint32_t> others;  // needs beside the first, the one that is met least before
  };
  size_t marks = 0;
  std::map<Literals, uint32_t> needs;                     // equal ones are one
  std::vector<std::vector<Wanted>> wanted_by;             // need -> those whose first it is
  std::map<std::string, std::vector<uint32_t>> needs_of;  // literal -> needs
  std::vector<std::vector<uint32_t>> needs_by_literal;    // the same, by the scanner's numbers
  std::unique_ptr<LiteralScanner> scanner;

  void Add(bool is_mark, size_t number, const std::vector<Literals>& all) {
    Wanted wanted;
    wanted.number = static_cast<uint32_t>(number);
    wanted.is_mark = is_mark;
    for (size_t i = 1; i < all.size(); ++i) wanted.others.push_back(NeedOf(all[i]));
    wanted_by[NeedOf(all.front())].push_back(std::move(wanted));
  }

  uint32_t NeedOf(Literals literals) {
    std::sort(literals.begin(), literals.end());
    literals.erase(std::unique(literals.begin(), literals.end()), literals.end());
    auto [at, fresh] = needs.emplace(std::move(literals), static_cast<uint32_t>(needs.size()));
    if (fresh) {
      wanted_by.emplace_back();
      for (const std::string& literal : at->first) needs_of[literal].push_back(at->second);
    }
    return at->second;
  }
};

PatternSet::PatternSet() : rep_(std::make_unique<Rep>()) {}
PatternSet::~PatternSet() = default;

std::string PatternSet::Problem(std::string_view pattern) {
  std::string folded(pattern);
  FoldForeignCase(&folded);
  if (folded != pattern) return "patterns see lower-case text; write \"" + folded + "\"";
  return RE2(re2::StringPiece(pattern.data(), pattern.size()), RE2::Quiet).error();
}

size_t PatternSet::Add(const std::vector<std::string>& alternatives) {
  std::string joined;
  for (const std::string& one : alternatives)
    joined += (joined.empty() ? "(?:" : "|(?:") + one + ")";
  auto [at, fresh] = rep_->numbers.emplace(joined, Size());
  if (!fresh) return at->second;
  rep_->patterns.push_back(std::make_unique<RE2>(joined, RE2::Quiet));
  if (!rep_->patterns.back()->ok()) throw Error("the pattern " + joined + " does not compile");
  for (const std::string& one : alternatives) {
    std::vector<Literals> needs = NeedsOf(one);
    if (needs.empty()) {
      rep_->without_needs.push_back(at->second);
    } else {
      rep_->Add(false, at->second, needs);
    }
  }
  return at->second;
}

void PatternSet::Compile() {
  std::vector<std::string> literals;
  for (const auto& [literal, needs] : rep_->needs_of) {
    literals.push_back(literal);
    rep_->needs_by_literal.push_back(needs);
  }
  rep_->scanner = std::make_unique<LiteralScanner>(literals);
}

size_t PatternSet::AddMark(const std::vector<Literals>& needs) {
  rep_->Add(true, rep_->marks, needs);
  return rep_->marks++;
}

// From the literals that occur to the marks that are met, and the bits of patterns that may occur.
void PatternSet::FindMet(Buffers* buffers) const {
  buffers->marks.clear();
  buffers->met.clear();
  std::vector<uint64_t>& needs = buffers->needs;
  needs.assign(rep_->needs.size() / 64 + 1, 0);
  auto has = [&](size_t need) { return (needs[need / 64] >> (need % 64) & 1) != 0; };
  for (int literal : buffers->literals) {
    for (uint32_t need : rep_->needs_by_literal[static_cast<size_t>(literal)]) {
      if (has(need)) continue;
      needs[need / 64] |= uint64_t{1} << (need % 64);
      if (!rep_->wanted_by[need].empty()) buffers->met.push_back(need);
    }
  }
  for (uint32_t need : buffers->met) {
    for (const Rep::Wanted& wanted : rep_->wanted_by[need]) {
      if (!std::all_of(wanted.others.begin(), wanted.others.end(), has)) continue;
      if (wanted.is_mark) {
        buffers->marks.push_back(wanted.number);
      } else {
        buffers->bits[wanted.number / 64] |= uint64_t{1} << (wanted.number % 64);
      }
    }
  }
  std::sort(buffers->marks.begin(), buffers->marks.end());
}

void PatternSet::ScreenMarks(std::string_view text, Buffers* buffers) const {
  buffers->marks.clear();
  if (rep_->marks == 0) return;
  buffers->bits.resize(Size() / 64 + 1);
  rep_->scanner->Scan(text, &buffers->memory, &buffers->literals);
  FindMet(buffers);
}

size_t PatternSet::Size() const { return rep_->patterns.size(); }

void PatternSet::Screen(std::string_view text, Buffers* buffers) const {
  buffers->candidates.clear();
  buffers->marks.clear();
  if (Size() == 0 && rep_->marks == 0) return;
  std::vector<uint64_t>& bits = buffers->bits;  // of the patterns, 64 each
  bits.assign(Size() / 64 + 1, 0);
  for (size_t pattern : rep_->without_needs) bits[pattern / 64] |= uint64_t{1} << (pattern % 64);
  rep_->scanner->Scan(text, &buffers->memory, &buffers->literals);
  FindMet(buffers);
  for (size_t i = 0; i < bits.size(); ++i) {
    for (uint64_t rest = bits[i]; rest != 0; rest &= rest - 1) {
      buffers->candidates.push_back(i * 64 + static_cast<size_t>(std::countr_zero(rest)));
    }
  }
}

std::optional<std::pair<size_t, size_t>> PatternSet::Find(size_t pattern,
                                                          std::string_view text) const {
  const RE2& compiled = *rep_->patterns[pattern];
  re2::StringPiece piece(text.data(), text.size());
  re2::StringPiece found;
  if (!compiled.Match(piece, 0, text.size(), RE2::UNANCHORED, &found, 1)) return std::nullopt;
  size_t begin = static_cast<size_t>(found.data() - text.data());
  return std::make_pair(begin, begin + found.size());
}

}  // namespace mcprisk
