// JSON Lines: one record a line, read without holding the file.
#ifndef MCPRISK_CRAWL_LINES_H_
#define MCPRISK_CRAWL_LINES_H_

#include <atomic>
#include <string>

#include "crawl/recognize.h"
#include "crawl/stream.h"

namespace mcprisk {

// Reads the lines of `stream`. {"server", "tool"} lines of one server in a row become one Listing,
// of at most kMaxToolsPerServer tools; any other record that a format knows is read by it. A line
// that cannot be read is a problem at "`place`:line", and reading goes on behind it. Unless a line
// is known among the first kStrangeLines, the file is none of ours: false is returned, nothing was
// handed out, and `why` tells what was wrong with the first line. `asked`: as in DocumentGroup.
bool ReadLines(Stream* stream, const std::string& place, const std::string& path, bool asked,
               Recognizer* recognizer, const std::atomic<bool>& stop, std::string* why);

// So many unknown lines tell that the file is something else.
inline constexpr size_t kStrangeLines = 100;

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_LINES_H_
