#include "records/stack_match.h"

#include <algorithm>

#include <optional>
#include <utility>

namespace mcprisk {
namespace {

// Servers that a catalog may hold of one identity; merging leaves one, a fork's repository more.
constexpr size_t kMostOfOneIdentity = 8;

std::optional<CatalogServer> Find(CatalogReader& reader, const Identity& identity) {
  std::optional<CatalogServer> best;
  for (CatalogServer& server : reader.FindServers(identity.value, kMostOfOneIdentity)) {
    // FindServers goes on to titles and prefixes where nothing has that identity.
    const auto& identities = server.identities;
    if (std::find(identities.begin(), identities.end(), identity) == identities.end()) continue;
    if (!best || (!best->tools_known && server.tools_known)) best = std::move(server);
  }
  return best;
}

}  // namespace

void MatchToCatalog(CatalogReader& reader, JudgedServer* judged) {
  for (const Identity& identity : judged->server.identities) {
    std::optional<CatalogServer> found = Find(reader, identity);
    if (!found) continue;
    judged->catalog_name = found->name;
    judged->catalog_id = found->id;
    judged->tools_known = found->tools_known;
    judged->instructions = std::move(found->instructions);
    judged->findings = std::move(found->findings);
    for (CatalogTool& tool : reader.ToolsOfServer(found->id)) {
      if (!judged->server.Offers(tool.tool.name)) continue;
      judged->tools.push_back({std::move(tool.tool), std::move(tool.classification)});
    }
    return;
  }
}

}  // namespace mcprisk
