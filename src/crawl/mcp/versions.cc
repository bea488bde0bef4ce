#include "crawl/mcp/versions.h"

#include <algorithm>
#include <array>
#include <string>

namespace mcprisk {
namespace {

// 2024-10-07 is the draft that the first SDKs shipped with; they still answer with it.
constexpr std::array<std::string_view, 5> kLegacyVersions = {
    "2024-10-07", "2024-11-05", "2025-03-26", "2025-06-18", kNewestLegacyVersion};
constexpr size_t kMaxVersionsShown = 5;

}  // namespace

bool IsLegacyVersion(std::string_view version) {
  return std::find(kLegacyVersions.begin(), kLegacyVersions.end(), version) !=
         kLegacyVersions.end();
}

std::vector<std::string_view> VersionsOf(const Json& list) {
  std::vector<std::string_view> versions;
  for (const Json& item : list.Items()) {
    if (item.IsString() && item.Text().size() <= kMaxVersionBytes) versions.push_back(item.Text());
  }
  return versions;
}

bool HasVersion(const std::vector<std::string_view>& versions, std::string_view wanted) {
  return std::find(versions.begin(), versions.end(), wanted) != versions.end();
}

bool HasLegacyVersion(const std::vector<std::string_view>& versions) {
  return std::any_of(versions.begin(), versions.end(), IsLegacyVersion);
}

// Versions are dates, so the newer one is the greater text.
bool AllNewerThanLegacy(const std::vector<std::string_view>& versions) {
  return std::all_of(versions.begin(), versions.end(),
                     [](std::string_view version) { return version > kNewestLegacyVersion; });
}

Ending NoCommonVersion(const std::vector<std::string_view>& versions) {
  std::string shown;
  for (size_t i = 0; i < std::min(versions.size(), kMaxVersionsShown); ++i) {
    shown.append(i == 0 ? "" : ", ").append(versions[i]);
  }
  return {Outcome::kProtocolVersion, "the server speaks " + (shown.empty() ? "none" : shown)};
}

}  // namespace mcprisk
