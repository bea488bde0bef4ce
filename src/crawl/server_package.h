// A package that a record names, as far as fetching and reading it needs to know.
#ifndef MCPRISK_CRAWL_SERVER_PACKAGE_H_
#define MCPRISK_CRAWL_SERVER_PACKAGE_H_

#include <cstddef>
#include <string>

namespace mcprisk {

// Real records name up to five packages, and up to four remote servers.
inline constexpr size_t kMaxRecordPackages = 10;
inline constexpr size_t kMaxRecordRemotes = 10;

struct ServerPackage {
  std::string server;      // name of the record
  std::string type;        // "npm", "pypi", "nuget", "mcpb"
  std::string identifier;  // its name in the registry; of a bundle its URL
  std::string version;     // empty: the newest one
  std::string registry;    // that the record names; empty: none
  std::string sha256;      // of the file, in lower-case hex; empty: the record gives none

  // "npm:@acme/weather@1.2.0": the same for everyone who names this package.
  std::string Key() const {
    const std::string name = type == "mcpb" ? identifier : type + ":" + identifier;
    return version.empty() || type == "mcpb" ? name : name + "@" + version;
  }
};

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_SERVER_PACKAGE_H_
