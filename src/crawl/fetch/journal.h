// What one crawl of one source has asked and been answered, written down as it happens.
//
// Two files a source in the archive's folder `crawls`: NAME.jsonl is the last crawl that was done,
// NAME.next.jsonl the one under way. Each line is one JSON object: the head, then the answers in
// the order of their arrival. A line is written with one call, behind the document it speaks of, so
// whatever moment a crawl is killed at, the journal is right about all it says; a torn last line is
// dropped. When the crawl is done the new file takes the place of the old one.
//
// One thread. Nothing here reads a clock.
#ifndef MCPRISK_CRAWL_FETCH_JOURNAL_H_
#define MCPRISK_CRAWL_FETCH_JOURNAL_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "crawl/fetch/fetcher.h"
#include "crawl/fetch/outcome.h"

namespace mcprisk {

struct JournalHead {
  std::string source;
  std::string started;       // UTC, RFC 3339
  std::string full_started;  // of the last crawl that asked for everything; here or carried over
  std::string since;         // asks only for what changed after it; empty: for everything
  uint64_t first_order = 0;  // of the answers of this crawl; carried ones stand before

  bool operator==(const JournalHead&) const = default;
};

struct JournalEntry {
  std::string key;  // "GET https://…"
  std::string url;  // that answered, after redirects
  uint64_t order = 0;
  bool keep = true;
  bool carried = false;  // an answer of an earlier crawl, which goes on to count
  Ending ending;
  int status = 0;
  std::optional<Digest> digest;
  std::string etag;  // of a package: the digest that its registry promised
  std::string last_modified;
  std::string fetched_at;
  std::string transport;  // of a live server: how it was talked to
  TlsPeer tls;            // of the same, over TLS
  // Of a package: what its registry gave for the one asked for. Of a live server: the revision of
  // its record.
  std::string version;

  bool operator==(const JournalEntry& other) const;
};

struct JournalEnd {
  std::string finished;
  bool complete = false;
  std::string highest;  // time of change that the source stated
  size_t listings = 0;
};

struct Journal {
  JournalHead head;
  std::map<std::string, JournalEntry> entries;  // by key; the last one of a key counts
  std::optional<JournalEnd> end;
};

// nullopt when there is no such file or it has no whole head.
std::optional<Journal> ReadJournal(const std::string& path);
// The same of the file's text. Lines that are none of a journal are passed over.
std::optional<Journal> ParseJournal(std::string_view text);

class JournalWriter {
 public:
  // Starts a journal at `path` with what it carries over. Throws Error when it cannot be written.
  JournalWriter(const std::string& path, const JournalHead& head,
                const std::vector<JournalEntry>& carried);
  // Goes on with the one at `path`.
  explicit JournalWriter(const std::string& path);
  ~JournalWriter();
  JournalWriter(const JournalWriter&) = delete;
  JournalWriter& operator=(const JournalWriter&) = delete;

  void Append(const JournalEntry& entry);
  void Append(const JournalEnd& end);

 private:
  void Open();
  void Write(const std::string& line);

  const std::string path_;
  int file_ = -1;
};

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_FETCH_JOURNAL_H_
