// The front page: what the catalog holds, and where to begin.
#include <algorithm>

#include "base/text.h"
#include "serve/pages/change_views.h"
#include "serve/pages/page.h"
#include "serve/pages/views.h"
#include "serve/router.h"

namespace mcprisk {
namespace {

constexpr size_t kServersShown = 8;
constexpr size_t kToolsShown = 8;
constexpr size_t kChangesShown = 8;

// The riskiest tools, no more than one of a server, so that one server does not fill the list.
std::vector<const ToolRow*> RiskiestOfEach(const Overview& overview, size_t most) {
  std::vector<const ToolRow*> rows;
  std::vector<uint32_t> servers;
  for (const ToolRow& row : overview.tools) {
    if (rows.size() == most) break;
    if (std::find(servers.begin(), servers.end(), row.server) != servers.end()) continue;
    servers.push_back(row.server);
    rows.push_back(&row);
  }
  return rows;
}

WebResponse Front(const WebRequest&, const PathArguments&, ServeContext& context) {
  const Overview& overview = context.overview();
  const CatalogStats& stats = overview.stats;
  const std::string root = RootOf(context.settings());
  View view;
  view.Set("front", true);
  view.Set("has_tools", stats.tools > 0);
  std::vector<View> shares;
  shares.push_back(SharesView("Tools by risk class", RiskShares(stats.by_risk), root));
  shares.push_back(SharesView("Tools by category", CategoryShares(stats.by_category), root));
  view.Set("shares", std::move(shares));
  std::vector<View> servers;
  for (uint32_t index : overview.riskiest_servers) {
    const ServerRow& server = overview.servers[index];
    if (servers.size() == kServersShown || server.Tools() == 0) break;
    servers.push_back(ServerRowView(server, root));
  }
  view.Set("servers", std::move(servers));
  const ChangePage changes =
      context.reader().Changes({.at_least = Severity::kLow, .limit = kChangesShown});
  view.Set("has_changes", !changes.changes.empty());
  view.Set("changes", ChangeViews(changes.changes, context));
  view.Set("with_server", true);
  view.Set("tools", ToolRowViews(ToolsOf(RiskiestOfEach(overview, kToolsShown), context.reader()),
                                 context.settings()));
  return PageResponse("front",
                      {.description = "Which MCP tools only read, and which write, delete, spend, "
                                      "send or run code: " +
                                      Grouped(stats.tools) + " tools on " + Grouped(stats.servers) +
                                      " servers, judged by open rules.",
                       .path = "/"},
                      std::move(view), context);
}

}  // namespace

extern const RouteGroup kFrontRoutes;
const RouteGroup kFrontRoutes = {"front", {{"GET", "/", Front}}};

}  // namespace mcprisk
