#include "commands/change_text.h"

#include "base/json.h"
#include "base/text.h"
#include "records/change_words.h"

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

bool IsText(const std::optional<std::string>& value) { return value && value->starts_with('"'); }

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
  const std::vector<ShownPiece> pieces = ShownDifference(before, after);
  std::string line;
  for (size_t i = 0; i < pieces.size(); ++i) {
    switch (pieces[i].kind) {
      case TextPiece::Kind::kSame:
        line += pieces[i].text;
        break;
      case TextPiece::Kind::kRemoved:
        line += "[-" + pieces[i].text + "-]";
        break;
      case TextPiece::Kind::kAdded:
        line += "{+" + pieces[i].text + "+}";
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
  if (IsText(event.old_value) && IsText(event.new_value)) {
    const std::string words =
        WordDifference(*TextOfValue(event.old_value), *TextOfValue(event.new_value));
    text += Wrapped(words, console.columns(), kIndent) + "\n";
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
