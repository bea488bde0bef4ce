#include "crawl/files.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "crawl/crawl.h"
#include "crawl/limits.h"

namespace mcprisk {
namespace {

namespace fs = std::filesystem;

struct Folder {
  std::string path;    // to open
  std::string inside;  // from the top; empty or with "/" behind it
  size_t depth = 0;
};

// Looks at one entry: notes a file, or returns the folder that it is.
void LookAt(const fs::directory_entry& entry, const Folder& folder, FolderWalk* walk,
            std::vector<Folder>* waiting) {
  std::string name = entry.path().filename().string();
  std::string inside = folder.inside + name;
  std::error_code error;
  const fs::file_type own_type = entry.symlink_status(error).type();
  if (own_type == fs::file_type::directory) {
    if (name == ".git") return;
    if (folder.depth + 1 > kMaxFolderDepth) {
      walk->problems.push_back({inside, "the folder lies deeper than " +
                                            LimitText("kMaxFolderDepth", kMaxFolderDepth) +
                                            " and was not read"});
      return;
    }
    waiting->push_back({folder.path + "/" + name, inside + "/", folder.depth + 1});
    return;
  }
  fs::file_type type = own_type;
  if (type == fs::file_type::symlink) type = entry.status(error).type();
  if (type == fs::file_type::regular) {
    walk->paths.push_back(std::move(inside));
  } else if (type == fs::file_type::not_found) {
    walk->problems.push_back({inside, "the symbolic link leads nowhere"});
  } else if (type != fs::file_type::directory) {
    walk->problems.push_back({inside, "not a file that can be read"});
  }
}

}  // namespace

FolderWalk WalkFolder(const std::string& folder, const std::atomic<bool>& stop) {
  FolderWalk walk;
  std::vector<Folder> waiting = {{folder, "", 0}};
  while (!waiting.empty() && !stop) {
    Folder next = std::move(waiting.back());
    waiting.pop_back();
    std::error_code error;
    fs::directory_iterator entries(next.path, error);
    for (; !error && entries != fs::directory_iterator() && !stop; entries.increment(error)) {
      LookAt(*entries, next, &walk, &waiting);
    }
    if (error) {
      std::string place = next.inside.substr(0, next.inside.rfind('/'));
      walk.problems.push_back({std::move(place), "the folder cannot be read: " + error.message()});
    }
  }
  std::sort(walk.paths.begin(), walk.paths.end());
  std::sort(walk.problems.begin(), walk.problems.end(),
            [](const Problem& a, const Problem& b) { return a.place < b.place; });
  return walk;
}

std::string NormalizedLocation(const std::string& argument) {
  std::string location = fs::path(argument).lexically_normal().string();
  while (location.size() > 1 && location.ends_with('/')) location.pop_back();
  return location == "-" && argument != "-" ? "./-" : location;
}

}  // namespace mcprisk
