#include "crawl/mcp/ask_stdio.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <memory>
#include <utility>
#include <vector>

#include "base/text.h"
#include "crawl/limits.h"
#include "crawl/mcp/process.h"
#include "crawl/mcp/stdio_dialogue.h"

namespace mcprisk {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kPollInterval{50};  // how soon `stop` and a fork bomb are noticed
constexpr milliseconds kExitGrace{500};    // between the end of the output and of the process
constexpr size_t kKeptErrorBytes = 4096;
constexpr size_t kShownErrorBytes = 300;

// A process that ends while we write to it must not end us.
class IgnoreBrokenPipe {
 public:
  IgnoreBrokenPipe() { old_ = std::signal(SIGPIPE, SIG_IGN); }
  ~IgnoreBrokenPipe() { std::signal(SIGPIPE, old_); }
  IgnoreBrokenPipe(const IgnoreBrokenPipe&) = delete;
  IgnoreBrokenPipe& operator=(const IgnoreBrokenPipe&) = delete;

 private:
  void (*old_)(int);
};

class StdioAsker {
 public:
  StdioAsker(ChildProcess* process, size_t tasks, StdioAskOptions options,
             const std::atomic<bool>& stop)
      : process_(*process),
        tasks_(tasks),
        stop_(stop),
        end_(Clock::now() + milliseconds(options.budget_milliseconds)),
        dialogue_(std::move(options.conversation)) {}

  LiveAnswer Run() {
    IgnoreBrokenPipe ignore;
    unsent_ = dialogue_.Start();
    while (!dialogue_.Done()) {
      if (stop_) {
        dialogue_.Fail({Outcome::kCanceled, ""});
      } else if (Clock::now() >= end_) {
        dialogue_.Fail({Outcome::kTimeout, LastWords("it does not answer")});
      } else if (!HasTooManyTasks()) {
        Round();
      }
    }
    return dialogue_.answer();
  }

 private:
  void Round() {
    struct pollfd ends[3] = {{process_.output(), POLLIN, 0},
                             {errors_open_ ? process_.errors() : -1, POLLIN, 0},
                             {unsent_.empty() ? -1 : process_.input(), POLLOUT, 0}};
    const auto left = std::chrono::duration_cast<milliseconds>(end_ - Clock::now());
    const milliseconds wait = std::clamp(left, milliseconds(1), kPollInterval);
    if (poll(ends, 3, static_cast<int>(wait.count())) <= 0) return;
    if (ends[2].revents != 0) Write();
    if (ends[1].revents != 0) ReadErrors();
    if (ends[0].revents != 0) ReadOutput();
  }

  // Where the kernel does not hold a fork bomb, we do: it would take the machine before its time is
  // over.
  bool HasTooManyTasks() {
    const Clock::time_point now = Clock::now();
    if (now < next_count_) return false;
    next_count_ = now + kPollInterval;
    if (process_.Tasks(tasks_) <= tasks_) return false;
    process_.Kill();
    dialogue_.Fail({Outcome::kLimitProcesses, LimitText("kProcessTasks", tasks_)});
    return true;
  }

  void Write() {
    const ssize_t written = write(process_.input(), unsent_.data(), unsent_.size());
    if (written > 0) unsent_.erase(0, static_cast<size_t>(written));
    // Who closes its input may still have something to say; its output tells.
    if (written < 0 && errno != EAGAIN && errno != EINTR) unsent_.clear();
  }

  // The next bytes; empty at the end. Nothing at all when there are none yet.
  std::optional<std::string_view> Read(int descriptor) {
    const ssize_t size = read(descriptor, buffer_, sizeof(buffer_));
    if (size < 0) return errno == EAGAIN || errno == EINTR ? std::nullopt : std::optional("");
    received_ += static_cast<size_t>(size);
    if (received_ > kMaxProcessOutputBytes) {
      dialogue_.Fail(
          {Outcome::kLimitStream, LimitText("kMaxProcessOutputBytes", kMaxProcessOutputBytes)});
    }
    return std::string_view(buffer_, static_cast<size_t>(size));
  }

  void ReadErrors() {
    std::optional<std::string_view> text = Read(process_.errors());
    if (!text) return;
    errors_open_ = !text->empty();
    last_errors_ += *text;
    if (last_errors_.size() > kKeptErrorBytes) {
      last_errors_.erase(0, last_errors_.size() - kKeptErrorBytes);
    }
  }

  void ReadOutput() {
    std::optional<std::string_view> text = Read(process_.output());
    if (!text || dialogue_.Done()) return;
    if (!text->empty()) {
      unsent_ += dialogue_.Receive(*text);
      return;
    }
    dialogue_.Fail({Outcome::kProcessFailed, HowItEnded()});
  }

  std::string HowItEnded() {
    const Clock::time_point latest = std::min(end_, Clock::now() + kExitGrace);
    std::optional<std::string> how;
    while (!(how = process_.Ended()) && Clock::now() < latest) {
      poll(nullptr, 0, 5);
    }
    while (errors_open_ && Clock::now() < latest && !dialogue_.Done()) {
      struct pollfd end = {process_.errors(), POLLIN, 0};
      if (poll(&end, 1, 5) > 0) ReadErrors();
    }
    return LastWords(how.value_or("it closed its output"));
  }

  // Standard error often says why: in the last line that names an error, or in the last one.
  std::string LastWords(std::string how) const {
    std::string_view shown;
    for (std::string_view line : Split(last_errors_, '\n')) {
      line = Trimmed(line);
      const bool tells = line.find("rror") != std::string_view::npos;
      if (!line.empty() && (tells || shown.find("rror") == std::string_view::npos)) shown = line;
    }
    if (!shown.empty()) how.append("; it wrote: ").append(Utf8Prefix(shown, kShownErrorBytes));
    return how;
  }

  ChildProcess& process_;
  const size_t tasks_;
  const std::atomic<bool>& stop_;
  const Clock::time_point end_;
  Clock::time_point next_count_;
  StdioDialogue dialogue_;
  std::string unsent_;
  std::string last_errors_;
  bool errors_open_ = true;
  size_t received_ = 0;
  char buffer_[65536];
};

}  // namespace

LiveAnswer AskOverStdio(const LaunchPlan& plan, StdioAskOptions options,
                        const std::atomic<bool>& stop) {
  LiveAnswer failed;
  failed.ending = {Outcome::kProcessFailed, "there is no such program"};
  if (plan.arguments.empty()) return failed;
  Result<std::unique_ptr<ChildProcess>> process = ChildProcess::Start(plan);
  if (!process) {
    failed.ending.detail = process.error();
    return failed;
  }
  return StdioAsker(process->get(), plan.limits.tasks, std::move(options), stop).Run();
}

}  // namespace mcprisk
