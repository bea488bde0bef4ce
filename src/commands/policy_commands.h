// The subcommands of mcprisk policy, one file each. Each takes the arguments behind its name and
// returns an ExitCode.
#ifndef MCPRISK_COMMANDS_POLICY_COMMANDS_H_
#define MCPRISK_COMMANDS_POLICY_COMMANDS_H_

#include <string>
#include <vector>

#include "commands/console.h"

namespace mcprisk {

int PolicyCheck(const std::vector<std::string>& arguments, Console& console);
int PolicyDiff(const std::vector<std::string>& arguments, Console& console);
int PolicyEval(const std::vector<std::string>& arguments, Console& console);

}  // namespace mcprisk

#endif  // MCPRISK_COMMANDS_POLICY_COMMANDS_H_
