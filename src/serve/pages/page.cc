#include "serve/pages/page.h"

#include "base/text.h"
#include "serve/pages/assets.h"

namespace mcprisk {
namespace {

constexpr size_t kTitleColumns = 90;
constexpr size_t kDescriptionColumns = 200;
constexpr size_t kSummaryColumns = 120;

struct Section {
  std::string_view id;
  std::string_view label;
  std::string_view path;
  bool live = false;  // needs a program that answers
};
constexpr Section kSections[] = {
    {"search", "Search", "/search", true},
    {"risk", "Risk", "/risk"},
    {"capabilities", "Capabilities", "/capability"},
    {"attacks", "Attacks", "/attacks"},
    {"changes", "Changes", "/changes"},
    {"api", "API", "/api", true},
};

}  // namespace

std::string ServerPath(std::string_view server) { return "/servers/" + EncodeSegments(server); }

std::string ToolPath(std::string_view tool) { return "/tools/" + EncodeSegment(tool); }

std::string ToolPath(std::string_view tool, std::string_view server) {
  return ToolPath(tool) + "/" + EncodeSegments(server);
}

std::string CategoryPath(Category category) {
  return "/category/" + AsciiLowered(CategoryName(category));
}

std::string RiskPath(Risk risk) { return "/risk/" + AsciiLowered(RiskName(risk)); }

std::string AttackPath(std::string_view id) { return "/attacks/" + std::string(id); }

std::string CapabilityPath(std::string_view id) { return "/capability/" + std::string(id); }

WebResponse PageResponse(std::string_view name, const PageHead& head, View view,
                         ServeContext& context) {
  const ServeSettings& settings = context.settings();
  const CatalogStats& stats = context.overview().stats;
  const std::string root = RootOf(settings);
  view.Set("root", root);
  view.Set("page_title", head.title.empty()
                             ? "mcprisk · the risk catalog of MCP tools"
                             : ForTerminal(head.title, kTitleColumns) + " · mcprisk");
  view.Set("page_description", ForTerminal(head.description, kDescriptionColumns));
  // Only an absolute address is of use to search engines.
  const bool canonical = !head.path.empty() && !settings.base_url.empty() && !settings.fixed;
  view.Set("canonical", canonical ? settings.base_url + head.path : std::string());
  view.Set("indexed", !head.path.empty());
  view.Set("live", !settings.fixed);
  view.Set("search_text", head.search);
  view.Set("style_url", root + AssetPath("site.css"));
  view.Set("script_url", root + AssetPath("site.js"));
  view.Set("icon_url", root + AssetPath("icon.svg"));
  view.Set("sections", ViewsOf(kSections, [&](const Section& section) {
             View one;
             one.Set("section_there", !settings.fixed || !section.live);
             one.Set("section_label", section.label);
             one.Set("section_url", root + std::string(section.path));
             one.Set("section_here", section.id == head.section);
             return one;
           }));
  view.Set("total_tools", Counted(stats.tools, "tool"));
  view.Set("total_mcp_tools", Counted(stats.tools, "MCP tool"));
  view.Set("total_servers", Counted(stats.servers, "server"));
  view.Set("updated", stats.updated.substr(0, 10));
  view.Set("ruleset", stats.ruleset.substr(0, 12));
  view.Set("version", settings.program_version);
  WebResponse response;
  response.body = context.templates().Render(name, view);
  return response;
}

WebResponse ErrorPage(int status, const std::string& detail, ServeContext& context) {
  View view;
  view.Set("status", std::to_string(status));
  view.Set("status_text", StatusText(status));
  view.Set("detail", detail);
  WebResponse response =
      PageResponse("error", {.title = std::string(StatusText(status))}, std::move(view), context);
  response.status = status;
  response.freshness = Freshness::kNoStore;
  return response;
}

std::string VisibleText(std::string_view foreign) {
  std::string out;
  for (std::string_view line : Split(foreign, '\n')) {
    if (!out.empty() || line.data() != foreign.data()) out += '\n';
    out += ForTerminal(line);
  }
  return out;
}

std::string Summary(std::string_view foreign, size_t columns) {
  foreign = Trimmed(foreign);
  foreign = Trimmed(foreign.substr(0, foreign.find('\n')));
  for (size_t stop = foreign.find(". "); stop != std::string_view::npos;
       stop = foreign.find(". ", stop + 1)) {
    // "e.g. a ticket" goes on.
    const char next = foreign[stop + 2];
    if (next >= 'a' && next <= 'z') continue;
    foreign = foreign.substr(0, stop + 1);
    break;
  }
  return ForTerminal(foreign, columns);
}

View ToolView(const ListedTool& tool, const ServeSettings& settings) {
  const std::string root = RootOf(settings);
  View view;
  view.Set("tool_name", ForTerminal(tool.name));
  view.Set("tool_url", root + ToolPath(tool.name, tool.server));
  view.Set("server_name", ForTerminal(tool.server));
  view.Set("server_url", root + ServerPath(tool.server));
  view.Set("summary", Summary(tool.description, kSummaryColumns));
  SetCategory(tool.category, &view);
  SetRisk(tool.risk, &view);
  return view;
}

View ToolView(const CatalogTool& tool, const ServeSettings& settings) {
  return ToolView(ListedTool{.server = tool.server,
                             .name = tool.tool.name,
                             .description = tool.tool.description.value_or(""),
                             .category = tool.classification.category,
                             .risk = tool.classification.risk},
                  settings);
}

void SetRisk(Risk risk, View* view) {
  view->Set("risk", RiskName(risk));
  view->Set("risk_class", AsciiLowered(RiskName(risk)));
}

void SetCategory(Category category, View* view) {
  view->Set("category", CategoryName(category));
  view->Set("category_class", AsciiLowered(CategoryName(category)));
}

}  // namespace mcprisk
