// Archives and compressed files, unpacked in memory and never to disk, within the limits of
// crawl.h.
#ifndef MCPRISK_CRAWL_ARCHIVE_H_
#define MCPRISK_CRAWL_ARCHIVE_H_

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crawl/sniff.h"

namespace mcprisk {

struct ArchiveEntry {
  std::string path;  // inside the archive, checked: relative, without ".."
  std::string text;
};

struct UnpackedArchive {
  // Entries that hold data of some kind or are archives themselves, in byte order of their paths;
  // of several with one path the first.
  std::vector<ArchiveEntry> entries;
  // No archive but one compressed file: one entry, without a path.
  bool single_file = false;
  bool beyond_limits = false;  // reading ended at one of the limits
  bool hostile = false;        // an entry's path would leave the archive
  // Entries that were skipped and why, and where reading ended early. What came before is there.
  std::vector<Problem> problems;
};

// Unpacks `bytes`, which Sniff called `content` (kZip or kArchive). Problems have places like
// "`place`!path". `on_entry` is called for each entry looked at. Entries whose path is `wanted` are
// kept whatever they hold. Returns early once `stop` is true.
UnpackedArchive Unpack(std::string_view bytes, Content content, const std::string& place,
                       const std::atomic<bool>& stop, const std::function<void()>& on_entry,
                       bool (*wanted)(std::string_view path) = nullptr);

// The file of this name in the root of a zip, without unpacking the others: bundles carry their
// whole program. nullopt when there is none, it is encrypted, beyond kMaxEntryBytes or damaged.
std::optional<std::string> ReadFromZip(std::string_view bytes, std::string_view name,
                                       const std::atomic<bool>& stop);

// A zip without what is appended behind its end, such as the signature of an MCPB bundle; nullopt
// when no end is found, as it was cut off.
std::optional<std::string_view> ZipWithoutAppendix(std::string_view bytes);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_ARCHIVE_H_
