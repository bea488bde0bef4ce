// How a server of this machine is started: as safely as this machine can.
//
// A server is a stranger's program. It runs only when the user names its command, and then inside
// bubblewrap (bwrap) where that works: its own process, user, IPC and host name space, no network
// unless allowed, the file system read-only, /home, /root, /tmp and the like empty and its own,
// sockets of this machine hidden, no inherited environment but what is named here. Of the hidden
// places only what the command itself needs is shown, read-only: the current folder, the folder of
// its program, and what its arguments name. Where bubblewrap is missing or the kernel does not let
// it work, the program runs with the user's own rights; the caller must say so.
//
// PlanLaunch is a pure function of what it is given. Sources: bwrap(1), version 0.8.
#ifndef MCPRISK_CRAWL_MCP_SANDBOX_H_
#define MCPRISK_CRAWL_MCP_SANDBOX_H_

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace mcprisk {

// What a sandboxed server may keep in its private folders, each.
inline constexpr size_t kSandboxFolderBytes = size_t{256} << 20;

struct LaunchRequest {
  std::vector<std::string> command;  // program and arguments, not empty
  bool allow_network = false;
  std::vector<std::string> pass_env;  // names of variables to hand on
};

// The machine, as far as it matters.
struct Surroundings {
  std::string bwrap;    // path of a bubblewrap that works; empty: none
  std::string why_not;  // then: "bubblewrap is not installed"
  std::string home;
  std::string folder;  // the current one, absolute
  std::map<std::string, std::string> environment;
  std::function<bool(const std::string& path)> exists;
  std::function<std::string(const std::string& path)> real_path;  // links resolved; "" when none
};

// This process's own. Tries bubblewrap once, which takes some milliseconds.
Surroundings SurroundingsHere();

struct LaunchPlan {
  std::vector<std::string> arguments;    // the first one is the program's path
  std::vector<std::string> environment;  // "NAME=value"
  bool sandboxed = false;
  // "bubblewrap: no network, files read-only, private home and /tmp", or what is missing and why.
  std::string protection;
  // Hidden places of which parts are shown read-only.
  std::vector<std::string> shown;
  // Variables of pass_env that are not set.
  std::vector<std::string> missing_env;
};

// Arguments without a program are returned when there is no such program: an empty plan.
LaunchPlan PlanLaunch(const LaunchRequest& request, const Surroundings& machine);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_MCP_SANDBOX_H_
