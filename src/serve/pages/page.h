// What all pages share: the frame around them, addresses, and small views that several show.
#ifndef MCPRISK_SERVE_PAGES_PAGE_H_
#define MCPRISK_SERVE_PAGES_PAGE_H_

#include <string>
#include <string_view>
#include <vector>

#include "catalog/reader.h"
#include "serve/context.h"
#include "serve/http.h"
#include "serve/lookup.h"
#include "serve/template.h"

namespace mcprisk {

// Addresses without the root.
std::string ServerPath(std::string_view server);                       // "/servers/acme/weather"
std::string ToolPath(std::string_view tool);                           // "/tools/get_weather"
std::string ToolPath(std::string_view tool, std::string_view server);  // "/tools/…/acme/weather"
std::string CategoryPath(Category category);                           // "/category/read"
std::string RiskPath(Risk risk);                                       // "/risk/high"
std::string AttackPath(std::string_view id);                           // "/attacks/rug-pull"
std::string CapabilityPath(std::string_view id);                       // "/capability/bulk"

struct PageHead {
  std::string title{};        // foreign text allowed
  std::string description{};  // for search engines, one or two sentences
  std::string path{};         // canonical, without the root; empty for none
  std::string section{};      // of the navigation: "search", "risk", "changes", …; empty for none
  std::string search{};       // what stands in the search box
};

// The page of template `name`, its view filled up with what the frame needs.
WebResponse PageResponse(std::string_view name, const PageHead& head, View view,
                         ServeContext& context);

// For people: what went wrong, a search box, and the way home.
WebResponse ErrorPage(int status, const std::string& detail, ServeContext& context);

// Foreign text of several lines with everything hidden made visible (ForTerminal), line by line.
std::string VisibleText(std::string_view foreign);
// The first sentence or line, for lists and descriptions.
std::string Summary(std::string_view foreign, size_t columns);

// {name, url, server, server_url, category, category_class, risk, risk_class, summary, confidence}
View ToolView(const ListedTool& tool, const ServeSettings& settings);
View ToolView(const CatalogTool& tool, const ServeSettings& settings);
// {label, css}: "Critical", "critical"
void SetRisk(Risk risk, View* view);
void SetCategory(Category category, View* view);

}  // namespace mcprisk

#endif  // MCPRISK_SERVE_PAGES_PAGE_H_
