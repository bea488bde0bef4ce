// Crawling sources in the network: all of them in one loop, each into the archive, then read.
//
// Fetching and reading are apart. First every source is fetched to its end, all at the same time;
// each answer is in the archive and in the source's journal before anybody looks at it. Then the
// sources are read one after the other in the order given, out of the archive. So a crawl that is
// killed goes on where it was, and what is stored is the same however often that happened and in
// whatever order the answers came.
//
// Threads: runs on the caller's; `stop` and the progress may be used from any other.
#ifndef MCPRISK_CRAWL_SOURCES_SOURCE_CRAWL_H_
#define MCPRISK_CRAWL_SOURCES_SOURCE_CRAWL_H_

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "crawl/crawl.h"
#include "crawl/fetch/curl_fetcher.h"
#include "crawl/packages/package_registries.h"
#include "crawl/sources/source.h"

namespace mcprisk {

// A crawl that was broken off longer ago than this begins anew: its cursors have expired, and the
// list has moved on.
inline constexpr size_t kMaxResumeHours = 24;
// Asking only for changes would carry an error along for ever; so often everything is asked for.
inline constexpr size_t kFullCrawlHours = size_t{7} * 24;
// Records may be stamped some time before they show.
inline constexpr size_t kChangedSinceOverlapSeconds = 3600;
// A live server that has answered is not asked again before.
inline constexpr size_t kLiveFreshHours = 24;
// One that did not answer in time, or with an error of its own, is not asked again before: it costs
// the time that it has, and a minute later it will do the same.
inline constexpr size_t kLiveRetryHours = 1;
// A package without a version, and one that was not found, is not asked for again before.
inline constexpr size_t kPackageFreshHours = 24;
// Conversations that are begun but wait for their turn with a host cost memory: so many for each
// exchange that may be under way keep the loop busy although some hosts are slow.
inline constexpr size_t kWaitingForEach = 4;
// A list that has lost more than this share of its servers is broken sooner than true.
inline constexpr size_t kMaxShrinkPercent = 10;

struct NetworkOptions {
  std::string archive;           // folder
  bool offline = false;          // answers come from the archive only
  bool full = false;             // ask for everything, not for what has changed
  bool plan_only = false;        // only Plan will be called: nothing is made, locked or written
  bool live = false;             // ask the live servers that registries list, too
  bool packages = false;         // read the packages of servers whose tools nobody else tells, too
  PackageRegistries registries;  // where packages are
  std::string program_version;   // as it introduces itself to live servers
  FetchOptions fetch;
  std::function<std::string()> now;  // UTC, RFC 3339
  std::function<std::optional<std::string>(std::string_view name)> environment;
};

// Counted while it goes; any thread may read.
struct NetworkProgress {
  std::atomic<size_t> asked{0};     // questions, over all sources
  std::atomic<size_t> answered{0};  // of these
  std::atomic<size_t> failed{0};    // of the answers
  std::atomic<size_t> bytes{0};     // received
  // Of what is under way and known to its end, such as the live servers: so many, of these done.
  std::atomic<size_t> phase{0};  // rises with each
  std::atomic<size_t> total{0};
  std::atomic<size_t> done{0};

  void BeginPhase(size_t questions);
  void EndOne(bool ok);
};

// What became of one source.
struct SourceReport {
  std::string location;
  bool complete = false;  // all of it was fetched and could be read
  bool resumed = false;   // it went on from a crawl that was broken off
  bool changes = false;   // it asked only for what had changed
  size_t fetched = 0;     // answers with a document, over the network
  size_t unchanged = 0;   // answers "not modified"
  size_t archived = 0;    // answers out of the archive
  size_t bytes = 0;
  size_t listings = 0;
  std::map<Outcome, size_t> endings;  // of all answers
};

// Of things that are asked one by one.
struct AskingPlan {
  size_t all = 0;
  size_t to_ask = 0;  // of these, the ones of which nothing fresh is known
};

// What would be fetched.
struct SourcePlan {
  std::string location;
  std::string url;          // asked first; empty where there are many
  std::string mode;         // "everything", "changes since …", "goes on after 12 answers"
  size_t last_answers = 0;  // documents of the last crawl that was done; 0: none
  std::string last_finished;
  std::string missing_key;  // environment variable that is needed and not set
};

class SourceCrawl {
 public:
  // Throws Error when the archive cannot be used. `progress` must outlive this.
  SourceCrawl(std::vector<NamedSource> sources, NetworkOptions options, NetworkProgress* progress);
  ~SourceCrawl();
  SourceCrawl(const SourceCrawl&) = delete;
  SourceCrawl& operator=(const SourceCrawl&) = delete;

  // Fetches and reads. Once `stop` is true it returns soon and hands out nothing more.
  void Run(const std::atomic<bool>& stop, const CrawlSink& sink);
  // What was handed out is stored for good: the next crawl begins from there. Not called: it goes
  // on with this one.
  void Confirm();

  const std::vector<SourceReport>& reports() const { return reports_; }
  // Of live servers and packages it tells what the lists named when they were crawled last.
  std::vector<SourcePlan> Plan();

 private:
  std::vector<RemoteServer> Remotes() const;
  std::vector<ServerPackage> Packages() const;
  void ReadLastLists();
  void NoteKnown(const Listing& listing);
  void ReadLive(Fetcher* fetcher, const std::atomic<bool>& stop, const CrawlSink& sink);
  void ReadPackages(Fetcher* fetcher, const std::atomic<bool>& stop, const CrawlSink& sink);
  void ReadSource(size_t index, const std::atomic<bool>& stop, const CrawlSink& sink);

  struct Rep;
  std::unique_ptr<Rep> rep_;
  std::vector<SourceReport> reports_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_SOURCES_SOURCE_CRAWL_H_
