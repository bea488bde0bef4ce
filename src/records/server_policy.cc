#include "records/server_policy.h"

#include <utility>

namespace mcprisk {

std::unique_ptr<ServerPolicy> PolicyOf(CatalogReader& reader, const CatalogServer& server,
                                       const Posture& posture, const PolicyConfig& config,
                                       const std::string& key) {
  return PolicyOf(server, reader.ToolsOfServer(server.id), posture, config, key);
}

std::unique_ptr<ServerPolicy> PolicyOf(const CatalogServer& server, std::vector<CatalogTool> tools,
                                       const Posture& posture, const PolicyConfig& config,
                                       const std::string& key) {
  auto one = std::make_unique<ServerPolicy>();
  one->tools = std::move(tools);
  TargetServer& target = one->target;
  target.tools.reserve(one->tools.size());
  for (const CatalogTool& tool : one->tools) {
    target.tools.push_back({&tool.tool, &tool.classification});
  }
  target.policy = MakePolicy(server.name, target.tools, posture, &config);
  const auto configured = config.keys.find(server.name);
  target.key = !key.empty()                      ? key
               : configured != config.keys.end() ? configured->second
                                                 : DefaultServerKey(server.name);
  for (const Identity& identity : server.identities) {
    if (identity.kind == IdentityKind::kRemote && target.endpoint.empty()) {
      target.endpoint = identity.value;
    }
  }
  if (!server.transports.empty()) target.transport = server.transports[0];
  return one;
}

}  // namespace mcprisk
