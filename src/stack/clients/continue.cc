// Continue: a YAML list; JSON files in its folder have the form of Claude Desktop. Source:
// docs.continue.dev, MCP.
#include "stack/client.h"

namespace mcprisk {
namespace {

constexpr ConfigPlace kPlaces[] = {
    {Scope::kUser, "~/.continue/config.yaml"},
    {Scope::kUser, "~/.continue/mcpServers/*"},
    {Scope::kProject, "./.continue/mcpServers/*"},
};

ConfigEntries Read(const ConfigValue& root) {
  if (!root["mcpServers"].IsArray()) return ReadMcpServers(root);
  ConfigEntries entries;
  for (const ConfigValue& item : root["mcpServers"].items) {
    if (entries.entries.size() == kMaxServersPerConfig) {
      entries.problems.push_back({item.at, "more than " + std::to_string(kMaxServersPerConfig) +
                                               " servers (kMaxServersPerConfig)"});
      break;
    }
    if (item["uses"].IsString()) continue;  // a block of Continue's hub, which is not in the file
    if (item.IsObject()) {
      entries.entries.push_back({std::string(item["name"].Text()), item.at, &item, ""});
    } else {
      entries.problems.push_back({item.at, "the server's entry is no object"});
    }
  }
  return entries;
}

}  // namespace

extern const Client kContinue;
const Client kContinue = {
    .id = "continue", .title = "Continue", .policy_target = "", .places = kPlaces, .read = Read};

}  // namespace mcprisk
