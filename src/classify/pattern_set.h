// The regular expressions of the rules, each compiled once.
//
// Patterns see lower-case text (ASCII folded), at most kMaxPatternBytes of it, and are RE2 syntax:
// linear time, whatever a stranger writes. One pass over a text finds literals without which
// patterns cannot occur; a rule asks for a pattern only where all that it needs is there and its
// words held, so few of them run for one definition.
#ifndef MCPRISK_CLASSIFY_PATTERN_SET_H_
#define MCPRISK_CLASSIFY_PATTERN_SET_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "classify/expression.h"
#include "classify/literal_scanner.h"
#include "classify/regex_needs.h"

namespace mcprisk {

class PatternSet {
 public:
  explicit PatternSet(Compiling compiling = Compiling::kAtOnce);
  ~PatternSet();

  // What is wrong with the pattern, mostly in RE2's words; empty when nothing is.
  std::string Problem(std::string_view pattern) const;
  // Number of the pattern that occurs where one of `alternatives` does; the same for the same ones.
  // None of them may have a problem.
  size_t Add(const std::vector<std::string>& alternatives);
  size_t Size() const;
  // Call once after the last Add.
  void Compile();

  // Kept by the caller between texts.
  struct Buffers {
    LiteralScanner::Places places;
    std::vector<LiteralScanner::Hit> hits;
    // Where each need is met, from its last place back; made when the order is asked for.
    struct Met {
      uint32_t place = 0;   // as the scanner says
      uint32_t before = 0;  // in `row`; 0: none
    };
    std::vector<Met> row;
    std::vector<uint32_t> last;   // need -> in `row`
    std::vector<uint64_t> asked;  // needs that are in `row`, as bits
    bool has_row = false;
    std::vector<uint64_t> bits;
    std::vector<uint64_t> seen;      // literals that occurred, as bits
    std::vector<uint64_t> needs;     // those that are met, as bits
    std::vector<uint32_t> met;       // and as a list
    std::vector<size_t> candidates;  // the patterns that may occur in the text, ascending
    std::vector<size_t> marks;       // the marks that are met, ascending
  };
  void Screen(std::string_view text, Buffers* buffers) const;

  // Something to look for beside patterns, in the same pass: number of the mark that is met where
  // of each of `needs` a literal occurs. Literals are lower case; in the text ASCII case does not
  // matter.
  size_t AddMark(const std::vector<Literals>& needs);
  // The marks alone.
  void ScreenMarks(std::string_view text, Buffers* buffers) const;
  // Shows where in the text that was screened last what `mark`, which is met, needs stands one
  // behind the other, in about `most_bytes`: from a byte of the first to a byte of the last, the
  // shortest row for each last, from the end of the text. Until `visit` returns true; whether it
  // did. A tenth of what an expression costs.
  using RowVisit = std::function<bool(size_t first, size_t last)>;
  bool AnyRow(size_t mark, size_t most_bytes, Buffers* buffers, const RowVisit& visit) const;
  // Says of the text that was screened last that it was written anew: `from[i]`, ascending, is the
  // byte of the old text that became byte i of the new one. What stood in it still does.
  static void Rewrite(const std::vector<uint32_t>& from, Buffers* buffers);

  // Byte range of the first occurrence.
  std::optional<std::pair<size_t, size_t>> Find(size_t pattern, std::string_view text) const;

 private:
  void FindNeeds(Buffers* buffers) const;
  void FindMet(Buffers* buffers) const;
  void MakeRow(Buffers* buffers) const;

  struct Rep;
  std::unique_ptr<Rep> rep_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_PATTERN_SET_H_
