// What changed: as a page, as an Atom feed.
#include "base/text.h"
#include "serve/lookup.h"
#include "serve/pages/change_views.h"
#include "serve/pages/page.h"
#include "serve/router.h"

namespace mcprisk {
namespace {

constexpr size_t kFeedEntries = 50;

// The newest, or those before the sequence of ?before=; one more than a page shows tells that there
// are older ones.
Result<ChangePage> NewestChanges(const WebRequest& request, ServeContext& context) {
  ChangeQuery query{.limit = kPageSize + 1};
  const std::string_view before = request.Query("before");
  if (!before.empty()) {
    query.before = ReadWholeNumber(before);
    if (!query.before) return Failure("before is the number of a change");
  }
  const std::string_view severity = request.Query("severity");
  if (!severity.empty()) {
    const std::optional<Severity> least = ParseSeverity(severity);
    if (!least) return Failure("severity is one of Info, Low, Medium, High, Critical");
    query.at_least = *least;
  }
  return context.reader().Changes(query);
}

// Takes away the one beyond the page; the address of the older ones, empty where there are none.
std::string TakeOlder(const WebRequest& request, const std::string& root, ChangePage* page) {
  if (page->changes.size() <= kPageSize) return "";
  page->changes.erase(page->changes.begin());
  const std::string_view severity = request.Query("severity");
  return root + "/changes?before=" + std::to_string(page->changes.front().sequence) +
         (severity.empty() ? "" : "&severity=" + PercentEncoded(severity));
}

WebResponse ChangesPage(const WebRequest& request, const PathArguments&, ServeContext& context) {
  Result<ChangePage> page = NewestChanges(request, context);
  if (!page) return ErrorPage(400, page.error(), context);
  const std::string root = RootOf(context.settings());
  View view;
  view.Set("older_url", TakeOlder(request, root, &*page));
  view.Set("has_changes", !page->changes.empty());
  view.Set("changes", ChangeViews(page->changes, context));
  view.Set("filtered", !request.Query("severity").empty());
  view.Set("feed_url", root + "/changes.atom");
  view.Set("json_url", root + "/api/v1/changes");
  view.Set("severities",
           ViewsOf(std::vector<Severity>{Severity::kInfo, Severity::kLow, Severity::kMedium,
                                         Severity::kHigh, Severity::kCritical},
                   [&](Severity severity) {
                     View one;
                     one.Set("option", SeverityName(severity));
                     one.Set("chosen",
                             EqualsNoCase(SeverityName(severity), request.Query("severity")));
                     return one;
                   }));
  return PageResponse("changes",
                      {.title = "Changes of MCP servers",
                       .description = "What MCP servers changed in their tools, newest first: new "
                                      "tools, changed descriptions and schemas, by severity.",
                       .path = request.query.empty() ? "/changes" : "",
                       .section = "changes"},
                      std::move(view), context);
}

// RFC 4287. Identifiers are tag URIs (RFC 4151), so that they outlive a move of the site.
WebResponse Feed(const WebRequest&, const PathArguments&, ServeContext& context) {
  const std::string& base = context.settings().base_url;
  ChangePage page = context.reader().Changes({.limit = kFeedEntries});
  std::string body =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
      "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"
      "<title>Changes of MCP servers</title>\n<id>tag:mcprisk,2026:changes</id>\n";
  const std::string updated =
      page.changes.empty() ? std::string("2026-01-01T00:00:00Z") : page.changes.back().seen;
  body +=
      "<updated>" + HtmlEscaped(updated) + "</updated>\n<author><name>mcprisk</name></author>\n";
  body += "<link rel=\"self\" href=\"" + HtmlEscaped(base) + "/changes.atom\"/>\n";
  for (auto change = page.changes.rbegin(); change != page.changes.rend(); ++change) {
    const std::string path = ChangePath(*change, context);
    body += "<entry><id>tag:mcprisk,2026:change/" + std::to_string(change->sequence) + "</id>";
    body += "<title>" + HtmlEscaped(ChangeTitle(*change)) + "</title>";
    body += "<updated>" + HtmlEscaped(change->seen) + "</updated>";
    body += "<link href=\"" + HtmlEscaped(base + (path.empty() ? "/changes" : path)) + "\"/>";
    body += "<summary>" + HtmlEscaped(ChangeText(*change)) + "</summary></entry>\n";
  }
  return {.content_type = "application/atom+xml; charset=utf-8", .body = body + "</feed>\n"};
}

}  // namespace

extern const RouteGroup kChangeRoutes;
const RouteGroup kChangeRoutes = {
    "changes", {{"GET", "/changes", ChangesPage}, {"GET", "/changes.atom", Feed}}};

}  // namespace mcprisk
