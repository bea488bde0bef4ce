// LibreChat, whose YAML lies beside the installation. Source: librechat.ai, mcpServers.
#include "stack/client.h"

namespace mcprisk {
namespace {

constexpr ConfigPlace kPlaces[] = {
    {Scope::kProject, "./librechat.yaml"},
    {Scope::kProject, "./librechat.yml"},
};

}  // namespace

extern const Client kLibreChat;
const Client kLibreChat = {.id = "librechat",
                           .title = "LibreChat",
                           .policy_target = "",
                           .places = kPlaces,
                           .read = ReadMcpServers};

}  // namespace mcprisk
