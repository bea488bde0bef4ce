#include "crawl/mcp/process.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <thread>
#include <utility>
#include <vector>

#include "crawl/mcp/syscall_filter.h"

namespace mcprisk {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kWaitStep{5};
// Sweeps over the tree: each kills what was there when it began, and killed parents make no more.
constexpr int kMaxSweeps = 100;

struct Pipe {
  int read = -1;
  int write = -1;
};

bool Open(Pipe* pipe) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return false;
  *pipe = {ends[0], ends[1]};
  return true;
}

void Close(int* descriptor) {
  if (*descriptor >= 0) close(*descriptor);
  *descriptor = -1;
}

std::vector<char*> Pointers(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (const std::string& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

void Limit(decltype(RLIMIT_CORE) resource, size_t most) {
  const struct rlimit limit = {most, most};
  setrlimit(resource, &limit);
}

struct Ends {
  Pipe in, out, err, failure;
  int filter = -1;
};

// The filter gets the number that bwrap was told.
void PlaceFilter(int filter, int* failure) {
  if (*failure == kFilterDescriptor) {
    *failure = fcntl(*failure, F_DUPFD_CLOEXEC, kFilterDescriptor + 1);
  }
  if (filter == kFilterDescriptor) {
    fcntl(filter, F_SETFD, 0);
  } else {
    dup2(filter, kFilterDescriptor);
  }
}

// In the child, between fork and exec: only calls that are safe there.
[[noreturn]] void BecomeProgram(const Ends& ends, const LaunchLimits& limits,
                                char* const* arguments, char* const* environment) {
  int failure = ends.failure.write;
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  Limit(RLIMIT_CORE, 0);
  Limit(RLIMIT_CPU, limits.cpu_seconds);
  Limit(RLIMIT_FSIZE, limits.file_bytes);
  Limit(RLIMIT_NOFILE, limits.open_files);
  Limit(RLIMIT_DATA, limits.data_bytes);
  dup2(ends.in.read, STDIN_FILENO);
  dup2(ends.out.write, STDOUT_FILENO);
  dup2(ends.err.write, STDERR_FILENO);
  if (ends.filter >= 0) PlaceFilter(ends.filter, &failure);
  signal(SIGPIPE, SIG_DFL);
  execve(arguments[0], arguments, environment);
  const int reason = errno;
  [[maybe_unused]] ssize_t written = write(failure, &reason, sizeof(reason));
  _exit(127);
}

// The threads of a process ("self" is ours): how many, and the children of all of them.
size_t LookAt(const std::string& process, std::vector<pid_t>* children) {
  size_t threads = 0;
  std::error_code ignored;
  for (const auto& task :
       std::filesystem::directory_iterator("/proc/" + process + "/task", ignored)) {
    ++threads;
    std::ifstream list(task.path() / "children");
    for (pid_t child; list >> child;) children->push_back(child);
  }
  return threads;
}

// Our own children: the process, and orphans of its tree that came to us.
std::vector<pid_t> Children() {
  std::vector<pid_t> children;
  LookAt("self", &children);
  return children;
}

}  // namespace

Result<std::unique_ptr<ChildProcess>> ChildProcess::Start(const LaunchPlan& plan) {
  Ends ends;
  bool opened = Open(&ends.in) && Open(&ends.out) && Open(&ends.err) && Open(&ends.failure);
  if (opened && !plan.filter.empty()) {
    ends.filter = AnonymousFile(plan.filter);
    opened = ends.filter >= 0;
  }
  std::unique_ptr<ChildProcess> child(new ChildProcess());
  if (opened) {
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    const std::vector<char*> arguments = Pointers(plan.arguments);
    const std::vector<char*> environment = Pointers(plan.environment);
    child->pid_ = fork();
    if (child->pid_ == 0) {
      BecomeProgram(ends, plan.limits, arguments.data(), environment.data());
    }
  }
  int reason = opened && child->pid_ > 0 ? 0 : errno;
  for (int* end :
       {&ends.in.read, &ends.out.write, &ends.err.write, &ends.failure.write, &ends.filter}) {
    Close(end);
  }
  child->input_ = ends.in.write;
  child->output_ = ends.out.read;
  child->errors_ = ends.err.read;
  // Nothing comes, and the end, once the program has begun.
  if (reason == 0 && read(ends.failure.read, &reason, sizeof(reason)) <= 0) reason = 0;
  Close(&ends.failure.read);
  if (reason != 0) return Failure(std::strerror(reason));
  setpgid(child->pid_, child->pid_);
  for (int end : {child->input_, child->output_, child->errors_}) {
    fcntl(end, F_SETFL, O_NONBLOCK);
  }
  return child;
}

ChildProcess::~ChildProcess() { End(); }

void ChildProcess::CloseInput() { Close(&input_); }

std::optional<std::string> ChildProcess::Ended() {
  int status = 0;
  if (!status_ && pid_ > 0 && waitpid(pid_, &status, WNOHANG) == pid_) status_ = status;
  if (!status_) return std::nullopt;
  return WIFSIGNALED(*status_) ? "signal " + std::to_string(WTERMSIG(*status_))
                               : "exit code " + std::to_string(WEXITSTATUS(*status_));
}

bool ChildProcess::WaitFor(milliseconds time) {
  for (milliseconds waited{0}; waited < time; waited += kWaitStep) {
    if (Ended()) return true;
    std::this_thread::sleep_for(kWaitStep);
  }
  return Ended().has_value();
}

size_t ChildProcess::Tasks(size_t most) const {
  std::vector<pid_t> tree = Children();
  size_t tasks = 0;
  for (size_t i = 0; i < tree.size() && tasks <= most; ++i) {
    tasks += LookAt(std::to_string(tree[i]), &tree);
  }
  return tasks;
}

void ChildProcess::Kill() {
  if (pid_ > 0) KillTree();
}

void ChildProcess::End() {
  CloseInput();
  if (pid_ > 0) {
    const milliseconds grace(kGraceMilliseconds);
    if (!WaitFor(grace)) {
      kill(-pid_, SIGTERM);
      WaitFor(grace);
    }
    KillTree();
    pid_ = -1;
    prctl(PR_SET_CHILD_SUBREAPER, 0);
  }
  Close(&output_);
  Close(&errors_);
}

// A killed parent's children become ours, so repeated sweeps reach every one. A sweep stops each
// process before it lists its children: a fork bomb would otherwise grow faster than it is killed.
void ChildProcess::KillTree() {
  kill(-pid_, SIGKILL);
  for (int sweep = 0; sweep < kMaxSweeps; ++sweep) {
    const std::vector<pid_t> children = Children();
    if (children.empty()) break;
    std::vector<pid_t> tree = children;
    for (size_t i = 0; i < tree.size(); ++i) {
      kill(tree[i], SIGSTOP);
      LookAt(std::to_string(tree[i]), &tree);
    }
    for (pid_t process : tree) kill(process, SIGKILL);
    for (pid_t child : children) {
      int status = 0;
      if (waitpid(child, &status, 0) == pid_ && !status_) status_ = status;
    }
  }
}

}  // namespace mcprisk
