// Gathering: from what the user named to Listings.
//
//   argument ─► File(s) ─► Document (a folder's files that belong together) ─► Format ─► Listing
//
// A source argument is a file, a folder, an archive (.zip .tar .tar.gz .tar.xz .mcpb …) or "-" for
// standard input. What a file holds is recognized from its content, never from its name. Everything
// that cannot be read becomes a Problem with file, place and reason, and the rest goes on.
//
// Order is deterministic: files in byte order of their paths, records in the order of the file.
// Threads: one crawl runs on the calling thread; the sinks are called there.
#ifndef MCPRISK_CRAWL_CRAWL_H_
#define MCPRISK_CRAWL_CRAWL_H_

#include <atomic>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/listing.h"

namespace mcprisk {

inline constexpr size_t kMaxFileBytes = size_t{1} << 30;       // one plain file
inline constexpr size_t kMaxEntryBytes = size_t{64} << 20;     // one archive entry, unpacked
inline constexpr size_t kMaxArchiveBytes = size_t{256} << 20;  // all entries; an archive itself too
inline constexpr size_t kMaxArchiveEntries = 100000;
inline constexpr size_t kMaxCompressionRatio = 100;  // per archive, beyond kRatioFreeBytes
inline constexpr size_t kRatioFreeBytes = size_t{4} << 20;
inline constexpr size_t kMaxFolderDepth = 32;
inline constexpr size_t kMaxLineBytes = size_t{16} << 20;  // one line of JSON Lines

// What the crawl tells while it runs. Every member must be set.
struct CrawlSink {
  std::function<void(Listing)> listing;
  // A record or file that could not be read, and the source it belongs to (format "" when it was
  // not recognized).
  std::function<void(const Source&, Problem)> problem;
  // One more file or archive entry was looked at.
  std::function<void()> file;
};

// Reads all `arguments`, each once. Returns early, without a problem, once `stop` is true. An
// argument that does not exist is a problem too. Files in folders and archives that are of no known
// format are passed over in silence, unless their names promise data (.json, .yaml, .zip …).
void Crawl(const std::vector<std::string>& arguments, const std::atomic<bool>& stop,
           const CrawlSink& sink);

// The formats that Crawl reads, for `mcprisk --help` and the documentation.
struct FormatInfo {
  std::string name;
  std::string what;  // one line
};
std::vector<FormatInfo> KnownFormats();

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_CRAWL_H_
