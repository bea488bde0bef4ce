// A crawl of sources on the loopback, as text.
#ifndef MCPRISK_TESTS_SUPPORT_SOURCE_CRAWLING_H_
#define MCPRISK_TESTS_SUPPORT_SOURCE_CRAWLING_H_

#include <map>
#include <string>
#include <vector>

#include "crawl/sources/source_crawl.h"
#include "support/gather.h"

namespace mcprisk {

// One archive, and how crawls into it are done.
struct CrawlSetting {
  explicit CrawlSetting(std::string archive_folder);

  NetworkOptions options;
  std::string time = "2026-06-01T12:00:00Z";
  std::map<std::string, std::string> environment;
};

struct Crawled {
  Gathered found;
  std::vector<SourceReport> reports;

  std::string Names() const;     // of the servers, "a b c"
  std::string Text() const;      // listings and problems
  std::string Problems() const;  // "place: what", a line each
};

// Crawls registries by URL. Without `confirm` what was found is not stored, as when the program is
// killed behind its last answer.
Crawled CrawlUrls(CrawlSetting& setting, const std::vector<std::string>& urls, bool confirm = true);
// The source of this kind, asked at another place.
Crawled CrawlKind(CrawlSetting& setting, const std::string& kind, const std::string& url);

}  // namespace mcprisk

#endif  // MCPRISK_TESTS_SUPPORT_SOURCE_CRAWLING_H_
