// Which files lie under a folder.
#ifndef MCPRISK_CRAWL_FILES_H_
#define MCPRISK_CRAWL_FILES_H_

#include <atomic>
#include <string>
#include <vector>

#include "base/result.h"

namespace mcprisk {

struct FolderWalk {
  std::vector<std::string> paths;  // from the folder, "/"-separated, in byte order
  // Folders that cannot be read, files that are no files. The places are from the folder too; of
  // the folder itself it is empty.
  std::vector<Problem> problems;
};

// Walks `folder` and the folders in it, those beginning with a dot too, except .git. Symbolic links
// to files are files; links to folders are not followed. Returns early once `stop` is true.
FolderWalk WalkFolder(const std::string& folder, const std::atomic<bool>& stop);

// What the user typed, made comparable: "./mcpm//x/../" is "mcpm". Only "-" itself becomes "-",
// which is standard input.
std::string NormalizedLocation(const std::string& argument);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_FILES_H_
