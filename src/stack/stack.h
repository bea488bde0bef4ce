// The MCP servers that clients of a machine or a project are configured to use.
//
// FindStack reads files and nothing else: nothing is started, nothing leaves the machine. Values of
// secrets are looked at while a file is read and not kept, unless StackQuery::starts wants them.
// What cannot be read becomes a problem with its place, and the rest goes on. The order is that of
// Clients(), then of the files, then that in the file, so the same files give the same stack. Safe
// from any thread.
#ifndef MCPRISK_STACK_STACK_H_
#define MCPRISK_STACK_STACK_H_

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/listing.h"
#include "stack/client.h"
#include "stack/launch.h"
#include "stack/secret.h"

namespace mcprisk {

// Folders below a project; monorepos keep configurations up to five deep.
inline constexpr size_t kMaxProjectDepth = 8;
// Folders of one project that are looked into. A large monorepo has some ten thousand.
inline constexpr size_t kMaxProjectFolders = 50000;
// What "**" of a place stands for: plugins lie four folders deep.
inline constexpr size_t kMaxPluginDepth = 6;

// How an entry starts or calls its server, with every value as it is written: whoever asks the
// server itself needs it. Never printed or stored. A value may be a reference, "${NAME}".
struct ServerStart {
  std::vector<std::string> command;  // program and arguments; empty for a remote server
  std::vector<Assignment> environment;
  std::string url;  // instead of a command, also of what a command only relays to
  std::vector<Assignment> headers;
};

struct StackServer {
  std::string client;  // Client::id
  Scope scope = Scope::kUser;
  std::string file;
  std::string project;  // of an entry that holds in this folder only; empty for most
  std::string name;     // the server's key
  ConfigPosition at;    // of the entry in the file
  bool enabled = true;
  std::string transport;  // "stdio", "streamable-http", "sse", "ws"; empty when nothing says

  // What is started or called.
  std::string runner;   // "npx", "docker", "node"; empty for a remote server
  std::string package;  // without version
  std::string version;
  Pin pin = Pin::kNone;
  std::string url;                   // without secrets
  std::vector<Identity> identities;  // to be looked up, best first

  std::vector<std::string> environment;  // names only
  std::vector<std::string> headers;      // names only
  std::vector<PlainSecret> secrets;

  // What the entry says of the server's tools.
  std::vector<std::string> only;      // allow-list; empty: all
  std::vector<std::string> hidden;    // never offered to the model
  std::vector<std::string> approved;  // run without asking
  bool approves_all = false;

  std::optional<ServerStart> start;  // with StackQuery::starts only

  bool Offers(std::string_view tool) const;
  bool Approves(std::string_view tool) const;
};

struct StackFile {
  std::string path;
  std::string client;
  Scope scope = Scope::kUser;
  size_t servers = 0;
};

struct Stack {
  std::vector<StackFile> files;  // those that were read
  std::vector<StackServer> servers;
  std::vector<Problem> problems;
};

// Where a machine keeps things. Parameters, so that a test has a machine of its own.
struct Machine {
  std::string root;  // in front of absolute places; empty on a real machine
  std::string home;
  // Of the environment: XDG_CONFIG_HOME, APPDATA, LOCALAPPDATA, ProgramFiles, ProgramData,
  // CLAUDE_CONFIG_DIR, CODEX_HOME, COPILOT_HOME. Nothing for what is not set.
  std::function<std::optional<std::string>(const std::string&)> variable;
};
// The machine that the program runs on.
Machine ThisMachine();
// The folders that a place's front ("~", "%AppSupport%", …) stands for; a project's "." is not one.
std::vector<std::string> FoldersOf(std::string_view front, const Machine& machine);

struct StackQuery {
  bool machine = true;                // user and managed scope
  std::vector<std::string> projects;  // folders, each with all below, and single files
  bool starts = false;                // keep StackServer::start
};

Stack FindStack(const StackQuery& query, const Machine& machine);

// One file's text; `path` chooses the syntax (.toml, .yaml, .yml, else JSONC) and is where problems
// are placed. `starts` as in StackQuery.
void ReadConfig(const Client& client, Scope scope, const std::string& path, std::string_view text,
                Stack* stack, bool starts = false);

// One entry, without file and scope and without `start`.
StackServer ReadServerEntry(const Client& client, const ConfigEntry& entry);
ServerStart ReadServerStart(const ConfigEntry& entry);

}  // namespace mcprisk

#endif  // MCPRISK_STACK_STACK_H_
