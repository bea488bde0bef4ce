// A server of the catalog as MCP registries list it: the server.json of schema 2025-12-11 and the
// registry's own _meta, with our verdict beside them.
//
// Source: modelcontextprotocol/registry, docs/reference (server.schema.json of 2025-12-11 and the
// generic registry API v0.1). What the catalog does not keep of the original (arguments, variables,
// icons) is left out. Pure functions, safe from any thread.
#ifndef MCPRISK_SERVE_REGISTRY_REGISTRY_RECORD_H_
#define MCPRISK_SERVE_REGISTRY_REGISTRY_RECORD_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/value.h"
#include "catalog/reader.h"

namespace mcprisk {

// The key of our verdict under _meta.
inline constexpr std::string_view kVerdictKey = "io.mcprisk/verdict";

// The name that registries ask for, "namespace/name": the registry's own, where one lists it, the
// server's name where it has that form, else "unregistered.mcprisk/NAME.ID".
std::string RegistryName(const CatalogServer& server);
// The version as the schema takes it; "0.0.0-unknown" where no source told one that fits.
std::string RegistryVersion(const CatalogServer& server);
// The ID in such a name; nullopt in every other.
std::optional<int64_t> UnregisteredId(std::string_view registry_name);

struct RegistryVerdict {
  std::string grade;  // empty: none, as no tools are known
  std::string policy_url;
};

// When the catalog first saw a server, and when it last noticed a change of it; RFC 3339, UTC.
struct RegistryTimes {
  std::string published;
  std::string updated;
};

// {"server":…,"_meta":…}
Value RegistryRecord(const CatalogServer& server, const RegistryVerdict& verdict,
                     const RegistryTimes& times);

}  // namespace mcprisk

#endif  // MCPRISK_SERVE_REGISTRY_REGISTRY_RECORD_H_
