// What a file is, told from its bytes.
//
// Names decide nothing but one thing: whether a file that is of no known format is worth a word to
// the user.
#ifndef MCPRISK_CRAWL_SNIFF_H_
#define MCPRISK_CRAWL_SNIFF_H_

#include <string_view>

#include "crawl/stream.h"

namespace mcprisk {

enum class Content {
  kEmpty,    // nothing but white space
  kZip,      // begins with a zip record
  kArchive,  // tar, or compressed with gzip, xz, bzip2 or zstd
  kLines,    // one JSON object a line
  kJson,     // begins as a JSON object, array or string
  kYaml,     // begins as a YAML map or list
  kOther,    // anything else
};

// Reads as much of `stream` as the answer needs: a few lines, or one line of any length.
Content Sniff(Stream* stream);

// "servers.json", "tools.yaml.gz", "acme.mcpb", "catalog.tar.xz": what one would expect to be read.
bool IsDataName(std::string_view path);

// "x.json" of "x.json.xz".
std::string_view WithoutCompressionSuffix(std::string_view path);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_SNIFF_H_
