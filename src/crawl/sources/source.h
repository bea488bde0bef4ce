// A place in the network that lists MCP servers: the seam of this layer.
//
// A source is written as a conversation: Start asks for its first documents; each answer may make
// it ask for more. It never learns whether an answer came over the network, was not modified since
// the last crawl, or comes from the archive because a crawl that was killed goes on or --offline
// replays. So resuming, conditional requests and replays are written once, in SourceSession, and a
// source is a function from answers to questions.
//
// When all is fetched, Read turns the documents into listings, in the order of their `order` and
// not of their arrival: what a crawl stores does not depend on timing. Records are read by the
// formats of crawl/formats.
//
// To add a source: one file under crawl/sources/ that defines a SourceKind, and its line in
// sources.cc.
#ifndef MCPRISK_CRAWL_SOURCES_SOURCE_H_
#define MCPRISK_CRAWL_SOURCES_SOURCE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crawl/fetch/fetcher.h"
#include "crawl/remote_server.h"
#include "crawl/server_package.h"

namespace mcprisk {

class Recognizer;

// One question of a source.
struct Question {
  std::string url;
  Headers headers;
  Headers secret_headers;
  // Where the answer stands among all answers of the source. Distinct; the same in every crawl of
  // an unchanged source.
  uint64_t order = 0;
  // The document is read into listings; else it was only a step (a list that names the documents).
  bool keep = true;
  size_t body_bytes = kMaxBodyBytes;  // of whole catalogs in one file
  bool obey_robots = false;
  bool next_page = false;  // as in Request
};

// What the source sees of an answer.
struct Answer {
  Ending ending;  // kOk: a document with a 2xx status
  int status = 0;
  std::string_view body;  // valid during the call
  std::string url;        // that answered
};

// What was kept of an answer, when it is read.
struct KeptDocument {
  std::string url;  // names it to the user, too
  std::string fetched_at;
  uint64_t order = 0;
  std::string body;
};

// The conversation with one source in one crawl.
class SourceSession {
 public:
  using OnAnswer = std::function<void(const Answer&)>;

  virtual ~SourceSession() = default;

  virtual void Ask(Question question, OnAnswer on_answer) = 0;

  // A part of the source that is missing: its listing is not complete, so nothing of it is marked
  // as gone. `place` is a URL or a record.
  virtual void Fail(std::string place, const Ending& ending) = 0;

  // For sources that can tell what has changed since a time, asked before the first Ask: the time
  // to ask from, somewhat before the last change that the last complete crawl Remembers. The
  // documents of that crawl go on to count, and the answers of this one are read behind them.
  // nullopt: ask for everything.
  virtual std::optional<std::string> ContinueSince() = 0;
  virtual void Remember(std::string highest_time) = 0;
  // What was fetched until now does not hang together, such as pages whose cursors have expired: it
  // is dropped, and the source asks for everything from the beginning.
  virtual void StartOver() = 0;

  // The secret of the source's environment variable; nullopt when it is not set.
  virtual std::optional<std::string> Key() const = 0;
  virtual const FetchLimits& limits() const = 0;
};

// Reads the documents that were kept, one after the other and as often as it likes.
class KeptDocuments {
 public:
  virtual ~KeptDocuments() = default;
  virtual size_t size() const = 0;
  // nullopt, and a problem told, when the archive has lost it.
  virtual std::optional<KeptDocument> Load(size_t index) = 0;
};

class ListingSource {
 public:
  virtual ~ListingSource() = default;

  // Asks for everything. The source has been fetched when no question of it is open.
  virtual void Start(SourceSession& session) = 0;

  // Turns the documents into listings. By default each is what a format says that it is.
  virtual void Read(KeptDocuments& documents, Recognizer& recognizer);

  // The live servers that the documents name, in their order; known once Read has returned.
  virtual std::vector<RemoteServer> Remotes() const { return {}; }
  // The same for packages.
  virtual std::vector<ServerPackage> Packages() const { return {}; }
};

// A source as `mcprisk sources` lists it.
struct SourceKind {
  std::string_view name;     // as the user types it
  std::string_view what;     // one line: what it lists
  std::string_view carries;  // "tools with schemas", "servers only"
  std::string_view url;      // where it is asked
  std::string_view key;      // environment variable; "" when it takes none
  bool key_required = false;
  // `url`: where to ask instead, of a source that the user named by URL; else as above.
  std::unique_ptr<ListingSource> (*make)(const std::string& url);
};

// All sources, in the order in which they are listed. The last one stands for any URL.
const std::vector<const SourceKind*>& SourceKinds();

// What the user means by "official" or by "https://registry.acme.example"; nullopt when it is
// neither a source's name nor an http(s) URL.
struct NamedSource {
  std::string location;  // the name, or the URL without a slash at its end
  const SourceKind* kind = nullptr;
  std::unique_ptr<ListingSource> source;
};
std::optional<NamedSource> FindSource(std::string_view argument);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_SOURCES_SOURCE_H_
