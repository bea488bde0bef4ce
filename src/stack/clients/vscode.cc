// VS Code: mcp.json of user, profile and workspace, and the settings.json of older releases.
// Source: code.visualstudio.com, mcp-configuration.
#include "stack/client.h"

namespace mcprisk {
namespace {

constexpr ConfigPlace kPlaces[] = {
    {Scope::kUser, "%CodeUser%/mcp.json"},        {Scope::kUser, "%CodeUser%/profiles/*/mcp.json"},
    {Scope::kUser, "%CodeUser%/settings.json"},   {Scope::kProject, "./.vscode/mcp.json"},
    {Scope::kProject, "./.vscode/settings.json"},
};

ConfigEntries Read(const ConfigValue& root) {
  ConfigEntries entries = ServersUnder(root, {"servers"});
  AddServers(root["mcp"]["servers"], "", &entries);
  AddServers(root["mcp.servers"], "", &entries);
  return entries;
}

}  // namespace

extern const Client kVsCode;
const Client kVsCode = {
    .id = "vscode", .title = "VS Code", .policy_target = "vscode", .places = kPlaces, .read = Read};

}  // namespace mcprisk
