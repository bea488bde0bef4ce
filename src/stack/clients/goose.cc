// Goose, whose extensions are MCP servers unless they are built in. Source:
// block.github.io/goose, config files.
#include "stack/client.h"

namespace mcprisk {
namespace {

constexpr ConfigPlace kPlaces[] = {
    {Scope::kUser, "~/.config/goose/config.yaml"},
    {Scope::kUser, "%AppData%/Block/goose/config/config.yaml"},
};

ConfigEntries Read(const ConfigValue& root) {
  ConfigEntries entries = ServersUnder(root, {"extensions"});
  std::erase_if(entries.entries, [](const ConfigEntry& entry) {
    const std::string_view type = (*entry.value)["type"].Text();
    return type == "builtin" || type == "platform" || type == "frontend";
  });
  return entries;
}

}  // namespace

extern const Client kGoose;
const Client kGoose = {
    .id = "goose", .title = "Goose", .policy_target = "goose", .places = kPlaces, .read = Read};

}  // namespace mcprisk
