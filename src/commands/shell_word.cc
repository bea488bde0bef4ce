#include "commands/shell_word.h"

#include <algorithm>
#include <string_view>

#include "base/text.h"

namespace mcprisk {

std::string ShellWord(const std::string& text) {
  const bool plain =
      !text.empty() && text[0] != '-' && std::all_of(text.begin(), text.end(), [](char c) {
        return IsAsciiAlnum(c) || std::string_view("_-./@:").find(c) != std::string_view::npos;
      });
  if (plain) return text;
  return "'" + ReplaceAll(ForTerminal(text), "'", "'\\''") + "'";
}

}  // namespace mcprisk
