#include "serve/pages/change_views.h"

#include <algorithm>

#include "base/json.h"
#include "base/text.h"
#include "records/change_words.h"
#include "serve/lookup.h"
#include "serve/pages/page.h"

namespace mcprisk {
namespace {

constexpr size_t kNameColumns = 60;
constexpr size_t kValueColumns = 90;    // in a sentence
constexpr size_t kPieceColumns = 1000;  // of what came or went, on a page

std::string ValueText(const std::optional<std::string>& value) {
  return value ? ForTerminal(*value, kValueColumns) : std::string("nothing");
}

// What happened to a whole tool or server.
std::string WholeText(const ChangeEvent& event) {
  if (!event.old_digest) return "is new";
  return event.new_digest ? "was replaced" : "is gone";
}

View PieceView(TextPiece::Kind kind, std::string_view text) {
  View view;
  view.Set("piece_text", ForTerminal(text, kPieceColumns));
  view.Set("piece_added", kind == TextPiece::Kind::kAdded);
  view.Set("piece_removed", kind == TextPiece::Kind::kRemoved);
  return view;
}

// Of a whole definition what it says of itself.
std::string Described(const std::string& definition) {
  JsonParser parser;
  const Result<Json> read = parser.Parse(definition);
  return read ? std::string((*read)["description"].Text()) : std::string();
}

std::vector<View> PieceViews(const ChangeEvent& event) {
  std::vector<View> views;
  if (event.field.empty()) {
    const std::optional<std::string>& value = event.new_value ? event.new_value : event.old_value;
    const std::string text = value ? Described(*value) : std::string();
    if (!text.empty()) views.push_back(PieceView(TextPiece::Kind::kSame, text));
    return views;
  }
  const std::optional<std::string> before = TextOfValue(event.old_value);
  const std::optional<std::string> after = TextOfValue(event.new_value);
  if (before && after) {
    for (const ShownPiece& piece : ShownDifference(*before, *after)) {
      views.push_back(PieceView(piece.kind, piece.text));
    }
  } else if (before) {
    views.push_back(PieceView(TextPiece::Kind::kRemoved, *before));
  } else if (after) {
    views.push_back(PieceView(TextPiece::Kind::kAdded, *after));
  }
  return views;
}

bool HasServer(const StoredChange& change, const ServeContext& context) {
  return context.overview().Server(change.server_id) != nullptr;
}

bool HasTool(const StoredChange& change, ServeContext& context) {
  return !change.event.tool.empty() && HasServer(change, context) &&
         ToolCalled(change.server_id, change.event.tool, context).has_value();
}

View ChangeView(const StoredChange& change, ServeContext& context) {
  const std::string root = RootOf(context.settings());
  const ChangeEvent& event = change.event;
  View view;
  view.Set("change_time", change.seen);
  view.Set("change_date", change.seen.substr(0, 10));
  view.Set("change_kind", event.kind);
  view.Set("change_severity", SeverityName(event.severity));
  view.Set("change_class", AsciiLowered(SeverityName(event.severity)));
  view.Set("change_tool", ForTerminal(event.tool, kNameColumns));
  view.Set("change_tool_url",
           HasTool(change, context) ? root + ToolPath(event.tool, change.server) : std::string());
  view.Set("change_server", ForTerminal(change.server, kNameColumns));
  view.Set("change_server_url",
           HasServer(change, context) ? root + ServerPath(change.server) : std::string());
  view.Set("change_field",
           event.field.empty() ? std::string() : ForTerminal(event.field.substr(1), kValueColumns));
  view.Set("change_whole", event.field.empty() ? WholeText(event) : std::string());
  view.Set("change_silent", event.silent);
  std::vector<View> pieces = PieceViews(event);
  view.Set("has_pieces", !pieces.empty());
  view.Set("pieces", std::move(pieces));
  view.Set("has_change_rules", !event.detectors.empty());
  view.Set("change_rules", ViewsOf(event.detectors, [&](const std::string& rule) {
             View one;
             one.Set("change_rule", rule);
             one.Set("change_rule_url", root + "/rules/" + EncodeSegments(rule));
             return one;
           }));
  return view;
}

}  // namespace

std::string ChangePath(const StoredChange& change, ServeContext& context) {
  if (HasTool(change, context)) return ToolPath(change.event.tool, change.server);
  return HasServer(change, context) ? ServerPath(change.server) : std::string();
}

std::string ChangeTitle(const StoredChange& change) {
  const std::string what =
      change.event.tool.empty() ? "" : ForTerminal(change.event.tool, kNameColumns) + ", ";
  return ForTerminal(change.server, kNameColumns) + ": " + what + change.event.kind;
}

std::string ChangeText(const StoredChange& change) {
  const ChangeEvent& event = change.event;
  const std::string text = event.field.empty() ? WholeText(event)
                                               : ForTerminal(event.field.substr(1), kNameColumns) +
                                                     ": was " + ValueText(event.old_value) +
                                                     ", is " + ValueText(event.new_value);
  return text + (event.silent ? "; under the same version" : "");
}

std::vector<View> ChangeViews(const std::vector<StoredChange>& changes, ServeContext& context) {
  std::vector<View> views;
  for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
    if (context.settings().fixed && !HasServer(*change, context)) continue;
    views.push_back(ChangeView(*change, context));
  }
  return views;
}

}  // namespace mcprisk
