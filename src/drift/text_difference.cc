#include "drift/text_difference.h"

#include <algorithm>

#include "base/characters.h"
#include "base/text.h"

namespace mcprisk {
namespace {

struct Word {
  size_t begin = 0;
  size_t end = 0;   // behind its last character
  size_t next = 0;  // where the next word begins: behind its white space
};

bool IsSpace(uint32_t c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::vector<Word> WordsOf(std::string_view text) {
  std::vector<Word> words;
  bool in_word = false;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    const uint32_t c = NextCodePoint(text, &at);
    if (IsSpace(c)) {
      in_word = false;
      // Leading white space belongs to no word; a first, empty one keeps it.
      if (words.empty()) words.push_back({0, 0, 0});
      words.back().next = at;
      continue;
    }
    const bool alone = IsWideCharacter(c);
    if (in_word && !alone) {
      words.back().end = words.back().next = at;
    } else {
      words.push_back({begin, at, at});
    }
    in_word = !alone;
  }
  return words;
}

class WordComparison {
 public:
  WordComparison(std::string_view before, std::string_view after)
      : before_(before), after_(after), old_(WordsOf(before)), new_(WordsOf(after)) {
    const size_t shorter = std::min(old_.size(), new_.size());
    while (head_ < shorter && Same(head_, head_)) ++head_;
    while (tail_ < shorter - head_ && Same(old_.size() - 1 - tail_, new_.size() - 1 - tail_)) {
      ++tail_;
    }
    kept_old_.assign(old_.size(), true);
    kept_new_.assign(new_.size(), true);
    FindEdits();
  }

  size_t words() const { return old_.size() + new_.size(); }
  size_t changed() const {
    return static_cast<size_t>(std::count(kept_old_.begin(), kept_old_.end(), false) +
                               std::count(kept_new_.begin(), kept_new_.end(), false));
  }

  std::vector<TextPiece> Pieces() const {
    std::vector<TextPiece> pieces;
    size_t a = 0;
    size_t b = 0;
    while (a < old_.size() || b < new_.size()) {
      const size_t old_begin = a;
      const size_t new_begin = b;
      while (a < old_.size() && !kept_old_[a]) ++a;
      while (b < new_.size() && !kept_new_[b]) ++b;
      Add(TextPiece::Kind::kRemoved, before_, old_, old_begin, a, &pieces);
      Add(TextPiece::Kind::kAdded, after_, new_, new_begin, b, &pieces);
      const size_t same_begin = b;
      while (a < old_.size() && b < new_.size() && kept_old_[a] && kept_new_[b]) ++a, ++b;
      Add(TextPiece::Kind::kSame, after_, new_, same_begin, b, &pieces);
    }
    return pieces;
  }

 private:
  bool Same(size_t a, size_t b) const {
    return before_.substr(old_[a].begin, old_[a].end - old_[a].begin) ==
           after_.substr(new_[b].begin, new_[b].end - new_[b].begin);
  }

  static void Add(TextPiece::Kind kind, std::string_view text, const std::vector<Word>& words,
                  size_t begin, size_t end, std::vector<TextPiece>* pieces) {
    if (begin == end) return;
    const size_t from = words[begin].begin;
    pieces->push_back({kind, text.substr(from, words[end - 1].next - from)});
  }

  // Between head and tail. Goes forward to the shortest script, keeping the furthest points of
  // every step, and back along them.
  void FindEdits() {
    const auto n = static_cast<ptrdiff_t>(old_.size() - head_ - tail_);
    const auto m = static_cast<ptrdiff_t>(new_.size() - head_ - tail_);
    const ptrdiff_t most = std::min<ptrdiff_t>(n + m, kMaxWordEdits);
    std::vector<std::vector<ptrdiff_t>> steps;  // [d][k + d]: x on diagonal k
    for (ptrdiff_t d = 0; d <= most; ++d) {
      std::vector<ptrdiff_t> furthest(static_cast<size_t>(2 * d + 1), -1);
      for (ptrdiff_t k = -d; k <= d; k += 2) {
        ptrdiff_t x = d == 0 ? 0 : StepTo(steps.back(), d, k);
        while (x < n && x - k < m && SameBetween(x, x - k)) ++x;
        furthest[static_cast<size_t>(k + d)] = x;
        if (x < n || x - k < m) continue;
        steps.push_back(std::move(furthest));
        TraceBack(steps, k);
        return;
      }
      steps.push_back(std::move(furthest));
    }
    std::fill_n(kept_old_.begin() + static_cast<ptrdiff_t>(head_), n, false);
    std::fill_n(kept_new_.begin() + static_cast<ptrdiff_t>(head_), m, false);
  }

  bool SameBetween(ptrdiff_t x, ptrdiff_t y) const {
    return x >= 0 && y >= 0 && Same(head_ + static_cast<size_t>(x), head_ + static_cast<size_t>(y));
  }

  // Where step d begins on diagonal k, after the furthest points `before` of step d - 1.
  static ptrdiff_t StepTo(const std::vector<ptrdiff_t>& before, ptrdiff_t d, ptrdiff_t k) {
    return AddsWord(before, d, k) ? At(before, d - 1, k + 1) : At(before, d - 1, k - 1) + 1;
  }
  // Whether that step adds a word (from diagonal k + 1) or removes one (from k - 1).
  static bool AddsWord(const std::vector<ptrdiff_t>& before, ptrdiff_t d, ptrdiff_t k) {
    return k == -d || (k != d && At(before, d - 1, k - 1) < At(before, d - 1, k + 1));
  }
  static ptrdiff_t At(const std::vector<ptrdiff_t>& points, ptrdiff_t d, ptrdiff_t k) {
    return points[static_cast<size_t>(k + d)];
  }

  void TraceBack(const std::vector<std::vector<ptrdiff_t>>& steps, ptrdiff_t k) {
    for (auto d = static_cast<ptrdiff_t>(steps.size()) - 1; d > 0; --d) {
      const std::vector<ptrdiff_t>& before = steps[static_cast<size_t>(d - 1)];
      if (AddsWord(before, d, k)) {
        const ptrdiff_t y = At(before, d - 1, k + 1) - (k + 1);
        kept_new_[head_ + static_cast<size_t>(y)] = false;
        ++k;
      } else {
        kept_old_[head_ + static_cast<size_t>(At(before, d - 1, k - 1))] = false;
        --k;
      }
    }
  }

  std::string_view before_, after_;
  std::vector<Word> old_, new_;
  size_t head_ = 0;
  size_t tail_ = 0;
  std::vector<bool> kept_old_, kept_new_;
};

}  // namespace

std::vector<TextPiece> CompareTexts(std::string_view before, std::string_view after) {
  return WordComparison(before, after).Pieces();
}

double ChangedShare(std::string_view before, std::string_view after) {
  const WordComparison comparison(before, after);
  if (comparison.words() == 0) return 0;
  return static_cast<double>(comparison.changed()) / static_cast<double>(comparison.words());
}

}  // namespace mcprisk
