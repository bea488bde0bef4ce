// Asking the live servers that registries list, all in one loop, into the archive.
//
// As with the lists themselves, asking and reading are apart: every session is archived as it ends,
// and what is handed out comes out of the archive in the order of the records. A server that
// answered within kLiveFreshHours is not asked again unless its record has changed, so a crawl that
// was killed goes on, and one that is repeated asks only for what is missing. What failed for the
// moment is always asked again.
//
// Private to sources/.
#ifndef MCPRISK_CRAWL_SOURCES_LIVE_CRAWL_H_
#define MCPRISK_CRAWL_SOURCES_LIVE_CRAWL_H_

#include <atomic>
#include <string>
#include <vector>

#include "crawl/fetch/answer_archive.h"
#include "crawl/mcp/answer.h"
#include "crawl/remote_server.h"
#include "crawl/sources/asked_journal.h"
#include "crawl/sources/source_crawl.h"

namespace mcprisk {

class LiveCrawl {
 public:
  // All must outlive it. `servers`: each URL once.
  LiveCrawl(std::vector<RemoteServer> servers, const NetworkOptions& options,
            AnswerArchive* archive, NetworkProgress* progress, SourceReport* report);

  // Asks those that are not fresh, and returns when all have ended or `stop` is true.
  void Fetch(Fetcher* fetcher, const std::atomic<bool>& stop);
  // Hands out a listing or a problem for each.
  void Emit(const CrawlSink& sink);
  void Confirm();
  // How many would be asked; to be called instead of Fetch.
  AskingPlan Plan();

 private:
  void Begin();
  bool IsFresh(const JournalEntry& entry) const;
  void AskNext();
  void Take(size_t index, const LiveAnswer& answer);
  LiveAnswer Restored(const JournalEntry& entry) const;

  const std::vector<RemoteServer> servers_;
  const NetworkOptions& options_;
  AnswerArchive& archive_;
  NetworkProgress& progress_;
  SourceReport& report_;
  Fetcher* fetcher_ = nullptr;
  const std::atomic<bool>* stop_ = nullptr;
  AskedJournal journal_;
  std::vector<size_t> to_ask_;  // of servers_, the first one last
};

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_SOURCES_LIVE_CRAWL_H_
