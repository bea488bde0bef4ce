// How a server of this machine is started: as safely as this machine can.
//
// A server is a stranger's program. It runs only when the user names its command, and then inside
// bubblewrap (bwrap) where that works: its own process, user, IPC and host name space, no network
// unless allowed, the file system read-only, /home, /root, /tmp and the like empty and its own,
// sockets of this machine hidden, no inherited environment but what is named here. Of the hidden
// places only what the command itself needs is shown, read-only: the current folder, the folder of
// its program, and what its arguments name. System calls that no server needs are refused
// (crawl/mcp/syscall_filter.h). Where bubblewrap is missing or the kernel does not let it work, the
// program runs with the user's own rights; the caller must say so.
//
// How many processes it may have is limited twice. The kernel does it (RLIMIT_NPROC) where that
// counts the sandbox alone: for all users but root, since Linux 5.14, and only when it is set
// inside, as a limit set before would count all that the user runs. So prlimit(1) starts the
// server. And whoever runs it watches and ends it (crawl/mcp/ask_stdio.h), which holds for root
// too.
//
// PlanLaunch is a pure function of what it is given. Sources: bwrap(1), version 0.8; setrlimit(2).
#ifndef MCPRISK_CRAWL_MCP_SANDBOX_H_
#define MCPRISK_CRAWL_MCP_SANDBOX_H_

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace mcprisk {

// Of the process and each of its children.
inline constexpr size_t kProcessCpuSeconds = 20;
inline constexpr size_t kProcessFileBytes = size_t{32} << 20;
// Real servers read all of their texts at once: chrome-devtools-mcp opens more than 256.
inline constexpr size_t kProcessOpenFiles = 1024;
// Memory of its own that it can write (RLIMIT_DATA). Address space is not limited: Node.js reserves
// ten GiB of it for one WebAssembly module, which its fetch() is. And of this machine's memory one
// in so many bytes more, since Java begins with a 64th of it.
inline constexpr size_t kProcessDataBytes = size_t{1} << 30;
inline constexpr size_t kProcessDataShare = 32;
// What a sandboxed server may keep in its private folders, each.
inline constexpr size_t kSandboxFolderBytes = size_t{64} << 20;
// The same of what may use the network: npx, uvx and their kind install a server first.
inline constexpr size_t kInstallCpuSeconds = 60;
inline constexpr size_t kInstallFileBytes = size_t{256} << 20;
inline constexpr size_t kInstallFolderBytes = size_t{256} << 20;
// Processes and threads of all, bubblewrap's own two too. Runtimes start threads by the number of
// processors (Java, .NET, Go, uv), so each adds some. npx with a server of Node.js has 25.
inline constexpr size_t kProcessTasks = 64;
inline constexpr size_t kProcessTasksEach = 4;

struct LaunchRequest {
  std::vector<std::string> command;  // program and arguments, not empty
  bool allow_network = false;
  std::vector<std::string> pass_env;  // names of variables to hand on
};

// The machine, as far as it matters.
struct Surroundings {
  std::string bwrap;    // path of a bubblewrap that works; empty: none
  std::string why_not;  // then: "bubblewrap is not installed"
  std::string filter;   // of system calls, as bwrap reads it; empty: none that works
  std::string prlimit;  // path, where a limit on processes counts the sandbox alone; or empty
  size_t processors = 1;
  size_t memory_bytes = 0;
  std::string home;
  std::string folder;  // the current one, absolute
  std::map<std::string, std::string> environment;
  std::function<bool(const std::string& path)> exists;
  std::function<std::string(const std::string& path)> real_path;  // links resolved; "" when none
};

// This process's own. Tries bubblewrap once, which takes some milliseconds.
Surroundings SurroundingsHere();

// Where bwrap finds the filter: the number of a file that is open when it starts.
inline constexpr int kFilterDescriptor = 3;

struct LaunchLimits {
  size_t cpu_seconds = kInstallCpuSeconds;
  size_t file_bytes = kInstallFileBytes;
  size_t open_files = kProcessOpenFiles;
  size_t data_bytes = kProcessDataBytes;
  size_t tasks = kProcessTasks;
};

struct LaunchPlan {
  std::vector<std::string> arguments;    // the first one is the program's path
  std::vector<std::string> environment;  // "NAME=value"
  std::string filter;                    // to be read from kFilterDescriptor; empty: nothing is
  LaunchLimits limits;
  bool sandboxed = false;
  // "bubblewrap: no network, files read-only, …", or what is missing and why.
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
