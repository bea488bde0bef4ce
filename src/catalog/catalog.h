// Keeping: the one SQLite file that is the product, written.
//
// What a row means is said in data/schema.sql. Definitions are stored once, under their digest;
// classifications under (definition, rule set); a sighting ties a listing (one source's view of one
// server), a tool name and a definition, open until the source stops showing it. Nothing is
// overwritten: a definition that changes under the same name closes one sighting and opens another.
//
// One writer at a time. A batch is one transaction: kill -9 at any moment leaves the last committed
// batch whole. Throws Error ("catalog.db: …") when the file cannot be used; never on foreign data.
// No SQLite type in this header. Threads: one Catalog for one thread.
#ifndef MCPRISK_CATALOG_CATALOG_H_
#define MCPRISK_CATALOG_CATALOG_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "base/result.h"
#include "model/assessment.h"
#include "model/change.h"
#include "model/classification.h"
#include "model/listing.h"

namespace mcprisk {

// "mcpr" in PRAGMA application_id; PRAGMA user_version is the schema number.
inline constexpr int32_t kCatalogApplicationId = 0x6d637072;
inline constexpr int kCatalogSchema = 4;
// A transaction ends with the listing that reaches one of these: large enough that the commit costs
// little, small enough that a kill loses little (a quarter of a second's work) and that what waits
// for the commit fits the page cache.
inline constexpr size_t kToolsPerTransaction = 10000;
inline constexpr size_t kBytesPerTransaction = size_t{64} << 20;

struct CatalogOptions {
  // How long to wait for another program that writes.
  int busy_milliseconds = 5000;
  // The file may not grow beyond this; reaching it is the same as a full disk. 0: what the disk
  // holds.
  size_t max_bytes = 0;
};

// A tool with its judgement; none when the catalog has one already under the same rule set.
struct JudgedTool {
  Tool tool;
  std::unique_ptr<Classification> classification;
};

// A listing ready to be stored. `tools` has what listing.tools had, moved there; `tools_known`
// tells an empty list from an unknown one.
struct JudgedListing {
  Listing listing;
  bool tools_known = false;
  std::vector<JudgedTool> tools;
};

// Earlier changes of a listing that a grader is told of.
inline constexpr size_t kMostEarlierChanges = 32;

// A listing as it stood before a run and as the run left it. Of both, `server` and `tools` are
// filled (tools: none where it is not known what there are); what was not recorded before is as it
// is after.
struct ChangedListing {
  Listing before;
  Listing after;
  bool was_open = true;  // its source showed it
  bool is_open = true;
  bool versions_known = true;  // else the two versions say nothing
  std::string changed;         // start of the run
  // Starts of earlier runs that left events of this listing, newest first.
  std::vector<std::string> changed_before;
  // Names of tools that only `after` has, and that stand on other servers.
  std::vector<std::string> names_elsewhere;
};

// What the change means. Pure; called on the thread of the catalog.
struct Grader {
  int version = 0;  // of the table that it grades by
  std::function<std::vector<ChangeEvent>(const ChangedListing&)> grade;
};

// What follows for a server with these tools. Pure; `find` and `summarize` are called on another
// thread than the catalog's, one at a time.
struct Assessor {
  Digest tables;  // that it follows by: when they change, everything is asked anew
  // What is wrong with what the server tells and with its tools together. Not set: nothing is.
  std::function<std::vector<Finding>(const ServerTexts&)> find;
  // Of its tools, with these findings.
  std::function<AssessmentSummary(const std::vector<AssessedTool>&, const std::vector<Finding>&)>
      summarize;
  // What servers are held against each other by, and what that shows: findings, each with the id of
  // the server that it is about. Not set: nothing.
  std::function<ToolSetSketch(const std::vector<SetTool>&)> sketch;
  std::function<std::vector<std::pair<int64_t, Finding>>(const std::vector<SketchedServer>&)>
      compare;
};

// What merging did.
struct MergeReport {
  size_t listings = 0;        // open listings of all sources
  size_t servers = 0;         // after merging
  size_t merged_servers = 0;  // servers with more than one listing
  size_t merged_sources = 0;  // servers found in more than one source
};

class Catalog {
 public:
  // Opens, or makes, the catalog at `path` for writing.
  explicit Catalog(const std::string& path, const CatalogOptions& options = {});
  ~Catalog();
  Catalog(const Catalog&) = delete;
  Catalog& operator=(const Catalog&) = delete;

  // Begins a run: what is stored from here on belongs to it. `ruleset` judged it; `started` is
  // UTC, RFC 3339, given by the caller since nothing here reads a clock.
  void BeginRun(const Digest& ruleset, const std::string& program_version,
                const std::string& started);

  // Digests of all definitions that have a classification under the run's rule set.
  std::unordered_set<Digest, DigestHash> JudgedDefinitions();

  // Stores; commits by itself every kToolsPerTransaction tools. A second listing of the same source
  // and server name in one run: its tools are added to the first one's.
  void Add(const JudgedListing& listing);
  void AddProblem(const Source& source, const Problem& problem);

  // Ends the run: closes sightings and listings of `complete` sources that this run did not show,
  // merges listings into servers (formats.md section 9.5), records the counts, commits and
  // checkpoints. Without it (Ctrl-C) Interrupt() keeps what was added and merges; closes nothing,
  // so that nothing counts as removed. Both ask `grader` what each change of a listing means, those
  // left by runs that were killed too, and store its events; without one they wait for a later run.
  // What `assessor` says of each server is stored, too; without one, what was stored stays.
  MergeReport Finish(const std::vector<Source>& complete, const std::string& finished,
                     const Grader& grader = {}, const Assessor& assessor = {});
  MergeReport Interrupt(const std::string& finished, const Grader& grader = {},
                        const Assessor& assessor = {});

 private:
  struct Rep;
  std::unique_ptr<Rep> rep_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CATALOG_CATALOG_H_
