// The API of the official MCP registry, which its sub-registries speak too: formats.md section 1.
//
// Pages by cursor, the latest version of each server, changes only where the last crawl was
// complete. Shapes since May 2025 are read, so any registry that was ever compatible is.
#ifndef MCPRISK_CRAWL_SOURCES_REGISTRY_API_H_
#define MCPRISK_CRAWL_SOURCES_REGISTRY_API_H_

#include <memory>
#include <string>

#include "crawl/sources/source.h"

namespace mcprisk {

struct RegistryApi {
  std::string base;             // "https://registry.acme.example"
  std::string location;         // names the source in places: "official"
  std::string key_header = {};  // that carries the key; empty: "Authorization: Bearer KEY"
};

// A base that ends in "/servers" is the listing itself; any other is asked for "/v0.1/servers",
// then for "/v0/servers".
std::unique_ptr<ListingSource> MakeRegistrySource(RegistryApi api);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_SOURCES_REGISTRY_API_H_
