// Where a command prints: standard output and error, and what the terminal can do.
//
// Answers go to `out`, errors and progress to `err`. Color only marks risk and is never its only
// sign; there is none when the stream is no terminal or NO_COLOR is set (no-color.org). Foreign
// text goes through ForTerminal of base/text.h before it is printed.
#ifndef MCPRISK_COMMANDS_CONSOLE_H_
#define MCPRISK_COMMANDS_CONSOLE_H_

#include <cstddef>
#include <iosfwd>
#include <string>
#include <string_view>

#include "model/classification.h"

namespace mcprisk {

class Console {
 public:
  // The process's own streams.
  static Console Standard();
  // For tests: no color, no progress, `columns` wide.
  Console(std::ostream& out, std::ostream& err, size_t columns);

  std::ostream& out() { return *out_; }
  std::ostream& err() { return *err_; }
  size_t columns() const { return columns_; }  // of `out`, at least 40, at most 100
  bool progress() const { return progress_; }  // err is a terminal

  // `text` in the color of the risk class or category; unchanged without color.
  std::string Colored(Risk risk, std::string_view text) const;
  std::string Bold(std::string_view text) const;

 private:
  std::ostream* out_;
  std::ostream* err_;
  size_t columns_;
  bool color_ = false;
  bool progress_ = false;
};

}  // namespace mcprisk

#endif  // MCPRISK_COMMANDS_CONSOLE_H_
