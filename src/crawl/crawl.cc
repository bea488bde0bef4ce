#include "crawl/crawl.h"

#include <unordered_set>

#include "crawl/files.h"
#include "crawl/reader.h"

namespace mcprisk {

void Crawl(const std::vector<std::string>& arguments, const std::atomic<bool>& stop,
           const CrawlSink& sink) {
  std::unordered_set<std::string> seen;
  for (const std::string& argument : arguments) {
    std::string location = NormalizedLocation(argument);
    if (stop) return;
    if (seen.insert(location).second) ArgumentReader(std::move(location), sink, stop).Run();
  }
}

}  // namespace mcprisk
