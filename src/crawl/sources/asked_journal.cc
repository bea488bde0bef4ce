#include "crawl/sources/asked_journal.h"

#include <cstdio>
#include <utility>
#include <vector>

namespace mcprisk {

AskedJournal::AskedJournal(const AnswerArchive& archive, std::string name)
    : name_(std::move(name)),
      done_path_(archive.folder() + "/crawls/" + name_ + ".jsonl"),
      next_path_(archive.folder() + "/crawls/" + name_ + ".next.jsonl") {}

void AskedJournal::Begin(const std::string& now, bool read_only,
                         const std::function<bool(const JournalEntry&)>& is_fresh) {
  for (const std::string& path : {done_path_, next_path_}) {
    std::optional<Journal> known = ReadJournal(path);
    if (!known) continue;
    for (auto& [key, entry] : known->entries) {
      if (is_fresh(entry)) {
        fresh_[key] = std::move(entry);
      } else if (entry.digest) {
        older_[key] = std::move(entry);
      }
    }
  }
  if (read_only) return;
  std::vector<JournalEntry> carried;
  for (const auto& [key, entry] : fresh_) carried.push_back(entry);
  writer_.emplace(next_path_, JournalHead{name_, now, now, "", 0}, carried);
}

const JournalEntry* AskedJournal::Find(const std::string& key) const {
  auto at = fresh_.find(key);
  return at == fresh_.end() ? nullptr : &at->second;
}

const JournalEntry* AskedJournal::FindOlder(const std::string& key) const {
  auto at = older_.find(key);
  return at == older_.end() ? nullptr : &at->second;
}

void AskedJournal::Record(JournalEntry entry) {
  writer_->Append(entry);
  std::string key = entry.key;
  fresh_[std::move(key)] = std::move(entry);
}

void AskedJournal::Confirm(const JournalEnd& end) {
  if (!writer_) return;
  writer_->Append(end);
  writer_.reset();
  if (std::rename(next_path_.c_str(), done_path_.c_str()) != 0) {
    throw Error(done_path_ + ": cannot be written");
  }
}

}  // namespace mcprisk
