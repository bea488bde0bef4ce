// GitHub's MCP registry: formats.md section 1.7.
#include "crawl/sources/all.h"
#include "crawl/sources/registry_api.h"

namespace mcprisk {
namespace {

constexpr std::string_view kUrl = "https://api.mcp.github.com";

std::unique_ptr<ListingSource> Make(const std::string& url) {
  return MakeRegistrySource({url.empty() ? std::string(kUrl) : url, "github"});
}

}  // namespace

const SourceKind kGithubSource = {
    "github", "GitHub's MCP registry", "servers, no tools", kUrl, "", false, Make};

}  // namespace mcprisk
