// What the crawl finds, as text: tests read as files in, lines out.
#ifndef MCPRISK_TESTS_SUPPORT_GATHER_H_
#define MCPRISK_TESTS_SUPPORT_GATHER_H_

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "crawl/crawl.h"
#include "support/paths.h"

namespace mcprisk {

struct Gathered {
  std::vector<Listing> listings;
  std::vector<std::pair<Source, Problem>> problems;
  size_t files = 0;

  // Listings and problems, each in the order they came:
  //
  //   mcpm files.json (mcpm): files
  //     title: Files
  //     package: npm:@acme/files
  //     tool: {"description":"Reads a file","name":"read"}
  //   problem mcpm files.json#2: this tool has no name
  //
  // Lines that say nothing are left out, but for the tools: "tools: unknown" is not "tools: none".
  std::string Text() const;
  // The problems alone.
  std::string Problems() const;
};

Gathered Gather(const std::vector<std::string>& arguments);

// A folder of files for one test. Places and locations in what Gather returns are relative to it.
class Folder {
 public:
  explicit Folder(std::initializer_list<std::pair<std::string, std::string>> files = {}) {
    for (const auto& [path, text] : files) Write(path, text);
  }
  void Write(const std::string& path, const std::string& text) const;
  std::string Path(const std::string& path) const { return dir_ / path; }
  const std::string& path() const { return dir_.path(); }

  // Gathers the whole folder, or the file or folder in it.
  Gathered Gather() const;
  Gathered Gather(const std::string& path) const;

 private:
  TempDir dir_;
};

// One file of this name, named by the user, or lying in a folder that the user named.
std::string GatherFile(const std::string& name, const std::string& text);
std::string GatherFolderOf(const std::string& name, const std::string& text);

}  // namespace mcprisk

#endif  // MCPRISK_TESTS_SUPPORT_GATHER_H_
