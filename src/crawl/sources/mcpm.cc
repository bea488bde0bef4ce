// mcpm.sh: formats.md section 6.4. All manifests in one document of its API.
#include "crawl/sources/all.h"
#include "crawl/sources/one_document.h"

namespace mcprisk {
namespace {

constexpr std::string_view kUrl = "https://mcpm.sh/api/servers.json";

std::unique_ptr<ListingSource> Make(const std::string& url) {
  return MakeOneDocumentSource(url.empty() ? std::string(kUrl) : url, false);
}

}  // namespace

const SourceKind kMcpmSource = {
    "mcpm", "the registry of mcpm.sh", "tools with schemas", kUrl, "", false, Make};

}  // namespace mcprisk
