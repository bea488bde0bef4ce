#include "commands/change_text.h"

#include "base/json.h"
#include "base/text.h"
#include "drift/text_difference.h"

namespace mcprisk {
namespace {

constexpr size_t kIndent = 6;
constexpr size_t kValueColumns = 400;

Risk ColorOf(Severity severity) {
  switch (severity) {
    case Severity::kCritical:
      return Risk::kCritical;
    case Severity::kHigh:
      return Risk::kHigh;
    case Severity::kMedium:
      return Risk::kMedium;
    case Severity::kLow:
    case Severity::kInfo:
      break;
  }
  return Risk::kLow;
}

// The text that the value is, also where it is the beginning of one; nothing for other values.
std::optional<std::string> TextOf(const std::optional<std::string>& value) {
  if (!value || !value->starts_with('"')) return std::nullopt;
  JsonParser parser;
  for (const std::string& json : {*value, *value + "\"", *value + "\\\""}) {
    if (Result<Json> root = parser.Parse(json); root && root->IsString()) {
      return std::string(root->Text());
    }
  }
  return value;
}

// The first and last words of a long run.
std::string Shortened(std::string_view text, bool keep_beginning, bool keep_end) {
  const std::string shown = ForTerminal(text);
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

// Of a whole definition only what it says of itself.
std::optional<std::string> ShownOf(const ChangeEvent& event,
                                   const std::optional<std::string>& value) {
  if (!value || !event.field.empty()) return value;
  JsonParser parser;
  const Result<Json> definition = parser.Parse(*value);
  if (!definition) return value;
  return std::string((*definition)["description"].String().value_or("no description"));
}

void AppendValue(char sign, const std::optional<std::string>& value, size_t columns,
                 std::string* out) {
  if (!value) return;
  const std::string line = std::string(1, sign) + " " + ForTerminal(*value, kValueColumns);
  *out += Wrapped(line, columns, kIndent) + "\n";
}

}  // namespace

std::string WordDifference(std::string_view before, std::string_view after) {
  const std::vector<TextPiece> pieces = CompareTexts(before, after);
  std::string line;
  for (size_t i = 0; i < pieces.size(); ++i) {
    const std::string_view text = pieces[i].text;
    const std::string_view words = Trimmed(text);
    switch (pieces[i].kind) {
      case TextPiece::Kind::kSame:
        line += Shortened(words, i > 0, i + 1 < pieces.size());
        break;
      case TextPiece::Kind::kRemoved:
        line += "[-" + ForTerminal(words) + "-]";
        break;
      case TextPiece::Kind::kAdded:
        line += "{+" + ForTerminal(words) + "+}";
        break;
    }
    const bool replaced = pieces[i].kind == TextPiece::Kind::kRemoved && i + 1 < pieces.size() &&
                          pieces[i + 1].kind == TextPiece::Kind::kAdded;
    if (i + 1 < pieces.size() && !replaced) line += ' ';
  }
  return line;
}

std::string ChangeText(std::string_view lead, const std::string& server, const ChangeEvent& event,
                       const Console& console) {
  std::string text(lead);
  text += console.Colored(ColorOf(event.severity), PadTo(SeverityName(event.severity), 9)) + " ";
  text += ForTerminal(server);
  if (!event.tool.empty()) text += " · " + console.Bold(ForTerminal(event.tool));
  text += "  " + event.kind;
  if (!event.field.empty()) text += "  " + ForTerminal(event.field);
  if (event.silent) {
    text += "  silently at version " + ForTerminal(event.new_version.value_or("?"), 40);
  } else if (event.old_version && event.new_version && event.old_version != event.new_version) {
    text +=
        "  " + ForTerminal(*event.old_version, 40) + " -> " + ForTerminal(*event.new_version, 40);
  }
  text += "\n";
  const std::optional<std::string> before = TextOf(event.old_value);
  const std::optional<std::string> after = TextOf(event.new_value);
  if (before && after) {
    text += Wrapped(WordDifference(*before, *after), console.columns(), kIndent) + "\n";
  } else {
    AppendValue('-', ShownOf(event, event.old_value), console.columns(), &text);
    AppendValue('+', ShownOf(event, event.new_value), console.columns(), &text);
  }
  for (const std::string& detector : event.detectors) {
    text += std::string(kIndent, ' ') + "found by " + ForTerminal(detector) + "\n";
  }
  return text;
}

}  // namespace mcprisk
