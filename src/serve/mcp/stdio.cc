#include "serve/mcp/stdio.h"

#include <istream>
#include <ostream>
#include <string>

#include "base/text.h"

namespace mcprisk {
namespace {

// One line without its end, at most one byte beyond the limit of it; false when there is none.
bool ReadLine(std::istream& in, std::string* line) {
  line->clear();
  std::streambuf& buffer = *in.rdbuf();
  int c = buffer.sbumpc();
  if (c == std::streambuf::traits_type::eof()) return false;
  for (; c != std::streambuf::traits_type::eof() && c != '\n'; c = buffer.sbumpc()) {
    if (line->size() <= kMaxMcpMessageBytes) line->push_back(static_cast<char>(c));
  }
  return true;
}

}  // namespace

void ServeMcpLines(std::istream& in, std::ostream& out, McpCatalog& catalog) {
  std::string line;
  while (out && ReadLine(in, &line)) {
    if (Trimmed(line).empty()) continue;
    const McpAnswer answer = AnswerMcp(line, nullptr, catalog);
    if (!answer.text.empty()) out << answer.text << "\n" << std::flush;
  }
}

}  // namespace mcprisk
