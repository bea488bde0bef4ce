// Ctrl-C and kill ask a command to end whole; the second one ends the program at once.
#ifndef MCPRISK_COMMANDS_STOP_ON_SIGNAL_H_
#define MCPRISK_COMMANDS_STOP_ON_SIGNAL_H_

#include <atomic>
#include <csignal>
#include <string>

namespace mcprisk {

// True once a signal came while a StopOnSignal lived.
std::atomic<bool>& StopRequested();

class StopOnSignal {
 public:
  StopOnSignal();
  ~StopOnSignal();
  StopOnSignal(const StopOnSignal&) = delete;
  StopOnSignal& operator=(const StopOnSignal&) = delete;

 private:
  struct sigaction old_int_ {};
  struct sigaction old_term_ {};
};

// Now, as runs of a catalog are dated: "2026-11-20T12:00:00Z".
std::string UtcNow();

}  // namespace mcprisk

#endif  // MCPRISK_COMMANDS_STOP_ON_SIGNAL_H_
