#include "crawl/format.h"
#include "crawl/formats/all.h"

namespace mcprisk {

const std::vector<const Format*>& Formats() {
  // What says clearest what it is comes first; a list of tools may stand inside everything.
  static const std::vector<const Format*> kFormats = {
      &kPackageFormat,       &kMcpbFormat,    &kMetorialFormat, &kDockerFormat,
      &kDockerCatalogFormat, &kToolsdkFormat, &kMcpmFormat,     &kJsonLinesFormat,
      &kSmitheryFormat,      &kGlamaFormat,   &kRegistryFormat, &kToolsListFormat,
  };
  return kFormats;
}

std::vector<FormatInfo> KnownFormats() {
  std::vector<FormatInfo> known;
  for (const Format* format : Formats()) {
    known.push_back({std::string(format->name), std::string(format->what)});
  }
  return known;
}

}  // namespace mcprisk
