#include "base/text.h"
#include "crawl/sources/all.h"
#include "crawl/sources/source.h"

namespace mcprisk {

const std::vector<const SourceKind*>& SourceKinds() {
  static const std::vector<const SourceKind*> kKinds = {
      &kOfficialSource, &kGithubSource, &kDockerSource,  &kSmitherySource, &kGlamaSource,
      &kPulsemcpSource, &kMcpmSource,   &kToolsdkSource, &kUrlSource,
  };
  return kKinds;
}

std::optional<NamedSource> FindSource(std::string_view argument) {
  if (StartsWithNoCase(argument, "https://") || StartsWithNoCase(argument, "http://")) {
    std::string url(argument);
    while (url.ends_with('/')) url.pop_back();
    return NamedSource{url, &kUrlSource, kUrlSource.make(url)};
  }
  for (const SourceKind* kind : SourceKinds()) {
    if (kind != &kUrlSource && kind->name == argument) {
      return NamedSource{std::string(argument), kind, kind->make("")};
    }
  }
  return std::nullopt;
}

}  // namespace mcprisk
