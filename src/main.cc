#include <csignal>
#include <string>
#include <vector>

#include "commands/command.h"

// How jemalloc, where it is linked, gives pages back: after half a second, not after ten. In a
// crawl one hostile answer of megabytes follows the other, and what they leave behind added up to a
// fifth of its memory.
extern "C" {
const char* malloc_conf = "dirty_decay_ms:500,muzzy_decay_ms:0";
}

int main(int argc, char** argv) {
  // `mcprisk … | head` ends quietly by a failed write, not by a signal.
  std::signal(SIGPIPE, SIG_IGN);
  mcprisk::Console console = mcprisk::Console::Standard();
  return mcprisk::RunProgram(std::vector<std::string>(argv + 1, argv + argc), console);
}
