// Runs the program as a user does: a process of its own, in a folder of its own.
#ifndef MCPRISK_TESTS_SUPPORT_RUN_H_
#define MCPRISK_TESTS_SUPPORT_RUN_H_

#include <string>
#include <vector>

namespace mcprisk {

struct Ran {
  int code = -1;  // exit code; 128 + n when signal n ended it
  std::string out;
  std::string err;
};

// Runs a shell line with `mcprisk` on the PATH, in `folder`, with the given standard input.
Ran RunShell(const std::string& line, const std::string& folder, const std::string& input = {});

std::string ReadWholeFile(const std::string& path);
void WriteWholeFile(const std::string& path, const std::string& text);

}  // namespace mcprisk

#endif  // MCPRISK_TESTS_SUPPORT_RUN_H_
