#include "commands/console.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

namespace mcprisk {
namespace {

constexpr size_t kDefaultColumns = 80;
constexpr size_t kMinColumns = 40;
constexpr size_t kMaxColumns = 100;  // longer lines are hard to read

size_t TerminalColumns() {
  size_t columns = kDefaultColumns;
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) columns = size.ws_col;
  return std::clamp(columns, kMinColumns, kMaxColumns);
}

}  // namespace

Console::Console(std::ostream& out, std::ostream& err, size_t columns)
    : out_(&out), err_(&err), columns_(columns) {}

Console Console::Standard() {
  Console console(std::cout, std::cerr, TerminalColumns());
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  bool dumb = term && std::string_view(term) == "dumb";
  console.color_ = isatty(STDOUT_FILENO) && !dumb && !(no_color && *no_color);
  console.progress_ = isatty(STDERR_FILENO) && !dumb;
  return console;
}

std::string Console::Colored(Risk risk, std::string_view text) const {
  if (!color_) return std::string(text);
  constexpr std::string_view kColors[kRisks] = {"\x1b[32m", "\x1b[33m", "\x1b[35m", "\x1b[1;31m"};
  return std::string(kColors[static_cast<int>(risk)]) + std::string(text) + "\x1b[0m";
}

std::string Console::Bold(std::string_view text) const {
  if (!color_) return std::string(text);
  return "\x1b[1m" + std::string(text) + "\x1b[0m";
}

}  // namespace mcprisk
