// Any registry by its URL: one that speaks the official registry's API, or a document of a format
// that files may have, when the URL ends in .json, .yaml or .yml.
#include "base/text.h"
#include "crawl/sources/all.h"
#include "crawl/sources/one_document.h"
#include "crawl/sources/registry_api.h"

namespace mcprisk {
namespace {

std::unique_ptr<ListingSource> Make(const std::string& url) {
  const std::string path = AsciiLowered(std::string_view(url).substr(0, url.find('?')));
  if (path.ends_with(".json") || path.ends_with(".yaml") || path.ends_with(".yml")) {
    return MakeOneDocumentSource(url, true);
  }
  return MakeRegistrySource({url, url});
}

}  // namespace

const SourceKind kUrlSource = {
    "URL",
    "any registry that speaks the official one's API, or one JSON or YAML document",
    "what it has",
    "",
    "MCPRISK_TOKEN_HOST",
    false,
    Make};

}  // namespace mcprisk
