#include "support/source_crawling.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>

#include "base/text.h"
#include "support/fetching.h"

namespace mcprisk {
namespace {

Crawled Run(CrawlSetting& setting, std::vector<NamedSource> sources, bool confirm) {
  NetworkOptions options = setting.options;
  options.now = [&setting] { return setting.time; };
  options.environment = [&setting](std::string_view name) -> std::optional<std::string> {
    auto at = setting.environment.find(std::string(name));
    return at == setting.environment.end() ? std::nullopt : std::optional(at->second);
  };
  NetworkProgress progress;
  Crawled crawled;
  CrawlSink sink;
  sink.listing = [&](Listing listing) { crawled.found.listings.push_back(std::move(listing)); };
  sink.problem = [&](const Source& source, Problem problem) {
    crawled.found.problems.emplace_back(source, std::move(problem));
  };
  sink.file = [&] { ++crawled.found.files; };
  const std::atomic<bool> stop{false};
  SourceCrawl crawl(std::move(sources), std::move(options), &progress);
  crawl.Run(stop, sink);
  if (confirm) crawl.Confirm();
  crawled.reports = crawl.reports();
  EXPECT_EQ(progress.asked, progress.answered);
  return crawled;
}

}  // namespace

CrawlSetting::CrawlSetting(std::string archive_folder) {
  options.archive = std::move(archive_folder);
  options.fetch.limits = QuickLimits();
  options.fetch.user_agent = "mcprisk-test/1";
  if (!options.fetch.allowed.Allow("127.0.0.0/8")) throw std::logic_error("no range");
}

std::string Crawled::Names() const {
  std::vector<std::string> names;
  for (const Listing& listing : found.listings) names.push_back(listing.server.name);
  return Join(names, " ");
}

std::string Crawled::Text() const { return found.Text(); }

std::string Crawled::Problems() const {
  std::string text;
  for (const auto& [source, problem] : found.problems) {
    text += problem.place + ": " + problem.what + "\n";
  }
  return text;
}

Crawled CrawlUrls(CrawlSetting& setting, const std::vector<std::string>& urls, bool confirm) {
  std::vector<NamedSource> sources;
  for (const std::string& url : urls) sources.push_back(*FindSource(url));
  return Run(setting, std::move(sources), confirm);
}

Crawled CrawlKind(CrawlSetting& setting, const std::string& kind, const std::string& url) {
  std::vector<NamedSource> sources;
  for (const SourceKind* known : SourceKinds()) {
    if (known->name == kind) sources.push_back({kind, known, known->make(url)});
  }
  return Run(setting, std::move(sources), true);
}

}  // namespace mcprisk
