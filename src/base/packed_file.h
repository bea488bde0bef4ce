// A file packed by Zstandard (RFC 8878) and unpacked again, digested on the way. Memory does not
// grow with the file. Errors are Errors that name the file.
#ifndef MCPRISK_BASE_PACKED_FILE_H_
#define MCPRISK_BASE_PACKED_FILE_H_

#include <cstdint>
#include <string>

#include "base/digest.h"
#include "base/result.h"

namespace mcprisk {

struct FileFacts {
  uint64_t bytes = 0;
  Digest sha256;
};

struct PackedFile {
  FileFacts packed;
  FileFacts unpacked;
};

// Packs the file `from` into `to`, which is on the disk when this returns. The same bytes come out
// of the same bytes and version of the library.
PackedFile PackFile(const std::string& from, const std::string& to);

// Unpacks `from` into `to` as long as both are what `expected` says: it stops at the first byte too
// many, so a bomb fills no disk. Fails with what is wrong (and leaves what it wrote of `to`, for
// the caller to remove); throws Error when a file cannot be read or written.
Result<void> UnpackFile(const std::string& from, const std::string& to, const PackedFile& expected);

}  // namespace mcprisk

#endif  // MCPRISK_BASE_PACKED_FILE_H_
