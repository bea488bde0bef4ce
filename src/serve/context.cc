#include "serve/context.h"

namespace mcprisk {

std::string RootOf(const ServeSettings& settings) {
  const size_t scheme = settings.base_url.find("://");
  const size_t slash = settings.base_url.find('/', scheme == std::string::npos ? 0 : scheme + 3);
  return slash == std::string::npos ? "" : settings.base_url.substr(slash);
}

std::vector<CapabilityCount> KnownCapabilities(const RuleSet& rules) {
  std::vector<CapabilityCount> known;
  for (const Capability& capability : rules.capabilities()) {
    known.push_back({.id = capability.id, .meaning = capability.meaning});
  }
  return known;
}

ServeContext::ServeContext(const ServeSettings& settings, CatalogWatch& watch)
    : settings_(settings), watch_(watch), classifier_(*settings.rules) {
  Refresh();
}

bool ServeContext::Refresh() {
  std::shared_ptr<const Overview> newest = watch_.Current();
  if (newest == overview_) return false;
  reader_ = std::make_unique<CatalogReader>(settings_.catalog);
  overview_ = std::move(newest);
  return true;
}

}  // namespace mcprisk
