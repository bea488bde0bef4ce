// What a command line starts: the package, image, repository or remote server behind npx, uvx,
// pipx, bunx, dnx, docker and their wrappers (cmd /c, env, sh -c, sudo, …).
//
// Nothing of the line is kept but names: arguments may hold secrets. Pure function, deterministic,
// safe from any thread.
#ifndef MCPRISK_STACK_LAUNCH_H_
#define MCPRISK_STACK_LAUNCH_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/listing.h"

namespace mcprisk {

// Wrappers in wrappers; real ones nest twice.
inline constexpr int kMaxLaunchWrappers = 8;

enum class Pin {
  kNone,      // nothing that could be pinned: a local program, a remote server
  kPinned,    // an exact version, commit or digest
  kUnpinned,  // whatever is newest when it starts
};

struct Assignment {
  std::string name;
  std::string value;  // may be a secret: never printed, and kept in ServerStart alone
};

struct Launch {
  std::string runner;                // "npx", "docker", "node"; base name of the program
  std::string package;               // as the runner takes it, without version; empty: none
  std::string version;               // as given; empty: none
  std::optional<Identity> identity;  // of package or repository
  std::string remote_url;            // what mcp-remote and its like stand for; may hold secrets
  Pin pin = Pin::kNone;
  std::vector<Assignment> environment;  // env A=b, docker -e A=b
};

// `command` may be a whole line when there are no arguments.
Launch ReadLaunch(const std::string& command, const std::vector<std::string>& arguments);

// Program and arguments as one list; `command` as for ReadLaunch.
std::vector<std::string> CommandWords(const std::string& command,
                                      const std::vector<std::string>& arguments);

// Words of a line as a shell splits them, quotes and backslashes undone; nothing is expanded.
std::vector<std::string> ShellWords(std::string_view line);

}  // namespace mcprisk

#endif  // MCPRISK_STACK_LAUNCH_H_
