// Every answer as it came, kept under its SHA-256: what makes a crawl repeatable without a network.
//
// One gzip file a document, `documents/ab/cdef….gz`, so that zcat reads it. A document is there
// whole or not at all: it is written beside its place and renamed. What a power cut tears all the
// same is noticed when it is read, since the digest is checked, and is asked for again.
//
// One thread; one process at a time (a lock on the folder).
#ifndef MCPRISK_CRAWL_FETCH_ANSWER_ARCHIVE_H_
#define MCPRISK_CRAWL_FETCH_ANSWER_ARCHIVE_H_

#include <string>
#include <string_view>

#include "base/digest.h"
#include "base/result.h"

namespace mcprisk {

// A document of the archive, unpacked.
inline constexpr size_t kMaxArchivedBytes = size_t{256} << 20;

class AnswerArchive {
 public:
  // Opens the folder, or makes it; throws Error when it cannot be used or another process has it.
  // `read_only`: nothing is made, locked or written, and a folder that is not there is empty.
  AnswerArchive(std::string folder, bool read_only);
  ~AnswerArchive();
  AnswerArchive(const AnswerArchive&) = delete;
  AnswerArchive& operator=(const AnswerArchive&) = delete;

  // Throws Error when it cannot be written, such as on a full disk.
  Digest Put(std::string_view document);
  // It is there; whether it is whole shows when it is read.
  bool Has(const Digest& digest) const;
  // The message says what is wrong: not there, or damaged. A damaged one is removed, so that the
  // next Put writes it anew.
  Result<std::string> Get(const Digest& digest) const;

  const std::string& folder() const { return folder_; }

 private:
  std::string PathOf(const Digest& digest) const;

  const std::string folder_;
  const bool read_only_;
  int lock_ = -1;
};

// Writes `text` to `path` at once: beside it and then renamed. Throws Error.
void WriteFileWhole(const std::string& path, std::string_view text);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_FETCH_ANSWER_ARCHIVE_H_
