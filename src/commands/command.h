// A subcommand: its name, one line of help, and what it does. To add one, write one file that
// defines a Command and add its line to kCommands in commands.cc; help, dispatch and the
// documentation test all read that list.
#ifndef MCPRISK_COMMANDS_COMMAND_H_
#define MCPRISK_COMMANDS_COMMAND_H_

#include <string>
#include <string_view>
#include <vector>

#include "commands/console.h"

namespace mcprisk {

struct Command {
  std::string_view name;
  std::string_view summary;
  // Arguments behind the name. Returns an ExitCode; throws Error and UsageError.
  int (*run)(const std::vector<std::string>& arguments, Console& console);
};

// In the order in which help lists them.
const std::vector<const Command*>& Commands();

// The whole program: dispatch, help, and every error's way to `err`. Returns the exit code.
int RunProgram(const std::vector<std::string>& arguments, Console& console);

// "0.1.0"
std::string_view ProgramVersion();

}  // namespace mcprisk

#endif  // MCPRISK_COMMANDS_COMMAND_H_
