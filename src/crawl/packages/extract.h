// From the source files of a package to the tools that it declares.
#ifndef MCPRISK_CRAWL_PACKAGES_EXTRACT_H_
#define MCPRISK_CRAWL_PACKAGES_EXTRACT_H_

#include <cstddef>
#include <string>
#include <vector>

#include "base/result.h"
#include "crawl/archive.h"
#include "model/tool.h"

namespace mcprisk {

struct ExtractedTools {
  std::vector<Tool> tools;         // distinct by name: of several declarations the first one
  std::vector<size_t> lines;       // of each tool
  std::vector<std::string> files;  // of each tool: its path
  size_t declarations = 0;         // met, those of equal names and the unreadable included
  std::vector<Problem> problems;   // places are "path:line", or a path
};

// Reads `files`, in their order, as far as they are source files of a known language (see
// SourceLanguage) and within kMaxSourceBytes. A pure function: nothing is executed, and the same
// files give the same tools. Only names that are literals in a form that a published SDK reads are
// found; a part of a definition that is not literal is left out.
ExtractedTools ExtractTools(const std::vector<ArchiveEntry>& files);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_PACKAGES_EXTRACT_H_
