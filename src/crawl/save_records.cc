// One bad record costs one record: what document.h promises for JSON that does not parse.
#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.h"
#include "crawl/document.h"
#include "crawl/recognize.h"

namespace mcprisk {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

size_t SkipSpace(std::string_view text, size_t at) {
  return std::min(text.find_first_not_of(kSpace, at), text.size());
}

// The byte behind the string that begins at `at`. A line break ends it too: JSON has none inside
// strings, so one that was not closed costs no more than its line.
size_t EndOfString(std::string_view text, size_t at) {
  for (++at; at < text.size() && text[at] != '"' && text[at] != '\n'; ++at) {
    if (text[at] == '\\') ++at;
  }
  return std::min(at + 1, text.size());
}

// The byte behind the object that begins at `at`; nullopt when the text ends inside.
std::optional<size_t> EndOfObject(std::string_view text, size_t at) {
  size_t depth = 0;
  while (at < text.size()) {
    char c = text[at];
    if (c == '"') {
      at = EndOfString(text, at);
      continue;
    }
    ++at;
    if (c == '{' || c == '[') ++depth;
    if ((c == '}' || c == ']') && --depth == 0) return at;
  }
  return std::nullopt;
}

struct Member {
  std::string_view key;  // with quotes
  std::string_view value;
};

struct Members {
  std::vector<Member> all;
  bool complete = false;
};

// The members of an object all of whose values are objects; empty for every other one.
Members SplitObjectOfObjects(std::string_view text, size_t at) {
  Members members;
  while (true) {
    at = SkipSpace(text, at + 1);  // behind the brace or comma
    if (at == text.size() || text[at] != '"') return members;
    size_t key_end = EndOfString(text, at);
    std::string_view key = text.substr(at, key_end - at);
    size_t colon = SkipSpace(text, key_end);
    size_t begin = SkipSpace(text, colon + 1);
    if (begin >= text.size()) return members;
    if (text[colon] != ':' || text[begin] != '{') return {};
    std::optional<size_t> end = EndOfObject(text, begin);
    if (!end) return members;
    members.all.push_back({key, text.substr(begin, *end - begin)});
    at = SkipSpace(text, *end);
    if (at < text.size() && text[at] == '}') members.complete = true;
    if (at == text.size() || text[at] != ',') return members;
  }
}

// The brackets that `prefix` leaves open, as the text that closes them.
std::string Closers(std::string_view prefix) {
  std::string closers;
  for (size_t at = 0; at < prefix.size();) {
    char c = prefix[at];
    if (c == '"') {
      at = EndOfString(prefix, at);
      continue;
    }
    ++at;
    if (c == '{') closers.insert(0, 1, '}');
    if (c == '[') closers.insert(0, 1, ']');
    if ((c == '}' || c == ']') && !closers.empty()) closers.erase(0, 1);
  }
  return closers;
}

std::string EndsInside(size_t whole) {
  return "the text ends inside record " + Grouped(whole + 1) + "; what stands before it was read";
}

// Beyond what is ever told, records are given up in silence.
void GiveUp(std::string place, const std::string& why, SavedJson* saved) {
  if (saved->lost.size() <= kMaxProblemsPerFile) saved->lost.push_back({std::move(place), why, 1});
}

SavedJson SaveItems(std::string_view text, const JsonPieces& pieces, const std::string& place) {
  SavedJson saved;
  JsonParser parser;
  const char* begin = text.data();
  std::string_view prefix =
      text.substr(0, static_cast<size_t>(pieces.items.front().data() - begin));
  saved.text = prefix;
  size_t index = 0;
  for (std::string_view item : pieces.items) {
    if (index++ > 0) saved.text += ",\n";
    if (Result<Json> json = parser.Parse(item)) {
      saved.text += item;
    } else {
      saved.text += "null";
      GiveUp(RecordPlace(place, index), json.error(), &saved);
    }
  }
  if (pieces.complete) {
    std::string_view last = pieces.items.back();
    saved.text += text.substr(static_cast<size_t>(last.data() + last.size() - begin));
  } else {
    saved.text += Closers(prefix);
    saved.lost.push_back({place, EndsInside(pieces.items.size()), 1});
  }
  return saved;
}

SavedJson SaveMembers(const Members& members, const std::string& place) {
  SavedJson saved;
  JsonParser parser;
  for (const Member& member : members.all) {
    std::string record = "{";
    record.append(member.key).append(":").append(member.value).append("}");
    if (Result<Json> json = parser.Parse(record)) {
      saved.text += saved.text.empty() ? "{" : ",\n";
      saved.text.append(record, 1, record.size() - 2);
    } else {
      std::string name(member.key.substr(1, member.key.size() - 2));
      GiveUp(place + "#" + name, json.error(), &saved);
    }
  }
  if (saved.text.empty()) return {};
  saved.text += "}";
  if (!members.complete) saved.lost.push_back({place, EndsInside(members.all.size()), 1});
  return saved;
}

}  // namespace

SavedJson SaveRecords(std::string_view text, const std::string& place) {
  JsonPieces pieces = SplitJsonArray(text, {"servers", "tools"});
  if (!pieces.items.empty()) return SaveItems(text, pieces, place);
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  size_t first = SkipSpace(text, text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0);
  if (first == text.size() || text[first] != '{') return {};
  return SaveMembers(SplitObjectOfObjects(text, first), place);
}

}  // namespace mcprisk
