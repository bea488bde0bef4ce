// The files that the program carries inside itself: rules, postures, schema.
// Written at build time by tools/embed.cmake, ordered by path.
#ifndef MCPRISK_BASE_EMBEDDED_H_
#define MCPRISK_BASE_EMBEDDED_H_

#include <string_view>
#include <vector>

namespace mcprisk {

struct EmbeddedFile {
  std::string_view path;  // from the top of the project, e.g. "rules/category/deletes-data.yaml"
  std::string_view text;
};

// Immutable and alive for the whole run; safe from any thread.
const std::vector<EmbeddedFile>& EmbeddedFiles();

}  // namespace mcprisk

#endif  // MCPRISK_BASE_EMBEDDED_H_
