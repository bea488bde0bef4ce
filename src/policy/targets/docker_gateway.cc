// Docker MCP Gateway, ~/.docker/mcp/tools.yaml: for each server the tools that it may have. A
// server that the file names has no others, not even with an empty list; one that it does not name
// has all (pkg/config and pkg/gateway of docker/mcp-gateway, July 2026). It neither asks nor counts
// nor sees arguments; its interceptors could, but those are programs.
//
// The gateway's command line and its profiles join server and tool with ":" and ".". The file keeps
// them apart, so no name is ambiguous here.
#include "policy/literals.h"
#include "policy/target.h"

namespace mcprisk {
namespace {

std::string Write(const std::vector<TargetServer>& servers, std::vector<TargetNote>* /*notes*/) {
  std::string text;
  for (const TargetServer& server : servers) {
    std::string tools;
    for (const Ruling& ruling : server.policy.rulings) {
      if (ruling.decision != Decision::kAllow) continue;
      tools += "  - " + Quoted(ruling.tool, LiteralLanguage::kYaml) + "\n";
    }
    text += Quoted(server.key, LiteralLanguage::kYaml) + (tools.empty() ? ": []\n" : ":\n" + tools);
  }
  return text;
}

}  // namespace

extern const Target kDockerGatewayTarget;
const Target kDockerGatewayTarget = {
    .name = "docker-gateway",
    .description = "Docker MCP Gateway: tools.yaml, the tools that each server may have",
    .file_name = "tools.yaml",
    .can = {.deny = true, .denies_unlisted = true, .many_servers = true},
    .write = Write,
};

}  // namespace mcprisk
