// Markup that a page would not show and a model reads: comments, and tags that lend weight.
#include <algorithm>

#include "base/text.h"
#include "classify/text/detector.h"

namespace mcprisk {
namespace {

void FindComments(const TextField& field, std::vector<TextHit>* hits) {
  std::string_view text = field.text;
  for (size_t at = text.find("<!--"); at != std::string_view::npos; at = text.find("<!--", at)) {
    size_t inner = at + 4;
    size_t close = text.find("-->", inner);
    size_t end = close == std::string_view::npos ? text.size() : close + 3;
    std::string_view said = text.substr(inner, std::min(close, text.size()) - inner);
    hits->push_back({at, end, std::string(Trimmed(said))});
    at = end;
  }
}

// Words that make a tag a command to the model. Vendors structure text with <use_case>, <workflow>,
// <example> and the like; those say nothing.
constexpr std::string_view kWeighty[] = {
    "important",   "importante",    "wichtig",    "critical",  "urgent",        "system",
    "hidden",      "secret",        "override",   "admin",     "administrator", "instructions",
    "instruction", "assistant",     "compliance", "mandatory", "internal",      "directive",
    "prompt",      "priority",      "attention",  "security",  "developer",     "confidential",
    "silent",      "note_to_model", "note_to_ai", "required",  "command",       "sys",
    "root"};
// Words that do so in a name of several, where the tag is closed again: <agent_id> alone is what to
// fill in.
constexpr std::string_view kWeightyInClosed[] = {"agent", "llm",       "model",
                                                 "ai",    "jailbreak", "operator"};
constexpr size_t kMaxTagBytes = 80;

// The name as it is compared: letters and "_" only, so that "<IMP ORTANT>" and "<im-portant>"
// count.
std::string TagName(std::string_view inside) {
  std::string name;
  for (char c : inside) {
    if (c == '=' || c == '"') break;
    if (IsAsciiAlpha(c) || c == '_') name += AsciiLower(c);
  }
  return name;
}

bool IsWeighty(const std::string& name) {
  if (name.empty()) return false;
  for (std::string_view word : kWeighty) {
    if (name == word) return true;
    bool part =
        name.starts_with(std::string(word) + "_") || name.ends_with("_" + std::string(word));
    if (part) return true;
  }
  return EditDistance(name, "important", 2) <= 2 || EditDistance(name, "critical", 1) <= 1;
}

// Whether a word of the name lends weight: <SYSTEM-NOTE>, <note to the model>.
bool HasWeightyWord(std::string_view inside) {
  std::string word;
  const auto weighs = [&] {
    return std::find(std::begin(kWeighty), std::end(kWeighty), word) != std::end(kWeighty) ||
           std::find(std::begin(kWeightyInClosed), std::end(kWeightyInClosed), word) !=
               std::end(kWeightyInClosed);
  };
  for (char c : inside) {
    if (c == '=' || c == '"') return false;
    if (IsAsciiAlpha(c)) {
      word += AsciiLower(c);
    } else {
      if (weighs()) return true;
      word.clear();
    }
  }
  return weighs();
}

void FindTags(const TextField& field, std::vector<TextHit>* hits) {
  std::string_view text = field.text;
  size_t at = 0;
  while ((at = text.find('<', at)) != std::string_view::npos) {
    size_t close = text.substr(0, std::min(text.size(), at + kMaxTagBytes)).find('>', at);
    if (close == std::string_view::npos || (at + 1 < text.size() && text[at + 1] == '/')) {
      ++at;
      continue;
    }
    std::string_view inside = text.substr(at + 1, close - at - 1);
    const size_t closing = text.find("</", close);
    if (!IsWeighty(TagName(inside)) &&
        (closing == std::string_view::npos || !HasWeightyWord(inside))) {
      ++at;
      continue;
    }
    // Up to the next closing tag, or to the end.
    size_t end = std::min(text.size(), closing);
    hits->push_back({at, close + 1, std::string(Trimmed(text.substr(close + 1, end - close - 1)))});
    at = end;
  }
}

}  // namespace

extern const TextDetector kMarkupComment;
const TextDetector kMarkupComment = {"markup-comment",
                                     "comments of HTML and XML, with what they say",
                                     0,
                                     {"<!--"},
                                     FindComments,
                                     false};

extern const TextDetector kPseudoTag;
const TextDetector kPseudoTag = {
    "pseudo-tag",
    "tags such as <IMPORTANT>, with what stands behind them",
    0,
    {"<imp",   "<i m",  "<crit", "<urg",  "<sys",  "<hid",  "<sec",   "<over",  "<adm", "<ins",
     "<ass",   "<comp", "<mand", "<int",  "<dir",  "<pro",  "<pri",   "<att",   "<dev", "<conf",
     "<sil",   "<note", "<req",  "<comm", "<root", "<wich", "< imp",  "<lmp",   "<1mp", "<ìmp",
     "_instr", "_imp",  "_sys",  "<age",  "<llm",  "<jai",  "<opera", "<model", "<ai-", "<ai_"},
    FindTags,
    false};

}  // namespace mcprisk
