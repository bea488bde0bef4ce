// PulseMCP: formats.md section 6.3. It speaks the registry's API and takes a key of its own.
#include "crawl/sources/all.h"
#include "crawl/sources/registry_api.h"

namespace mcprisk {
namespace {

constexpr std::string_view kUrl = "https://api.pulsemcp.com";

std::unique_ptr<ListingSource> Make(const std::string& url) {
  return MakeRegistrySource({url.empty() ? std::string(kUrl) : url, "pulsemcp", "X-API-Key"});
}

}  // namespace

const SourceKind kPulsemcpSource = {"pulsemcp",
                                    "PulseMCP, by its sub-registry API",
                                    "servers; tools with the Premium plan",
                                    kUrl,
                                    "PULSEMCP_API_KEY",
                                    true,
                                    Make};

}  // namespace mcprisk
