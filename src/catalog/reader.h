// Keeping: the catalog, read. Opens read-only; works beside a writer.
//
// Throws Error when the file is missing, is no catalog or is from a newer schema; the message says
// what to do. Empty results are empty, not errors. Order is always stated and total, so the same
// catalog gives the same bytes. Threads: one CatalogReader for one thread.
#ifndef MCPRISK_CATALOG_READER_H_
#define MCPRISK_CATALOG_READER_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/changes.h"
#include "model/classification.h"
#include "model/listing.h"

namespace mcprisk {

// One tool of one server as it stands now, judged by the newest rule set.
struct CatalogTool {
  int64_t definition_id = 0;
  int64_t server_id = 0;
  std::string server;  // the merged server's name
  Tool tool;
  Classification classification;
  std::string source_format;  // where the definition that stands was seen
  std::string source_location;
  std::string first_seen;  // run start, RFC 3339
};

// A tool's place in the catalog.
struct ToolKey {
  int64_t listing_id = 0;
  int64_t definition_id = 0;
  int64_t classification_id = 0;
};

// What is decided of a tool, without its definition.
struct ToolVerdict {
  ToolKey key;
  int64_t server_id = 0;
  std::string server;
  std::string tool;
  Category category = Category::kRead;
  Risk risk = Risk::kLow;
};

// The same for a scan of all tools that stand; valid during the call.
struct StandingTool {
  ToolKey key;
  int64_t server_id = 0;
  std::string_view name;
  Category category = Category::kRead;
  Risk risk = Risk::kLow;
  const std::vector<std::string>& capabilities;
};

// A definition that matches a search; the lower the score, the better.
struct RankedDefinition {
  int64_t definition_id = 0;
  double score = 0;
};

// RFC 3339, UTC; starts of runs.
struct ServerTimes {
  int64_t server_id = 0;
  std::string first_seen;
  std::string last_changed;  // the last change of one of its listings, or its first sight
};

struct ServerSighting {
  Source source;
  std::string name;  // the source's own name for it
  std::string version;
  std::string place;
  size_t tools = 0;
  bool tools_known = false;
  ServerAccess access;  // where it was asked itself
};

struct CatalogServer {
  int64_t id = 0;
  std::string name;
  std::string title;
  std::string description;
  std::string version;
  std::string status;
  std::vector<std::string> transports;
  std::vector<Identity> identities;
  std::vector<ServerSighting> sightings;
  bool tools_known = false;
  size_t tool_count = 0;
  size_t by_category[kCategories] = {};
  size_t by_risk[kRisks] = {};
  std::string instructions;       // what it tells the model when it connects; empty: unknown
  std::vector<Finding> findings;  // about these, and about its tools together
};

struct SourceStats {
  Source source;
  size_t records = 0;  // records read by its last run
  size_t servers = 0;  // open listings
  size_t servers_with_tools = 0;
  size_t tools = 0;     // tool entries read, those that became problems included
  size_t problems = 0;  // met by its last run
};

// What is kept of all servers that have tools, counted.
struct AssessmentCounts {
  size_t servers = 0;
  std::map<char, size_t> by_grade;        // 'A' to 'F'
  std::map<std::string, size_t> by_flow;  // by id of rules/flows.yaml: servers that have it alone
  size_t with_flow = 0;                   // servers that have any
};

struct CatalogStats {
  size_t servers = 0;
  size_t servers_with_tools = 0;
  size_t merged_servers = 0;  // servers with more than one listing
  size_t merged_sources = 0;  // servers found in more than one source
  size_t listings = 0;
  size_t tools = 0;        // that stand, over all servers
  size_t definitions = 0;  // distinct, of all that sources show
  size_t by_category[kCategories] = {};
  size_t by_risk[kRisks] = {};
  size_t by_both[kCategories][kRisks] = {};
  size_t problems = 0;
  AssessmentCounts assessments;
  std::string ruleset;  // hex digest
  std::string program_version;
  std::string updated;               // end of the last run
  std::vector<SourceStats> sources;  // by format, then location
};

struct StoredProblem {
  Source source;
  std::string place;
  std::string what;
  std::string seen;  // start of the run that met it
};

// A word like "get" is in every third tool. Beyond this many definitions a search looks at the
// others only when filters leave it too few.
inline constexpr size_t kMostRanked = 2000;

struct SearchQuery {
  std::string text;  // any user text; every word must occur, the last one as a prefix
  std::optional<Category> category{};
  std::optional<Risk> risk{};
  std::string capability{};  // empty: any
  size_t limit = 20;
  size_t offset = 0;
};

class CatalogMoment;

class CatalogReader {
 public:
  explicit CatalogReader(const std::string& path);
  ~CatalogReader();
  CatalogReader(const CatalogReader&) = delete;
  CatalogReader& operator=(const CatalogReader&) = delete;

  CatalogStats Stats();

  // Servers that answer to `name`, best kind of match only: an identity (of a package also without
  // its type) or a name that a source has for it exactly; else the same with ASCII case folded;
  // else a title, case folded; else a prefix of a name or of the part behind its last "/". The one
  // whose own name it is comes first, the others by name; at most `limit`.
  std::vector<CatalogServer> FindServers(const std::string& name, size_t limit);
  // The one that answers to exactly `name`, by an identity or a name; else with ASCII case folded.
  // Of several the one whose own name it is, else the first by name.
  std::optional<CatalogServer> ServerCalled(const std::string& name);
  // A server that turned out to be another one is answered by that one.
  std::optional<CatalogServer> ServerById(int64_t id);
  // Names of servers, besides `server_id`, that state this identity, by name, at most `limit`; and
  // how many there are in all.
  std::vector<std::string> ServersSharing(const Identity& identity, int64_t server_id, size_t limit,
                                          size_t* all);
  AssessmentCounts CountAssessments();
  // 'A' to 'F' of every server that has one, by id.
  std::vector<std::pair<int64_t, char>> GradesOfServers();
  // Every server's id and name, by name.
  std::vector<std::pair<int64_t, std::string>> ServerNames();

  // Riskiest first (risk, then category severity, then name).
  std::vector<CatalogTool> ToolsOfServer(int64_t server_id);
  // Its tool of exactly this name.
  std::optional<CatalogTool> ToolOfServer(int64_t server_id, const std::string& name);
  // All tools of exactly this name (then, if none, ASCII case folded), by server name.
  std::vector<CatalogTool> ToolsByName(const std::string& name, size_t limit);
  // The same tools, all of them, in the same order: a name may stand on thousands of servers.
  std::vector<ToolVerdict> VerdictsByName(const std::string& name);
  // The tool of a key that this reader gave; nullopt when a writer has removed it since.
  std::optional<CatalogTool> ToolAt(const ToolKey& key);
  // The same definition's fields as they are kept, without its judgement.
  struct DefinitionText {
    std::optional<std::string> title, description, input_schema, annotations;
  };
  std::optional<DefinitionText> TextAt(int64_t definition_id);
  // Gives back what is kept in memory of the file's pages.
  void FreePages();
  // Of every server that was ever shown, by id.
  std::vector<ServerTimes> TimesOfServers();
  // Every tool that stands, in no order.
  void ForEachTool(const std::function<void(const StandingTool&)>& visit);
  // Another number than before once a writer has committed to this file.
  int64_t DataVersion();
  // Distinct names near `name`, for "nearest: …". A tool is looked for among names that begin
  // alike, up to one slip of the keys in their first two letters, and among definitions with its
  // words. A server is also near by the part of its name behind the last "/".
  std::vector<std::string> NearToolNames(const std::string& name, size_t most);
  std::vector<std::string> NearServerNames(const std::string& name, size_t most);
  // By risk, then category severity, then names.
  std::vector<CatalogTool> Riskiest(size_t limit);
  // A tool of exactly this name first, then the best match (FTS5's bm25; a word in the name counts
  // for more than one in the text), the shorter name, the higher risk, names. Where more than
  // kMostRanked definitions match, the best of these are looked at. Any text is safe; without a
  // word in it, all that the other filters leave, riskiest first.
  std::vector<CatalogTool> Search(const SearchQuery& query);
  // Definitions that hold every word of `text`, best first; none for a text without words. Where
  // more than `most` do, those whose name holds every word, and others that came early: to weigh
  // all that hold "list" and "files" takes longer than anybody waits.
  struct Ranking {
    std::vector<RankedDefinition> best;
    bool all = true;  // no other holds them
  };
  Ranking Ranked(const std::string& text, size_t most);
  // What changed, by sequence.
  ChangePage Changes(const ChangeQuery& query);
  // Of every server, by name.
  std::vector<ServerFingerprint> Fingerprints();
  // The server's own fields, as its best listing states them, and the tools that stand.
  std::optional<Listing> ServerState(int64_t server_id);
  // Those that the last run of their source met; by source, place and text.
  std::vector<StoredProblem> Problems(size_t limit);

 private:
  friend class CatalogMoment;
  struct Rep;
  std::unique_ptr<Rep> rep_;
};

// While one lives, all that the reader reads is of one state of the catalog, whatever a writer
// commits meanwhile, and costs less. They may be nested. The reader outlives it.
class CatalogMoment {
 public:
  explicit CatalogMoment(CatalogReader& reader);
  ~CatalogMoment();
  CatalogMoment(const CatalogMoment&) = delete;
  CatalogMoment& operator=(const CatalogMoment&) = delete;

 private:
  CatalogReader& reader_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CATALOG_READER_H_
