// Gemini CLI: settings of user, workspace and administrator, and extensions. `url` is SSE here,
// `httpUrl` is Streamable HTTP. Source: github.com/google-gemini/gemini-cli, docs.
#include "stack/client.h"

namespace mcprisk {
namespace {

constexpr ConfigPlace kPlaces[] = {
    {Scope::kUser, "~/.gemini/settings.json"},
    {Scope::kUser, "~/.gemini/extensions/*/gemini-extension.json"},
    {Scope::kProject, "./.gemini/settings.json"},
    {Scope::kManaged, "/etc/gemini-cli/settings.json"},
    {Scope::kManaged, "/Library/Application Support/GeminiCli/settings.json"},
    {Scope::kManaged, "%ProgramData%/gemini-cli/settings.json"},
};

}  // namespace

extern const Client kGemini;
const Client kGemini = {.id = "gemini",
                        .title = "Gemini CLI",
                        .policy_target = "gemini",
                        .places = kPlaces,
                        .read = ReadMcpServers,
                        .url_is_sse = true};

}  // namespace mcprisk
