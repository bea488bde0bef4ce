#include "classify/pattern_set.h"

#include <re2/filtered_re2.h>
#include <re2/re2.h>

#include <algorithm>
#include <bit>
#include <map>
#include <numeric>

#include "classify/folding.h"

namespace mcprisk {
namespace {

// Shorter literals would let nearly every pattern through.
constexpr int kMinLiteralBytes = 3;

// Literals of which one must be in a text where the pattern occurs, few and long ones; empty when
// there are none. RE2 knows what a pattern needs as a formula over literals: of "(a|b) (long|wide)"
// both groups. Those that the formula can do without are dropped one by one, the shortest first,
// which leaves the group that is met least.
std::vector<std::string> LiteralsOf(const std::string& text) {
  re2::FilteredRE2 pattern(kMinLiteralBytes);
  int number = 0;
  pattern.Add(text, RE2::Options(RE2::Quiet), &number);
  std::vector<std::string> literals;
  pattern.Compile(&literals);
  std::vector<int> by_length(literals.size());
  std::iota(by_length.begin(), by_length.end(), 0);
  std::stable_sort(by_length.begin(), by_length.end(), [&](int a, int b) {
    return literals[static_cast<size_t>(a)].size() < literals[static_cast<size_t>(b)].size();
  });
  std::vector<int> dropped;  // ascending, as AllPotentials wants them
  std::vector<std::string> needed;
  for (int literal : by_length) {
    std::vector<int> with = dropped;
    with.insert(std::upper_bound(with.begin(), with.end(), literal), literal);
    std::vector<int> may_occur;
    pattern.AllPotentials(with, &may_occur);
    if (may_occur.empty()) {
      dropped = std::move(with);
    } else {
      needed.push_back(literals[static_cast<size_t>(literal)]);
    }
  }
  return needed;
}

}  // namespace

// All patterns in one automaton (RE2::Set) were tried first: bounded gaps ("x[^.]{0,40}y") multiply
// its states, and it spent ten times the rest of the judgement on building them. FilteredRE2 over
// all of them screens more sharply, but working out its formulas cost more than it saved.
struct PatternSet::Rep {
  std::vector<std::unique_ptr<RE2>> patterns;
  std::map<std::string, size_t, std::less<>> numbers;
  std::map<std::string, std::vector<size_t>> patterns_of;  // literal -> patterns
  std::unique_ptr<LiteralScanner> scanner;
  std::vector<std::vector<size_t>> by_literal;  // the same, by the scanner's numbers
  std::vector<size_t> without_literals;
  struct Mark {
    size_t number = 0;
    std::vector<size_t> others;  // needs beside the first
  };
  size_t marks = 0;
  std::map<Literals, size_t> needs;                     // equal ones are one
  std::vector<std::vector<Mark>> marks_of;              // need -> the marks whose first it is
  std::map<std::string, std::vector<size_t>> needs_of;  // literal -> needs
  std::vector<std::vector<size_t>> needs_by_literal;    // the same, by the scanner's numbers

  size_t NeedOf(Literals literals) {
    std::sort(literals.begin(), literals.end());
    literals.erase(std::unique(literals.begin(), literals.end()), literals.end());
    auto [at, fresh] = needs.emplace(std::move(literals), needs.size());
    if (fresh) {
      marks_of.emplace_back();
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
  std::vector<std::string> needed;
  bool always = false;
  for (const std::string& one : alternatives) {
    std::vector<std::string> literals = LiteralsOf(one);
    always = always || literals.empty();
    needed.insert(needed.end(), literals.begin(), literals.end());
  }
  if (always) {
    rep_->without_literals.push_back(at->second);
  } else {
    for (const std::string& literal : needed) rep_->patterns_of[literal].push_back(at->second);
  }
  return at->second;
}

void PatternSet::Compile() {
  for (const auto& [literal, needs] : rep_->needs_of) rep_->patterns_of[literal];
  std::vector<std::string> literals;
  for (const auto& [literal, patterns] : rep_->patterns_of) {
    literals.push_back(literal);
    rep_->by_literal.push_back(patterns);
    auto needs = rep_->needs_of.find(literal);
    rep_->needs_by_literal.push_back(needs == rep_->needs_of.end() ? std::vector<size_t>()
                                                                   : needs->second);
  }
  rep_->scanner = std::make_unique<LiteralScanner>(literals);
}

size_t PatternSet::AddMark(const std::vector<Literals>& needs) {
  Rep::Mark mark{rep_->marks++, {}};
  for (size_t i = 1; i < needs.size(); ++i) mark.others.push_back(rep_->NeedOf(needs[i]));
  rep_->marks_of[rep_->NeedOf(needs.front())].push_back(mark);
  return mark.number;
}

// From the literals that occur to the marks that are met.
void PatternSet::FindMarks(Buffers* buffers) const {
  buffers->marks.clear();
  buffers->met.clear();
  std::vector<uint64_t>& bits = buffers->needs;
  bits.assign(rep_->needs.size() / 64 + 1, 0);
  auto has = [&](size_t need) { return (bits[need / 64] >> (need % 64) & 1) != 0; };
  for (int literal : buffers->literals) {
    for (size_t need : rep_->needs_by_literal[static_cast<size_t>(literal)]) {
      if (has(need)) continue;
      bits[need / 64] |= uint64_t{1} << (need % 64);
      buffers->met.push_back(need);
    }
  }
  for (size_t need : buffers->met) {
    for (const Rep::Mark& mark : rep_->marks_of[need]) {
      if (std::all_of(mark.others.begin(), mark.others.end(), has)) {
        buffers->marks.push_back(mark.number);
      }
    }
  }
  std::sort(buffers->marks.begin(), buffers->marks.end());
}

void PatternSet::ScreenMarks(std::string_view text, Buffers* buffers) const {
  if (rep_->marks == 0) {
    buffers->marks.clear();
    return;
  }
  rep_->scanner->Scan(text, &buffers->memory, &buffers->literals);
  FindMarks(buffers);
}

size_t PatternSet::Size() const { return rep_->patterns.size(); }

void PatternSet::Screen(std::string_view text, Buffers* buffers) const {
  buffers->candidates.clear();
  buffers->marks.clear();
  if (Size() == 0 && rep_->marks == 0) return;
  rep_->scanner->Scan(text, &buffers->memory, &buffers->literals);
  std::vector<uint64_t>& bits = buffers->bits;  // of the patterns, 64 each
  bits.assign(Size() / 64 + 1, 0);
  auto set = [&](const std::vector<size_t>& patterns) {
    for (size_t pattern : patterns) bits[pattern / 64] |= uint64_t{1} << (pattern % 64);
  };
  set(rep_->without_literals);
  for (int literal : buffers->literals) {
    set(rep_->by_literal[static_cast<size_t>(literal)]);
  }
  for (size_t i = 0; i < bits.size(); ++i) {
    for (uint64_t rest = bits[i]; rest != 0; rest &= rest - 1) {
      buffers->candidates.push_back(i * 64 + static_cast<size_t>(std::countr_zero(rest)));
    }
  }
  FindMarks(buffers);
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
