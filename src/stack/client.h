// MCP clients: where each keeps its configuration, and how its file names servers. To add one,
// write one file under stack/clients/ and add its line to Clients() in clients.cc.
//
// A place is a path with one of these fronts:
//   ~/              the home folder
//   %AppSupport%/   where programs keep their settings: ~/Library/Application Support, ~/.config
//                   (or $XDG_CONFIG_HOME), %APPDATA%
//   %CodeUser%/     VS Code's user folder there, of the stable and the Insiders edition
//   %AppData%/, %LocalAppData%/, %ProgramFiles%/, %ProgramData%/   as Windows has them
//   /               the root of the file system
//   ./              a project's folder
//   $NAME/          a folder that an environment variable moves
// In a segment "*" stands for any text; a segment "**" for any folders, kMaxPluginDepth deep.
// Places of every system are looked for on every system, so that a copied home is read as well.
//
// Readers are pure functions of the tree; entries point into it. Safe from any thread.
#ifndef MCPRISK_STACK_CLIENT_H_
#define MCPRISK_STACK_CLIENT_H_

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stack/config_value.h"

namespace mcprisk {

// The most that one file may name; the largest configuration met has 60.
inline constexpr size_t kMaxServersPerConfig = 1000;

enum class Scope { kUser, kProject, kManaged };
std::string_view ScopeName(Scope scope);  // "user", "project", "managed"

struct ConfigPlace {
  Scope scope = Scope::kUser;
  std::string_view path;
};

struct ConfigEntry {
  std::string name;  // the server's key
  ConfigPosition at;
  const ConfigValue* value = nullptr;  // an object
  std::string project;                 // of an entry that holds in this folder only
};

struct ConfigProblem {
  ConfigPosition at;
  std::string what;
};

struct ConfigEntries {
  std::vector<ConfigEntry> entries;
  std::vector<ConfigProblem> problems;
};

struct Client {
  std::string_view id;             // "claude-code"
  std::string_view title;          // "Claude Code"
  std::string_view policy_target;  // of mcprisk policy --target; empty: it has no policy of its own
  std::span<const ConfigPlace> places;
  ConfigEntries (*read)(const ConfigValue& root) = nullptr;
  bool url_is_sse = false;  // an entry with `url` and no type speaks SSE
};

const std::vector<const Client*>& Clients();
const Client* FindClient(std::string_view id);  // nullptr when there is none
// For a file of no known name: whichever of the usual keys holds servers.
const Client& UnknownClient();

// --- What readers have in common -----------------------------------------------------------------

// The entries of the map `servers`, unless it is absent.
void AddServers(const ConfigValue& servers, std::string_view project, ConfigEntries* entries);
// The map behind `keys`, one inside the other.
ConfigEntries ServersUnder(const ConfigValue& root, std::initializer_list<std::string_view> keys);
ConfigEntries ReadMcpServers(const ConfigValue& root);  // the map `mcpServers`

}  // namespace mcprisk

#endif  // MCPRISK_STACK_CLIENT_H_
