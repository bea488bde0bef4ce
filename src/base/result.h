// How failures travel.
//
// The world is untidy: a file that cannot be read is a Problem, a value with a place and a
// sentence, handed to whoever collects problems, and the work goes on. A function that needs one
// answer returns Result<T>. Only when the ground is gone (catalog unreadable, disk full) is an
// Error thrown; main.cc catches it once and exits with kExitCouldNot. Context is added once per
// layer, outermost first: "catalog.db: disk full".
#ifndef MCPRISK_BASE_RESULT_H_
#define MCPRISK_BASE_RESULT_H_

#include <cstddef>
#include <functional>
#include <stdexcept>
#include <string>
#include <tl/expected.hpp>

namespace mcprisk {

// One thing that went wrong with foreign input. `place` names it so that a person finds it again:
// a path, "archive.tar.xz!inner/path", with ":line" or "#3" (third record) behind it where known.
// `what` is one sentence without a full stop; it may quote foreign text, escaped by the printer.
struct Problem {
  std::string place;
  std::string what;
  size_t lost_records = 0;  // records of a source that are not stored because of it
};

// Collects problems. Called on the thread that reads; must not throw.
using ProblemSink = std::function<void(Problem)>;

template <typename T>
using Result = tl::expected<T, std::string>;

using Failure = tl::unexpected<std::string>;

// The ground is gone. The message is ready to print behind "mcprisk: ".
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// A wrong command line: main.cc prints it and exits with kExitUsage.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Exit codes of the program. 64 is EX_USAGE of sysexits.h.
enum ExitCode { kExitDone = 0, kExitFindings = 1, kExitCouldNot = 2, kExitUsage = 64 };

}  // namespace mcprisk

#endif  // MCPRISK_BASE_RESULT_H_
