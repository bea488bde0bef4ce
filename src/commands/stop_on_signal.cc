#include "commands/stop_on_signal.h"

#include <ctime>

namespace mcprisk {
namespace {

// Set by the signal handler; lock-free, as a handler needs.
std::atomic<bool> stop_requested{false};
void RequestStop(int) { stop_requested = true; }

}  // namespace

std::atomic<bool>& StopRequested() { return stop_requested; }

StopOnSignal::StopOnSignal() {
  stop_requested = false;
  struct sigaction action {};
  action.sa_handler = RequestStop;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(SIGINT, &action, &old_int_);
  sigaction(SIGTERM, &action, &old_term_);
}

StopOnSignal::~StopOnSignal() {
  sigaction(SIGINT, &old_int_, nullptr);
  sigaction(SIGTERM, &old_term_, nullptr);
}

std::string UtcNow() {
  std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  char text[32];
  std::strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text;
}

}  // namespace mcprisk
