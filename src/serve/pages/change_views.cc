#include "serve/pages/change_views.h"

#include <algorithm>

#include "base/text.h"
#include "serve/pages/page.h"

namespace mcprisk {
namespace {

constexpr size_t kNameColumns = 60;
constexpr size_t kValueColumns = 90;

std::string ValueText(const std::optional<std::string>& value) {
  return value ? ForTerminal(*value, kValueColumns) : std::string("nothing");
}

}  // namespace

std::string ChangeTitle(const StoredChange& change) {
  const std::string what =
      change.event.tool.empty() ? "" : ForTerminal(change.event.tool, kNameColumns) + ", ";
  return ForTerminal(change.server, kNameColumns) + ": " + what + change.event.kind;
}

std::string ChangeText(const StoredChange& change) {
  const ChangeEvent& event = change.event;
  std::string text;
  if (!event.field.empty()) {
    text = ForTerminal(event.field.substr(1), kNameColumns) + ": was " +
           ValueText(event.old_value) + ", is " + ValueText(event.new_value);
  } else if (!event.old_digest) {
    text = "is new";
  } else if (!event.new_digest) {
    text = "is gone";
  } else {
    text = "was replaced";
  }
  return text + (event.silent ? "; under the same version" : "");
}

std::vector<View> ChangeViews(const std::vector<StoredChange>& changes,
                              const ServeSettings& settings) {
  const std::string root = RootOf(settings);
  std::vector<View> views;
  for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
    const ChangeEvent& event = change->event;
    const bool has_page = !event.tool.empty() && event.new_digest;
    View view;
    view.Set("change_time", change->seen);
    view.Set("change_date", change->seen.substr(0, 10));
    view.Set("change_kind", event.kind);
    view.Set("change_severity", SeverityName(event.severity));
    view.Set("change_class", AsciiLowered(SeverityName(event.severity)));
    view.Set("change_tool", ForTerminal(event.tool, kNameColumns));
    view.Set("change_tool_url",
             has_page ? root + ToolPath(event.tool, change->server) : std::string());
    view.Set("change_server", ForTerminal(change->server, kNameColumns));
    view.Set("change_server_url", root + ServerPath(change->server));
    view.Set("change_text", ChangeText(*change));
    views.push_back(std::move(view));
  }
  return views;
}

}  // namespace mcprisk
