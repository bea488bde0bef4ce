// Search, and the lists of a risk class, a category or a capability.
#include <algorithm>

#include "base/text.h"
#include "serve/lookup.h"
#include "serve/pages/page.h"
#include "serve/pages/views.h"
#include "serve/router.h"

namespace mcprisk {
namespace {

constexpr size_t kServersFound = 6;
constexpr size_t kServersShown = 10;

constexpr std::string_view kCategoryMeanings[] = {
    "only retrieves, searches, checks or computes; nothing outside the call changes",
    "creates or changes state that can be changed back",
    "starts something whose extent depends on the arguments or that leaves the system",
    "permanently deletes, wipes, revokes or overwrites",
    "moves, commits or promises money or priced assets",
};
constexpr std::string_view kRiskMeanings[] = {
    "reads what is harmless to read",
    "changes what can be changed back, or reads private data",
    "reaches beyond the call: runs something, hands out secrets, changes access",
    "cannot be taken back: deletes, pays, or runs the caller's code",
};

std::vector<View> Options(const std::vector<std::string>& names, std::string_view chosen) {
  return ViewsOf(names, [&](const std::string& name) {
    View view;
    view.Set("option", name);
    view.Set("chosen", EqualsNoCase(name, chosen));
    return view;
  });
}

template <typename Name>
std::vector<std::string> Names(int count, const Name& name) {
  std::vector<std::string> names;
  for (int i = 0; i < count; ++i) names.emplace_back(name(i));
  return names;
}

// The same address with another cursor.
std::string NextUrl(const WebRequest& request, const std::string& root, const std::string& next) {
  if (next.empty()) return "";
  std::string query;
  for (const auto& [name, value] : request.query) {
    if (name == "cursor" || value.empty()) continue;
    query += PercentEncoded(name) + "=" + PercentEncoded(value) + "&";
  }
  return root + request.path + "?" + query + "cursor=" + next;
}

void SetTools(const WebRequest& request, const ToolPage& page, const ServeSettings& settings,
              View* view) {
  view->Set("with_server", true);
  view->Set("has_tools", !page.tools.empty());
  view->Set("tools",
            ViewsOf(page.tools, [&](const ListedTool& tool) { return ToolView(tool, settings); }));
  view->Set("next_url", NextUrl(request, RootOf(settings), page.next));
}

void SetServers(const std::vector<const ServerRow*>& servers, const std::string& root, View* view) {
  view->Set("has_servers", !servers.empty());
  view->Set("servers", ViewsOf(servers, [&](const ServerRow* server) {
              return ServerRowView(*server, root);
            }));
}

WebResponse Search(const WebRequest& request, const PathArguments&, ServeContext& context) {
  const std::string text(Trimmed(Utf8Prefix(request.Query("q"), kMaxSearchBytes)));
  const Result<Filters> filters = FiltersOf(request, context.overview());
  if (!filters) return ErrorPage(400, filters.error(), context);
  const Result<ToolPage> page =
      text.empty() ? BrowseTools(*filters, request.Query("cursor"), kPageSize, context)
                   : SearchTools(text, *filters, request.Query("cursor"), kPageSize, context);
  if (!page) return ErrorPage(400, page.error(), context);
  const std::string root = RootOf(context.settings());
  View view;
  const std::string shown = ForTerminal(text, 60);
  view.Set("heading", text.empty() ? "Search" : "Search: " + shown);
  view.Set("categories",
           Options(Names(kCategories, [](int i) { return CategoryName(static_cast<Category>(i)); }),
                   request.Query("category")));
  view.Set("risks",
           Options(Names(kRisks, [](int i) { return RiskName(static_cast<Risk>(kRisks - 1 - i)); }),
                   request.Query("risk")));
  std::vector<std::string> capabilities;
  for (const CapabilityCount& one : context.overview().capabilities) capabilities.push_back(one.id);
  view.Set("capabilities", Options(capabilities, filters->capability));
  const bool first_page = request.Query("cursor").empty();
  SetServers(filters->None() && first_page ? ServersLike(text, kServersFound, context.overview())
                                           : std::vector<const ServerRow*>(),
             root, &view);
  const bool all = first_page && page->next.empty();
  view.Set("tools_heading", text.empty() ? Counted(page->total, "tool") + ", riskiest first"
                            : all        ? Counted(page->tools.size(), "tool")
                                         : std::string("Tools"));
  SetTools(request, *page, context.settings(), &view);
  return PageResponse(
      "search",
      {.title = text.empty() ? "Search" : text + " · search", .section = "search", .search = text},
      std::move(view), context);
}

// The servers with the most tools that `count` counts.
template <typename Count>
std::vector<const ServerRow*> ServersWithMost(const Overview& overview, const Count& count) {
  std::vector<const ServerRow*> servers;
  for (const ServerRow& server : overview.servers) {
    if (count(server) > 0) servers.push_back(&server);
  }
  const size_t shown = std::min(servers.size(), kServersShown);
  std::partial_sort(servers.begin(), servers.begin() + static_cast<ptrdiff_t>(shown), servers.end(),
                    [&](const ServerRow* a, const ServerRow* b) {
                      return std::pair(count(*b), a->name) < std::pair(count(*a), b->name);
                    });
  servers.resize(shown);
  return servers;
}

struct ListText {
  std::string eyebrow;
  std::string heading;
  std::string intro;
  std::string title;
  std::string section;
};

WebResponse List(const WebRequest& request, const Filters& filters, const ListText& text,
                 const std::vector<const ServerRow*>& servers, ServeContext& context) {
  const Result<ToolPage> page = BrowseTools(filters, request.Query("cursor"), kPageSize, context);
  if (!page) return ErrorPage(400, page.error(), context);
  const bool first_page = request.Query("cursor").empty();
  View view;
  view.Set("eyebrow", text.eyebrow);
  view.Set("heading", text.heading);
  view.Set("intro", text.intro);
  SetServers(first_page ? servers : std::vector<const ServerRow*>(), RootOf(context.settings()),
             &view);
  view.Set("tools_heading", Counted(page->total, "tool") + ", riskiest first");
  SetTools(request, *page, context.settings(), &view);
  return PageResponse("list",
                      {.title = text.title,
                       .description = text.intro + " " + Counted(page->total, "tool") + ".",
                       .path = first_page ? request.path : "",
                       .section = text.section},
                      std::move(view), context);
}

WebResponse RiskList(const WebRequest& request, const PathArguments& arguments,
                     ServeContext& context) {
  const std::optional<Risk> risk = ParseRisk(arguments.at("risk"));
  if (!risk) return ErrorPage(404, "risk classes are low, medium, high and critical", context);
  const std::string name(RiskName(*risk));
  const auto count = [&](const ServerRow& server) {
    return server.by_risk[static_cast<int>(*risk)];
  };
  return List(
      request, {.category = {}, .risk = *risk, .capability = {}, .capability_bit = {}},
      {.eyebrow = "Risk class",
       .heading = name,
       .intro = "A tool of this class " + std::string(kRiskMeanings[static_cast<int>(*risk)]) + ".",
       .title = name + " risk · MCP tools",
       .section = "risk"},
      ServersWithMost(context.overview(), count), context);
}

WebResponse CategoryList(const WebRequest& request, const PathArguments& arguments,
                         ServeContext& context) {
  const std::optional<Category> category = ParseCategory(arguments.at("category"));
  if (!category) {
    return ErrorPage(404, "categories are read, write, execute, destructive and financial",
                     context);
  }
  const std::string name(CategoryName(*category));
  const auto count = [&](const ServerRow& server) {
    return server.by_category[static_cast<int>(*category)];
  };
  return List(request, {.category = *category, .risk = {}, .capability = {}, .capability_bit = {}},
              {.eyebrow = "Category",
               .heading = name,
               .intro = "A call of such a tool " +
                        std::string(kCategoryMeanings[static_cast<int>(*category)]) + ".",
               .title = name + " · MCP tools",
               .section = "risk"},
              ServersWithMost(context.overview(), count), context);
}

WebResponse CapabilityList(const WebRequest& request, const PathArguments& arguments,
                           ServeContext& context) {
  const Overview& overview = context.overview();
  const std::optional<size_t> bit = overview.Capability(arguments.at("capability"));
  if (!bit) return ErrorPage(404, "there is no such capability", context);
  const CapabilityCount& capability = overview.capabilities[*bit];
  std::vector<uint32_t> counts(overview.servers.size());
  for (const ToolRow& row : overview.tools) counts[row.server] += row.capabilities >> *bit & 1;
  const auto count = [&](const ServerRow& server) {
    return counts[static_cast<size_t>(&server - overview.servers.data())];
  };
  return List(request,
              {.category = {}, .risk = {}, .capability = capability.id, .capability_bit = bit},
              {.eyebrow = "Capability",
               .heading = capability.id,
               .intro = "A tool with this capability " + capability.meaning + ".",
               .title = capability.id + " · MCP tools that can",
               .section = "capabilities"},
              ServersWithMost(overview, count), context);
}

// `risk_css` is of a risk class; what has none is called in `font`.
struct CardLook {
  std::string risk_css{};
  std::string font{};
};

View Card(const std::string& label, const CardLook& look, const std::string& url, size_t count,
          std::string_view text) {
  View view;
  view.Set("card_label", label);
  view.Set("card_class", look.risk_css);
  view.Set("card_font", look.font);
  view.Set("card_risk", !look.risk_css.empty());
  view.Set("card_url", url);
  view.Set("card_count", Grouped(count));
  view.Set("card_text", text);
  return view;
}

WebResponse RiskIndex(const WebRequest&, const PathArguments&, ServeContext& context) {
  const CatalogStats& stats = context.overview().stats;
  const std::string root = RootOf(context.settings());
  std::vector<View> cards;
  for (int r = kRisks - 1; r >= 0; --r) {
    const auto risk = static_cast<Risk>(r);
    const std::string name(RiskName(risk));
    cards.push_back(Card(name, {.risk_css = AsciiLowered(name)}, root + RiskPath(risk),
                         stats.by_risk[r], kRiskMeanings[r]));
  }
  for (int c = kCategories - 1; c >= 0; --c) {
    const auto category = static_cast<Category>(c);
    cards.push_back(Card(std::string(CategoryName(category)), {.font = "plain-name"},
                         root + CategoryPath(category), stats.by_category[c],
                         kCategoryMeanings[c]));
  }
  View view;
  view.Set("heading", "Risk classes and categories");
  view.Set("intro",
           "A category says what a call can do at worst. The risk class starts there and moves by "
           "what the tool can reach.");
  view.Set("cards", std::move(cards));
  return PageResponse("index",
                      {.title = "Risk classes and categories",
                       .description = "MCP tools by risk class and category, with what each means.",
                       .path = "/risk",
                       .section = "risk"},
                      std::move(view), context);
}

WebResponse CapabilityIndex(const WebRequest&, const PathArguments&, ServeContext& context) {
  const std::string root = RootOf(context.settings());
  View view;
  view.Set("heading", "Capabilities");
  view.Set("intro",
           "What a call can reach, whatever its category. Several of them together on one "
           "set of servers can make a toxic flow.");
  view.Set("cards", ViewsOf(context.overview().capabilities, [&](const CapabilityCount& one) {
             return Card(one.id, {.font = "mono"}, root + CapabilityPath(one.id), one.tools,
                         one.meaning);
           }));
  return PageResponse("index",
                      {.title = "Capabilities of MCP tools",
                       .description = "What MCP tools can reach: files, secrets, mail, money, "
                                      "shells, and how many tools can.",
                       .path = "/capability",
                       .section = "capabilities"},
                      std::move(view), context);
}

}  // namespace

extern const RouteGroup kListRoutes;
const RouteGroup kListRoutes = {"lists",
                                {
                                    {"GET", "/search", Search},
                                    {"GET", "/risk", RiskIndex},
                                    {"GET", "/risk/{risk}", RiskList},
                                    {"GET", "/category/{category}", CategoryList},
                                    {"GET", "/capability", CapabilityIndex},
                                    {"GET", "/capability/{capability}", CapabilityList},
                                }};

}  // namespace mcprisk
