// What is known of things that are asked one by one, such as live servers and packages, and not
// page by page: the journals of such a crawl. Private to sources/.
//
// An answer that is still fresh counts, whether it is of the last crawl that was done or of one
// that was broken off behind it; one that is not may still say what has not changed.
#ifndef MCPRISK_CRAWL_SOURCES_ASKED_JOURNAL_H_
#define MCPRISK_CRAWL_SOURCES_ASKED_JOURNAL_H_

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "crawl/fetch/answer_archive.h"
#include "crawl/fetch/journal.h"

namespace mcprisk {

class AskedJournal {
 public:
  // `name` of its files: "live".
  AskedJournal(const AnswerArchive& archive, std::string name);

  // Reads what is there and sorts it by `is_fresh`. Fresh answers are carried over into the journal
  // of this crawl, which begins `now`; with `read_only` there will be none. Throws Error when it
  // cannot be written.
  void Begin(const std::string& now, bool read_only,
             const std::function<bool(const JournalEntry&)>& is_fresh);
  // nullptr when nothing fresh, or nothing older with a document, is known.
  const JournalEntry* Find(const std::string& key) const;
  const JournalEntry* FindOlder(const std::string& key) const;
  // Throws Error when it cannot be written, such as on a full disk.
  void Record(JournalEntry entry);
  // This crawl is done and stored; nothing when it was read-only.
  void Confirm(const JournalEnd& end);

 private:
  const std::string name_;
  const std::string done_path_;
  const std::string next_path_;
  std::map<std::string, JournalEntry> fresh_;  // by key
  std::map<std::string, JournalEntry> older_;
  std::optional<JournalWriter> writer_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_SOURCES_ASKED_JOURNAL_H_
