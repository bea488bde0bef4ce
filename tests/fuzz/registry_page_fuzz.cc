// Pages of registries: summed up and read in two passes, as a crawl does.
#include "crawl/document.h"
#include "crawl/formats/registry.h"
#include "fuzz/targets.h"

namespace mcprisk {

void FuzzRegistryPage(std::string_view bytes) {
  auto page = LoadedDocument::Load(Content::kJson, bytes, "page", "page", false);
  if (!page) return;
  const Document& document = (*page)->document();
  size_t listings = 0;
  CrawlSink sink;
  sink.listing = [&](Listing) { ++listings; };
  sink.problem = [](const Source&, Problem) {};
  sink.file = [] {};
  Emitter emitter({"registry", "fuzz"}, sink);
  RegistryVersions versions;
  versions.See(document.root);
  versions.See(document.root);
  versions.Emit(document, 0, "fuzz!", emitter);
  versions.Emit(document, 1, "", emitter);
  Promise(listings <= SummarizePage(document.root).records, "a server is handed out once");
}

}  // namespace mcprisk
