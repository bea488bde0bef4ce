// Archives made at run time, so that no binary file lies in the project.
#ifndef MCPRISK_TESTS_SUPPORT_ARCHIVES_H_
#define MCPRISK_TESTS_SUPPORT_ARCHIVES_H_

#include <string>
#include <vector>

namespace mcprisk {

enum class EntryType { kFile, kFolder, kSymlink, kHardlink, kFifo };

struct MadeEntry {
  std::string path;
  std::string text;  // of a link: where it leads
  EntryType type = EntryType::kFile;
};

// "zip", "tar", or compressed: "gzip", "xz", "bzip2", "zstd" as `filter`.
std::string MakeArchive(const std::string& format, const std::string& filter,
                        const std::vector<MadeEntry>& entries);
std::string MakeZip(const std::vector<MadeEntry>& entries);
// A zip whose entries cannot be read without a password.
std::string MakeEncryptedZip(const std::vector<MadeEntry>& entries);
// One file, compressed: what `gzip` and `xz` make.
std::string Compressed(const std::string& filter, const std::string& text);

}  // namespace mcprisk

#endif  // MCPRISK_TESTS_SUPPORT_ARCHIVES_H_
