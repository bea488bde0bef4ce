// Fetching the packages that records name, in the one loop, into the archive; then reading them.
//
// As with live servers, fetching and reading are apart: an archive that was checked against its
// registry's digest is kept as it came, and what is handed out comes from there, in the order of
// the records. A version that is there is never fetched again; a record without one asks its
// registry again after kPackageFreshHours, and downloads only what has changed. Nothing is run and
// nothing unpacked to disk.
//
// Private to sources/.
#ifndef MCPRISK_CRAWL_SOURCES_PACKAGE_CRAWL_H_
#define MCPRISK_CRAWL_SOURCES_PACKAGE_CRAWL_H_

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "crawl/fetch/answer_archive.h"
#include "crawl/packages/package.h"
#include "crawl/packages/package_download.h"
#include "crawl/server_package.h"
#include "crawl/sources/asked_journal.h"
#include "crawl/sources/source_crawl.h"

namespace mcprisk {

class PackageCrawl {
 public:
  // All must outlive it. `packages`: each one once.
  PackageCrawl(std::vector<ServerPackage> packages, const NetworkOptions& options,
               AnswerArchive* archive, NetworkProgress* progress, SourceReport* report);

  // Fetches those that are not there and returns when all have ended or `stop` is true.
  void Fetch(Fetcher* fetcher, const std::atomic<bool>& stop);
  // Hands out a listing or a problem for each.
  void Emit(const std::atomic<bool>& stop, const CrawlSink& sink);
  void Confirm();
  // How many would be fetched, of all; to be asked instead of Fetch.
  AskingPlan Plan();

 private:
  struct Download;

  bool IsFresh(const JournalEntry& entry) const;
  void Begin();
  void FetchNext();
  void Ask(const std::shared_ptr<Download>& download, const PackageQuestion& question);
  void Take(const Download& download);
  PackageListing Restored(const ServerPackage& package, const std::atomic<bool>& stop) const;

  const std::vector<ServerPackage> packages_;
  const NetworkOptions& options_;
  AnswerArchive& archive_;
  NetworkProgress& progress_;
  SourceReport& report_;
  AskedJournal journal_;
  Fetcher* fetcher_ = nullptr;
  const std::atomic<bool>* stop_ = nullptr;
  std::vector<size_t> to_fetch_;  // of packages_, the first one last
};

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_SOURCES_PACKAGE_CRAWL_H_
