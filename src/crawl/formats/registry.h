// What the sources that page through a registry's API need beside its format.
#ifndef MCPRISK_CRAWL_FORMATS_REGISTRY_H_
#define MCPRISK_CRAWL_FORMATS_REGISTRY_H_

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "crawl/format.h"
#include "crawl/remote_server.h"
#include "crawl/server_package.h"

namespace mcprisk {

// A page of the API without its records, in all shapes since May 2025 (formats.md 1.5).
struct RegistryPage {
  bool is_page = false;  // it has a list of servers, which may be empty
  size_t records = 0;
  std::string next_cursor;      // empty: it is the last one
  std::string highest_updated;  // time of the last change among its records, as stated
};
RegistryPage SummarizePage(const Json& root);

// Chooses among the versions of each server over any number of pages: the one flagged as latest,
// else the highest by semver, else the one published last. Of one version that stands twice the
// later record counts, as a page of changes behind a full listing corrects it.
//
// See every page once in order, then Emit each; pages are not held in between.
class RegistryVersions {
 public:
  void See(const Json& root);
  // Emits the chosen records of the page that was seen as number `page`, from 0. Their places are
  // `prefix` and the server's name, or without a prefix the document's place and number.
  void Emit(const Document& document, size_t page, std::string_view prefix, Emitter& emitter);
  // The live servers of all records emitted until now, but for deleted ones.
  const std::vector<RemoteServer>& remotes() const { return remotes_; }
  // Their packages of the kinds that can be read without running them.
  const std::vector<ServerPackage>& packages() const { return packages_; }

 private:
  struct Version {
    std::pair<size_t, size_t> at;  // page and number
    bool flagged = false;
    std::string number;
    std::string published;
  };
  static Version VersionOf(const Json& record);
  static bool IsLater(const Version& candidate, const Version& than);
  void Choose();

  size_t pages_ = 0;
  std::unordered_map<std::string, std::vector<Version>> by_name_;
  std::vector<RemoteServer> remotes_;
  std::vector<ServerPackage> packages_;
  std::map<std::pair<size_t, size_t>, size_t> chosen_;  // record -> versions of its server
};

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_FORMATS_REGISTRY_H_
