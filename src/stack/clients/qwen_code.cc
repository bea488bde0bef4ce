// Qwen Code, a relative of Gemini CLI. Source: qwenlm.github.io/qwen-code-docs.
#include "stack/client.h"

namespace mcprisk {
namespace {

constexpr ConfigPlace kPlaces[] = {
    {Scope::kUser, "~/.qwen/settings.json"},
    {Scope::kProject, "./.qwen/settings.json"},
};

}  // namespace

extern const Client kQwenCode;
const Client kQwenCode = {.id = "qwen-code",
                          .title = "Qwen Code",
                          .policy_target = "",
                          .places = kPlaces,
                          .read = ReadMcpServers,
                          .url_is_sse = true};

}  // namespace mcprisk
