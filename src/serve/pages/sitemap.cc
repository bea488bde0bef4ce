// What search engines are told: every page that has an address of its own, in parts.
#include <algorithm>

#include "base/text.h"
#include "serve/pages/page.h"
#include "serve/router.h"

namespace mcprisk {
namespace {

// sitemaps.org: at most 50,000 addresses and 50 MB a file; ours stay below a megabyte.
constexpr size_t kUrlsPerPart = 5000;
constexpr char kHead[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
constexpr char kNamespace[] = " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";

WebResponse Xml(std::string body) {
  return {.content_type = "application/xml; charset=utf-8", .body = std::move(body)};
}

size_t Parts(const Overview& overview) {
  return 1 + (overview.servers.size() + kUrlsPerPart - 1) / kUrlsPerPart;
}

void AddUrl(const std::string& url, std::string* body) {
  *body += "<url><loc>" + HtmlEscaped(url) + "</loc></url>\n";
}

// Part 0: the pages that stand above all servers.
void AddOverviews(const ServeContext& context, std::string* body) {
  const std::string& base = context.settings().base_url;
  for (const char* path : {"/", "/risk", "/capability", "/about", "/api"}) {
    AddUrl(base + path, body);
  }
  for (int r = 0; r < kRisks; ++r) AddUrl(base + RiskPath(static_cast<Risk>(r)), body);
  for (int c = 0; c < kCategories; ++c) {
    AddUrl(base + CategoryPath(static_cast<Category>(c)), body);
  }
  for (const CapabilityCount& one : context.overview().capabilities) {
    AddUrl(base + CapabilityPath(one.id), body);
  }
}

WebResponse Index(const WebRequest&, const PathArguments&, ServeContext& context) {
  std::string body = kHead;
  body.append("<sitemapindex").append(kNamespace);
  for (size_t part = 0; part < Parts(context.overview()); ++part) {
    body += "<sitemap><loc>" + HtmlEscaped(context.settings().base_url) + "/sitemaps/" +
            std::to_string(part) + ".xml</loc></sitemap>\n";
  }
  return Xml(body + "</sitemapindex>\n");
}

WebResponse Part(const WebRequest&, const PathArguments& arguments, ServeContext& context) {
  const std::vector<ServerRow>& servers = context.overview().servers;
  for (size_t part = 0; part < Parts(context.overview()); ++part) {
    if (arguments.at("part") != std::to_string(part) + ".xml") continue;
    std::string body = kHead;
    body.append("<urlset").append(kNamespace);
    if (part == 0) {
      AddOverviews(context, &body);
    } else {
      const size_t end = std::min(servers.size(), part * kUrlsPerPart);
      for (size_t i = (part - 1) * kUrlsPerPart; i < end; ++i) {
        AddUrl(context.settings().base_url + ServerPath(servers[i].name), &body);
      }
    }
    return Xml(body + "</urlset>\n");
  }
  return ErrorPage(404, "there is no such part", context);
}

}  // namespace

extern const RouteGroup kSitemapRoutes;
const RouteGroup kSitemapRoutes = {
    "sitemap", {{"GET", "/sitemap.xml", Index}, {"GET", "/sitemaps/{part}", Part}}};

}  // namespace mcprisk
