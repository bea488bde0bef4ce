#include "records/server_view.h"

#include <algorithm>

#include "model/token_cost.h"

namespace mcprisk {
namespace {

// A registry's listing, under the very name that it has there.
bool IsInRegistry(const CatalogServer& server) {
  return std::any_of(server.sightings.begin(), server.sightings.end(),
                     [&](const ServerSighting& sighting) {
                       const Identity name = {IdentityKind::kRegistryName, sighting.name};
                       return sighting.source.format == "registry" &&
                              std::find(server.identities.begin(), server.identities.end(), name) !=
                                  server.identities.end();
                     });
}

std::vector<SharedIdentity> FindShared(CatalogReader& reader, const CatalogServer& server) {
  std::vector<SharedIdentity> shared;
  for (const Identity& identity : server.identities) {
    if (identity.kind == IdentityKind::kRegistryName) continue;
    SharedIdentity one{.identity = identity, .servers = {}, .count = 0};
    one.servers = reader.ServersSharing(identity, server.id, kMostSharersNamed, &one.count);
    if (one.count > 0) shared.push_back(std::move(one));
  }
  std::stable_sort(shared.begin(), shared.end(),
                   [](const SharedIdentity& a, const SharedIdentity& b) {
                     return a.identity.kind < b.identity.kind;
                   });
  return shared;
}

}  // namespace

std::vector<AssessedTool> AssessedToolsOf(const std::vector<CatalogTool>& tools) {
  std::vector<AssessedTool> assessed;
  for (const CatalogTool& tool : tools) {
    assessed.push_back(AssessedToolOf(tool.server, tool.tool.name, tool.classification,
                                      EstimateTokens(tool.tool)));
  }
  return assessed;
}

ServerView ViewServer(CatalogServer server, std::vector<CatalogTool> tools) {
  ServerView view;
  view.server = std::move(server);
  view.tools = std::move(tools);
  const std::vector<AssessedTool> assessed = AssessedToolsOf(view.tools);
  view.assessment = Assess(assessed, view.server.findings);
  view.attacks = AttacksOnServer(AttackPatterns::Shipped(), view.server.identities, assessed,
                                 view.server.findings);
  view.publisher =
      ReportPublisher(WellKnownServers::Shipped(), {.name = view.server.name,
                                                    .identities = &view.server.identities,
                                                    .in_registry = IsInRegistry(view.server)});
  return view;
}

ServerView ViewServer(CatalogReader& reader, CatalogServer server) {
  std::vector<CatalogTool> tools = reader.ToolsOfServer(server.id);
  ServerView view = ViewServer(std::move(server), std::move(tools));
  view.shared = FindShared(reader, view.server);
  return view;
}

}  // namespace mcprisk
