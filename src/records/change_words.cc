#include "records/change_words.h"

#include "base/json.h"
#include "base/text.h"

namespace mcprisk {
namespace {

// The first and last words of a long run.
std::string Shortened(std::string_view text, bool keep_beginning, bool keep_end) {
  std::string shown = ForTerminal(text);
  const std::vector<std::string_view> words = Split(shown, ' ');
  if (words.size() <= 2 * kWordsAround + 1) return shown;
  std::string result;
  for (size_t i = 0; keep_beginning && i < kWordsAround; ++i) result += std::string(words[i]) + " ";
  result += "…";
  for (size_t i = words.size() - kWordsAround; keep_end && i < words.size(); ++i) {
    result += " " + std::string(words[i]);
  }
  return result;
}

}  // namespace

std::vector<ShownPiece> ShownDifference(std::string_view before, std::string_view after) {
  const std::vector<TextPiece> pieces = CompareTexts(before, after);
  std::vector<ShownPiece> shown;
  for (size_t i = 0; i < pieces.size(); ++i) {
    const std::string_view words = Trimmed(pieces[i].text);
    shown.push_back({pieces[i].kind, pieces[i].kind == TextPiece::Kind::kSame
                                         ? Shortened(words, i > 0, i + 1 < pieces.size())
                                         : ForTerminal(words)});
  }
  return shown;
}

std::optional<std::string> TextOfValue(const std::optional<std::string>& value) {
  if (!value || !value->starts_with('"')) return value;
  JsonParser parser;
  for (const std::string& json : {*value, *value + "\"", *value + "\\\""}) {
    if (Result<Json> root = parser.Parse(json); root && root->IsString()) {
      return std::string(root->Text());
    }
  }
  return value;
}

}  // namespace mcprisk
