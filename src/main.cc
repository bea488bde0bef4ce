#include <csignal>
#include <string>
#include <vector>

#include "commands/command.h"

int main(int argc, char** argv) {
  // `mcprisk … | head` ends quietly by a failed write, not by a signal.
  std::signal(SIGPIPE, SIG_IGN);
  mcprisk::Console console = mcprisk::Console::Standard();
  return mcprisk::RunProgram(std::vector<std::string>(argv + 1, argv + argc), console);
}
