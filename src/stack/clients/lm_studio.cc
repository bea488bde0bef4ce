// LM Studio. Source: lmstudio.ai, MCP.
#include "stack/client.h"

namespace mcprisk {
namespace {

constexpr ConfigPlace kPlaces[] = {
    {Scope::kUser, "~/.lmstudio/mcp.json"},
    {Scope::kUser, "~/.cache/lm-studio/mcp.json"},
};

}  // namespace

extern const Client kLmStudio;
const Client kLmStudio = {.id = "lm-studio",
                          .title = "LM Studio",
                          .policy_target = "",
                          .places = kPlaces,
                          .read = ReadMcpServers};

}  // namespace mcprisk
