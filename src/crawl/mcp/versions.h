// The revisions of the MCP specification: dates, in two eras.
#ifndef MCPRISK_CRAWL_MCP_VERSIONS_H_
#define MCPRISK_CRAWL_MCP_VERSIONS_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "crawl/fetch/outcome.h"

namespace mcprisk {

inline constexpr std::string_view kModernVersion = "2026-07-28";
inline constexpr std::string_view kNewestLegacyVersion = "2025-11-25";
inline constexpr size_t kMaxVersionBytes = 32;

bool IsLegacyVersion(std::string_view version);
// The versions that a list names; empty unless it is one. Valid as long as `list`.
std::vector<std::string_view> VersionsOf(const Json& list);
bool HasVersion(const std::vector<std::string_view>& versions, std::string_view wanted);
bool HasLegacyVersion(const std::vector<std::string_view>& versions);
bool AllNewerThanLegacy(const std::vector<std::string_view>& versions);
// kProtocolVersion: "the server speaks 2027-01-01".
Ending NoCommonVersion(const std::vector<std::string_view>& versions);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_MCP_VERSIONS_H_
