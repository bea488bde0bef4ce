#include "classify/pattern_set.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <bit>
#include <map>

#include "classify/folding.h"
#include "classify/rows.h"

namespace mcprisk {
namespace {

// Of more parts the order of the first so many is looked at.
constexpr size_t kMaxOrdered = 8;

// Sets of small numbers, 64 a word.
bool IsSet(const std::vector<uint64_t>& bits, size_t at) {
  return (bits[at / 64] >> (at % 64) & 1) != 0;
}
void Set(size_t at, std::vector<uint64_t>* bits) { (*bits)[at / 64] |= uint64_t{1} << (at % 64); }

}  // namespace

// All patterns in one automaton (RE2::Set) were tried first: bounded gaps ("x[^.]{0,40}y") multiply
// its states, and it spent ten times the rest of the judgement on building them. FilteredRE2 over
// all of them screens more sharply, but working out its formulas cost more than it saved.
struct PatternSet::Rep {
  explicit Rep(Compiling when) : compiling(when) {}

  Compiling compiling;
  std::vector<std::unique_ptr<Expression>> patterns;
  std::map<std::string, size_t, std::less<>> numbers;
  std::vector<size_t> without_needs;  // patterns that may always occur
  // A pattern, or a mark, that may be met where its rarest need and these are met. Small, and
  // without rows of their own: all of them stay near the processor.
  struct Wanted {
    static constexpr uint32_t kNoNeed = UINT32_MAX;
    uint32_t number = 0;
    bool is_mark = false;
    // The first ones of the others; a screen may do without the rest, which few have.
    std::array<uint32_t, 3> others = {kNoNeed, kNoNeed, kNoNeed};
  };
  std::vector<std::vector<uint32_t>> marks;               // needs of each, in their order
  std::map<Literals, uint32_t> needs;                     // equal ones are one
  std::vector<std::vector<Wanted>> all_wanted;            // need -> those whose rarest it is
  std::map<std::string, std::vector<uint32_t>> needs_of;  // literal -> needs
  // The last three once all are known.
  Rows<Wanted> wanted_by;
  // By the scanner's numbers of literals.
  Rows<uint32_t> needs_by_literal;         // first those that are somebody's rarest
  std::vector<uint32_t> asked_by_literal;  // how many these are
  std::unique_ptr<LiteralScanner> scanner;

  // The needs as they are numbered.
  std::vector<uint32_t> Add(bool is_mark, size_t number, const std::vector<Literals>& all) {
    std::vector<uint32_t> needed;
    for (const Literals& one : all) needed.push_back(NeedOf(one));
    const uint32_t rarest = needed[RarestOf(all)];
    Wanted wanted;
    wanted.number = static_cast<uint32_t>(number);
    wanted.is_mark = is_mark;
    size_t count = 0;
    for (uint32_t need : needed) {
      if (need != rarest && count < wanted.others.size()) wanted.others[count++] = need;
    }
    all_wanted[rarest].push_back(wanted);
    return needed;
  }

  uint32_t NeedOf(Literals literals) {
    std::sort(literals.begin(), literals.end());
    literals.erase(std::unique(literals.begin(), literals.end()), literals.end());
    auto [at, fresh] = needs.emplace(std::move(literals), static_cast<uint32_t>(needs.size()));
    if (fresh) {
      all_wanted.emplace_back();
      for (const std::string& literal : at->first) needs_of[literal].push_back(at->second);
    }
    return at->second;
  }
};

PatternSet::PatternSet(Compiling compiling) : rep_(std::make_unique<Rep>(compiling)) {}
PatternSet::~PatternSet() = default;

std::string PatternSet::Problem(std::string_view pattern) const {
  std::string folded(pattern);
  FoldForeignCase(&folded);
  if (folded != pattern) return "patterns see lower-case text; write \"" + folded + "\"";
  return Expression(folded, rep_->compiling).Problem();
}

size_t PatternSet::Add(const std::vector<std::string>& alternatives) {
  std::string joined;
  for (const std::string& one : alternatives)
    joined += (joined.empty() ? "(?:" : "|(?:") + one + ")";
  auto [at, fresh] = rep_->numbers.emplace(joined, Size());
  if (!fresh) return at->second;
  rep_->patterns.push_back(std::make_unique<Expression>(joined, Compiling::kWhenAsked));
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
  std::vector<std::vector<uint32_t>> needs_by_literal;
  for (auto& [literal, needs] : rep_->needs_of) {
    literals.push_back(literal);
    const auto others = std::stable_partition(
        needs.begin(), needs.end(), [&](uint32_t need) { return !rep_->all_wanted[need].empty(); });
    needs_by_literal.push_back(needs);
    rep_->asked_by_literal.push_back(static_cast<uint32_t>(others - needs.begin()));
  }
  rep_->needs_by_literal = Rows(needs_by_literal);
  rep_->wanted_by = Rows(rep_->all_wanted);
  rep_->scanner = std::make_unique<LiteralScanner>(literals);
}

size_t PatternSet::AddMark(const std::vector<Literals>& needs) {
  rep_->marks.push_back(rep_->Add(true, rep_->marks.size(), needs));
  return rep_->marks.size() - 1;
}

// From the literals that occur to the needs that are met. What a literal meets is noted once a
// text.
void PatternSet::FindNeeds(Buffers* buffers) const {
  buffers->met.clear();
  std::vector<uint64_t>& needs = buffers->needs;
  needs.assign(rep_->needs.size() / 64 + 1, 0);
  buffers->seen.assign(rep_->needs_by_literal.Size() / 64 + 1, 0);
  for (const LiteralScanner::Hit& hit : buffers->hits) {
    const size_t literal = static_cast<size_t>(hit.literal);
    if (IsSet(buffers->seen, literal)) continue;
    Set(literal, &buffers->seen);
    const std::span<const uint32_t> all = rep_->needs_by_literal[literal];
    const size_t asked = rep_->asked_by_literal[literal];
    for (size_t i = 0; i < asked; ++i) {
      if (!IsSet(needs, all[i])) buffers->met.push_back(all[i]);
      Set(all[i], &needs);
    }
    for (size_t i = asked; i < all.size(); ++i) Set(all[i], &needs);
  }
}

// The marks that are met, and the bits of patterns that may occur.
void PatternSet::FindMet(Buffers* buffers) const {
  buffers->marks.clear();
  buffers->has_row = false;
  FindNeeds(buffers);
  const auto met = [&](uint32_t need) {
    return need == Rep::Wanted::kNoNeed || IsSet(buffers->needs, need);
  };
  for (uint32_t need : buffers->met) {
    for (const Rep::Wanted& wanted : rep_->wanted_by[need]) {
      if (!std::all_of(wanted.others.begin(), wanted.others.end(), met)) continue;
      if (wanted.is_mark) {
        buffers->marks.push_back(wanted.number);
      } else {
        Set(wanted.number, &buffers->bits);
      }
    }
  }
  std::sort(buffers->marks.begin(), buffers->marks.end());
}

void PatternSet::ScreenMarks(std::string_view text, Buffers* buffers) const {
  buffers->marks.clear();
  if (rep_->marks.empty()) return;
  buffers->bits.resize(Size() / 64 + 1);
  rep_->scanner->Scan(text, &buffers->places, &buffers->hits);
  FindMet(buffers);
}

// Of what the marks need that are met: the rest is met more often, and nobody asks for it.
void PatternSet::MakeRow(Buffers* buffers) const {
  std::vector<uint64_t>& asked = buffers->asked;
  asked.assign(rep_->needs.size() / 64 + 1, 0);
  buffers->last.resize(rep_->needs.size());
  for (size_t mark : buffers->marks) {
    for (uint32_t need : rep_->marks[mark]) {
      Set(need, &asked);
      buffers->last[need] = 0;
    }
  }
  buffers->row.assign(1, {});
  for (const LiteralScanner::Hit& hit : buffers->hits) {
    for (uint32_t need : rep_->needs_by_literal[static_cast<size_t>(hit.literal)]) {
      if (!IsSet(asked, need)) continue;
      buffers->row.push_back({hit.place, buffers->last[need]});
      buffers->last[need] = static_cast<uint32_t>(buffers->row.size() - 1);
    }
  }
  buffers->has_row = true;
}

// From each place of the last need back to the nearest of each before it, which makes the shortest
// row that ends there.
bool PatternSet::AnyRow(size_t mark, size_t most_bytes, Buffers* buffers,
                        const RowVisit& visit) const {
  const std::vector<uint32_t>& needs = rep_->marks[mark];
  if (!buffers->has_row) MakeRow(buffers);
  const std::vector<Buffers::Met>& row = buffers->row;
  const size_t count = std::min(needs.size(), kMaxOrdered);
  std::array<uint32_t, kMaxOrdered> at;  // in `row`: steps back only
  for (size_t i = 0; i < count; ++i) at[i] = buffers->last[needs[i]];
  for (uint32_t& end = at[count - 1]; end != 0; end = row[end].before) {
    uint32_t begin = row[end].place;
    for (size_t i = count - 1; i-- > 0;) {
      while (at[i] != 0 && row[at[i]].place >= begin) at[i] = row[at[i]].before;
      if (at[i] == 0) return false;
      begin = row[at[i]].place;
    }
    if (row[end].place - begin <= most_bytes && visit(begin, row[end].place)) return true;
  }
  return false;
}

void PatternSet::Rewrite(const std::vector<uint32_t>& from, Buffers* buffers) {
  auto at = from.begin();
  for (LiteralScanner::Hit& hit : buffers->hits) {
    at = std::lower_bound(at, from.end(), hit.place);
    hit.place = static_cast<uint32_t>(at - from.begin());
  }
  buffers->has_row = false;
}

size_t PatternSet::Size() const { return rep_->patterns.size(); }

void PatternSet::Screen(std::string_view text, Buffers* buffers) const {
  buffers->candidates.clear();
  buffers->marks.clear();
  if (Size() == 0 && rep_->marks.empty()) return;
  std::vector<uint64_t>& bits = buffers->bits;  // of the patterns, 64 each
  bits.assign(Size() / 64 + 1, 0);
  for (size_t pattern : rep_->without_needs) Set(pattern, &bits);
  rep_->scanner->Scan(text, &buffers->places, &buffers->hits);
  FindMet(buffers);
  for (size_t i = 0; i < bits.size(); ++i) {
    for (uint64_t rest = bits[i]; rest != 0; rest &= rest - 1) {
      buffers->candidates.push_back(i * 64 + static_cast<size_t>(std::countr_zero(rest)));
    }
  }
}

std::optional<std::pair<size_t, size_t>> PatternSet::Find(size_t pattern,
                                                          std::string_view text) const {
  const RE2& compiled = rep_->patterns[pattern]->Compiled();
  re2::StringPiece piece(text.data(), text.size());
  re2::StringPiece found;
  if (!compiled.Match(piece, 0, text.size(), RE2::UNANCHORED, &found, 1)) return std::nullopt;
  size_t begin = static_cast<size_t>(found.data() - text.data());
  return std::make_pair(begin, begin + found.size());
}

}  // namespace mcprisk
