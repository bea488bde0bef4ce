// A child process with pipes, and the certain end of it and of everything that it started.
//
// While one lives, this process adopts orphans of the tree (PR_SET_CHILD_SUBREAPER), so that what
// forks twice is found too. Linux only. Threads: start and end it on one thread; do not start other
// children meanwhile.
#ifndef MCPRISK_CRAWL_MCP_PROCESS_H_
#define MCPRISK_CRAWL_MCP_PROCESS_H_

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "crawl/mcp/sandbox.h"

namespace mcprisk {

// How long a server may take to end by itself: once after its input ended, once after SIGTERM.
inline constexpr size_t kGraceMilliseconds = 500;

class ChildProcess {
 public:
  // Starts it. The message says why it cannot be started.
  static Result<std::unique_ptr<ChildProcess>> Start(const LaunchPlan& plan);
  // End().
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  // Non-blocking; -1 once closed.
  int input() const { return input_; }
  int output() const { return output_; }
  int errors() const { return errors_; }
  void CloseInput();

  // "exit code 1", "signal 9", once it has ended.
  std::optional<std::string> Ended();

  // How many processes and threads it and everything that it started are. Stops counting beyond
  // `most`, so that a fork bomb does not keep us.
  size_t Tasks(size_t most) const;

  // Kills all of the tree now; End() has the rest.
  void Kill();

  // Asks it to end, by closing its input and then by SIGTERM, and kills what is left of the tree.
  // All of it is gone when this returns.
  void End();

 private:
  ChildProcess() = default;
  bool WaitFor(std::chrono::milliseconds time);
  void KillTree();

  pid_t pid_ = -1;
  std::optional<int> status_;
  int input_ = -1;
  int output_ = -1;
  int errors_ = -1;
};

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_MCP_PROCESS_H_
