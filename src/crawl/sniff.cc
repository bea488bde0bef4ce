#include "crawl/sniff.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "crawl/crawl.h"

namespace mcprisk {
namespace {

// Enough for every magic number and for the first lines of most files.
constexpr size_t kHeadBytes = size_t{64} << 10;
constexpr size_t kLinesToSniff = 3;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kSpace = " \t\r\n";

std::string_view WithoutMark(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  return text;
}

// Whether `magic` stands at byte `at` of the head.
bool HasMagic(std::string_view head, size_t at, std::string_view magic) {
  return head.size() >= at && head.substr(at).starts_with(magic);
}

std::optional<Content> SniffMagic(std::string_view head) {
  using namespace std::string_view_literals;
  constexpr size_t kBzip2BlockAt = 4;
  constexpr size_t kTarMagicAt = 257;
  if (HasMagic(head, 0, "PK\3\4"sv) || HasMagic(head, 0, "PK\5\6"sv)) return Content::kZip;
  bool bzip2 = HasMagic(head, 0, "BZh"sv) && HasMagic(head, kBzip2BlockAt, "1AY&SY"sv);
  if (bzip2 || HasMagic(head, 0, "\x1F\x8B"sv) || HasMagic(head, 0, "\xFD\x37zXZ\0"sv) ||
      HasMagic(head, 0, "\x28\xB5\x2F\xFD"sv) || HasMagic(head, kTarMagicAt, "ustar"sv)) {
    return Content::kArchive;
  }
  return std::nullopt;
}

// True when the brackets of `line` open at its first byte and close at its last one.
bool IsWholeObject(std::string_view line) {
  size_t depth = 0;
  bool in_string = false;
  for (size_t i = 0; i < line.size(); ++i) {
    char c = line[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
      continue;
    }
    if (c == '"') in_string = true;
    if (c == '{' || c == '[') ++depth;
    if ((c == '}' || c == ']') && (depth == 0 || --depth == 0)) return i + 1 == line.size();
  }
  return false;
}

// JSON Lines, and no JSON document that is merely written over several lines: the first three lines
// that are not blank begin with a brace, at least one of them is an object by itself, and there are
// two at least. (A brace never follows a brace in JSON, and what begins with a whole object ends
// there, so no JSON document is mistaken.)
bool IsLines(Stream* stream) {
  size_t begin = stream->Ahead().size() - WithoutMark(stream->Ahead()).size();
  size_t lines = 0;
  bool whole_line = false;
  while (lines < kLinesToSniff) {
    size_t end = stream->Ahead().find('\n', begin);
    while (end == std::string_view::npos && !stream->AtEnd() &&
           stream->Ahead().size() <= kMaxFileBytes) {
      size_t known = stream->Ahead().size();
      stream->Fill(2 * known);
      end = stream->Ahead().find('\n', known);
    }
    bool last = end == std::string_view::npos;
    std::string_view line = Trimmed(stream->Ahead().substr(begin, last ? end : end - begin));
    if (!line.empty()) {
      if (line.front() != '{') return false;
      ++lines;
      whole_line = whole_line || (line.size() <= kMaxLineBytes && IsWholeObject(line));
    }
    if (last) break;
    begin = end + 1;
  }
  return lines >= 2 && whole_line;
}

// "key:", "'key':" or "- item" on the first line that is no comment.
bool IsYaml(std::string_view head) {
  if (head.find('\0') != std::string_view::npos) return false;
  for (size_t begin = 0; begin < head.size();) {
    size_t end = std::min(head.find('\n', begin), head.size());
    std::string_view line = Trimmed(head.substr(begin, end - begin));
    begin = end + 1;
    if (line.empty() || line.front() == '#' || line.front() == '%' || line == "---") continue;
    if (line.starts_with("- ")) return true;
    size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) return false;
    if (colon + 1 < line.size() && line[colon + 1] != ' ') return false;
    std::string_view key = line.substr(0, colon);
    return key.find_first_of("{}[]()<>=;,") == std::string_view::npos;
  }
  return false;
}

bool HasSuffix(std::string_view path, std::string_view suffix) {
  return path.size() > suffix.size() &&
         EqualsNoCase(path.substr(path.size() - suffix.size()), suffix);
}

}  // namespace

Content Sniff(Stream* stream) {
  stream->Fill(kHeadBytes);
  if (std::optional<Content> content = SniffMagic(stream->Ahead())) return *content;
  std::string_view head = WithoutMark(stream->Ahead());
  size_t first = head.find_first_not_of(kSpace);
  if (first == std::string_view::npos) {
    return stream->AtEnd() ? Content::kEmpty : Content::kOther;
  }
  switch (head[first]) {
    case '{':
      return IsLines(stream) ? Content::kLines : Content::kJson;
    case '[':
      return Content::kJson;
    case '"':
      return IsYaml(head) ? Content::kYaml : Content::kJson;
    default:
      return IsYaml(head) ? Content::kYaml : Content::kOther;
  }
}

bool IsDataName(std::string_view path) {
  constexpr std::array<std::string_view, 12> kSuffixes = {".json",   ".yaml", ".yml", ".jsonl",
                                                          ".ndjson", ".mcpb", ".dxt", ".zip",
                                                          ".tar",    ".tgz",  ".txz", ".tbz2"};
  std::string_view plain = WithoutCompressionSuffix(path);
  for (std::string_view suffix : kSuffixes) {
    if (HasSuffix(plain, suffix)) return true;
  }
  return false;
}

std::string_view WithoutCompressionSuffix(std::string_view path) {
  constexpr std::array<std::string_view, 4> kSuffixes = {".gz", ".xz", ".bz2", ".zst"};
  for (std::string_view suffix : kSuffixes) {
    if (HasSuffix(path, suffix)) return path.substr(0, path.size() - suffix.size());
  }
  return path;
}

}  // namespace mcprisk
