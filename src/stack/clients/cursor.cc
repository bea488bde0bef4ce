// Cursor. Source: docs.cursor.com, Model Context Protocol.
#include "stack/client.h"

namespace mcprisk {
namespace {

constexpr ConfigPlace kPlaces[] = {
    {Scope::kUser, "~/.cursor/mcp.json"},
    {Scope::kProject, "./.cursor/mcp.json"},
};

}  // namespace

extern const Client kCursor;
const Client kCursor = {.id = "cursor",
                        .title = "Cursor",
                        .policy_target = "cursor",
                        .places = kPlaces,
                        .read = ReadMcpServers};

}  // namespace mcprisk
