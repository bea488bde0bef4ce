// The toolsdk registry: formats.md section 6.5. One file of a web site, so robots.txt counts.
#include "crawl/sources/all.h"
#include "crawl/sources/one_document.h"

namespace mcprisk {
namespace {

constexpr std::string_view kUrl =
    "https://toolsdk-ai.github.io/toolsdk-mcp-registry/indexes/packages-list.json";

std::unique_ptr<ListingSource> Make(const std::string& url) {
  return MakeOneDocumentSource(url.empty() ? std::string(kUrl) : url, true);
}

}  // namespace

const SourceKind kToolsdkSource = {
    "toolsdk", "the toolsdk registry", "tools without schemas", kUrl, "", false, Make};

}  // namespace mcprisk
