#include "serve/pages/assets.h"

#include <map>

#include "base/digest.h"
#include "base/embedded.h"
#include "base/result.h"
#include "base/text.h"
#include "serve/pages/page.h"
#include "serve/router.h"

namespace mcprisk {
namespace {

struct Asset {
  std::string_view text;
  std::string path;
};

constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".svg", "image/svg+xml"},
};

const std::map<std::string, Asset, std::less<>>& Assets() {
  static const auto* assets = [] {
    auto* all = new std::map<std::string, Asset, std::less<>>();
    constexpr std::string_view kFolder = "data/site/";
    for (const EmbeddedFile& file : EmbeddedFiles()) {
      if (!file.path.starts_with(kFolder) || file.path.ends_with(".mustache")) continue;
      const std::string name(file.path.substr(kFolder.size()));
      const std::string path = "/assets/" + Sha256(file.text).Hex().substr(0, 10) + "/" + name;
      all->emplace(name, Asset{file.text, path});
    }
    return all;
  }();
  return *assets;
}

WebResponse Serve(const WebRequest& request, const PathArguments& arguments,
                  ServeContext& context) {
  const auto found = Assets().find(arguments.at("file"));
  if (found == Assets().end()) return ErrorPage(404, "there is no such file", context);
  // An address of an earlier program leads to today's file, which must not be kept under it.
  const bool current = found->second.path == request.path;
  WebResponse response{.body = std::string(found->second.text),
                       .freshness = current ? Freshness::kImmutable : Freshness::kRevalidate};
  for (const auto& [ending, type] : kTypes) {
    if (found->first.ends_with(ending)) response.content_type = type;
  }
  return response;
}

WebResponse Robots(const WebRequest&, const PathArguments&, ServeContext& context) {
  const ServeSettings& settings = context.settings();
  const std::string root = RootOf(settings);
  WebResponse response{.content_type = "text/plain; charset=utf-8"};
  response.body = "User-agent: *\nDisallow: " + root + "/search\nDisallow: " + root + "/api/\n";
  if (!settings.base_url.empty()) {
    response.body += "Sitemap: " + settings.base_url + "/sitemap.xml\n";
  }
  return response;
}

}  // namespace

std::string AssetPath(std::string_view file) {
  const auto found = Assets().find(file);
  if (found == Assets().end()) throw Error("no asset " + std::string(file));
  return found->second.path;
}

extern const RouteGroup kAssetRoutes;
const RouteGroup kAssetRoutes = {"assets",
                                 {
                                     {"GET", "/assets/{digest}/{file}", Serve},
                                     {"GET", "/robots.txt", Robots},
                                 }};

}  // namespace mcprisk
