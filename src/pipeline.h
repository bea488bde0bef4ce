// Filling the catalog: crawl ─► classify ─► catalog, on several threads.
//
// One thread reads, as many as there are processors judge, the calling thread writes; between them
// a queue of bounded length, so memory does not grow with the input. What is stored does not depend
// on timing: listings are written in the order of the crawl, and which of two servers shows a
// definition first is known before it is judged.
#ifndef MCPRISK_PIPELINE_H_
#define MCPRISK_PIPELINE_H_

#include <atomic>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "classify/classify.h"
#include "classify/rule_set.h"
#include "crawl/crawl.h"
#include "crawl/sources/source_crawl.h"
#include "drift/drift.h"

namespace mcprisk {

struct IndexRequest {
  // Files and folders, sources by name, registries by URL. A file that has a source's name is
  // "./name".
  std::vector<std::string> arguments;
  // What hands out the listings; when it is not set, `arguments` are read. Called once, on the
  // reading thread.
  std::function<void(const std::atomic<bool>& stop, const CrawlSink& sink)> gather;
  std::string catalog;
  std::string program_version;
  std::function<std::string()> now;  // UTC, RFC 3339; a parameter so that tests have their own
  NetworkOptions network;  // `now` in it is filled in; an empty archive: "CATALOG.archive"
};

// Counted while the run goes; any thread may read.
struct IndexProgress {
  std::atomic<size_t> files{0};
  std::atomic<size_t> listings{0};
  std::atomic<size_t> tools{0};   // read
  std::atomic<size_t> judged{0};  // of these, the ones whose definition was new
  std::atomic<size_t> problems{0};
  NetworkProgress network;
};

struct IndexReport {
  MergeReport merge;
  bool interrupted = false;
  std::vector<SourceReport> sources;  // in the network
};

// The arguments that are sources in the network, each once, and what is left.
struct IndexArguments {
  std::vector<std::string> files;
  std::vector<NamedSource> sources;
};
IndexArguments SplitArguments(const std::vector<std::string>& arguments);

// The network options of `request`, complete.
NetworkOptions NetworkOptionsOf(const IndexRequest& request);

// A state of a server with its tools judged, to be held against another one.
DriftSide JudgedSide(Server server, const std::optional<std::vector<Tool>>& tools,
                     Classifier* classifier);

// What is wrong with what a server tells and with its tools together.
std::vector<Finding> FindAboutServer(const ServerTexts& texts, Classifier* classifier);

// Runs one index. `stop` may become true at any time: what was read by then is stored, and the
// catalog is whole. `tick` is called on the calling thread, often. Throws Error when the catalog
// cannot be written; what was committed stays.
IndexReport RunIndex(const IndexRequest& request, const RuleSet& rules, std::atomic<bool>& stop,
                     IndexProgress* progress, const std::function<void()>& tick);

}  // namespace mcprisk

#endif  // MCPRISK_PIPELINE_H_
