// The official MCP registry: formats.md section 1.
#include "crawl/sources/all.h"
#include "crawl/sources/registry_api.h"

namespace mcprisk {
namespace {

constexpr std::string_view kUrl = "https://registry.modelcontextprotocol.io";

std::unique_ptr<ListingSource> Make(const std::string& url) {
  return MakeRegistrySource({url.empty() ? std::string(kUrl) : url, "official"});
}

}  // namespace

const SourceKind kOfficialSource = {
    "official", "the official MCP registry", "servers, no tools", kUrl, "", false, Make};

}  // namespace mcprisk
