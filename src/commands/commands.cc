#include <iostream>
#include <new>

#include "base/result.h"
#include "base/text.h"
#include "classify/rule_set.h"
#include "commands/command.h"

namespace mcprisk {

extern const Command kIndexCommand;
extern const Command kInspectCommand;
extern const Command kClassifyCommand;
extern const Command kToolCommand;
extern const Command kServerCommand;
extern const Command kSearchCommand;
extern const Command kPolicyCommand;
extern const Command kTargetsCommand;
extern const Command kStackCommand;
extern const Command kCheckCommand;
extern const Command kLockCommand;
extern const Command kServeCommand;
extern const Command kMcpCommand;
extern const Command kExportCommand;
extern const Command kFlowsCommand;
extern const Command kAttacksCommand;
extern const Command kChangesCommand;
extern const Command kDiffCommand;
extern const Command kSnapshotCommand;
extern const Command kStatsCommand;
extern const Command kProblemsCommand;
extern const Command kRulesCommand;
extern const Command kEvalCommand;
extern const Command kFormatsCommand;
extern const Command kSourcesCommand;
extern const Command kLimitsCommand;

const std::vector<const Command*>& Commands() {
  static const std::vector<const Command*> commands = {
      &kIndexCommand,    &kInspectCommand, &kClassifyCommand, &kToolCommand,    &kServerCommand,
      &kSearchCommand,   &kPolicyCommand,  &kTargetsCommand,  &kStackCommand,   &kCheckCommand,
      &kLockCommand,     &kFlowsCommand,   &kAttacksCommand,  &kChangesCommand, &kDiffCommand,
      &kSnapshotCommand, &kExportCommand,  &kServeCommand,    &kMcpCommand,     &kStatsCommand,
      &kProblemsCommand, &kRulesCommand,   &kEvalCommand,     &kFormatsCommand, &kSourcesCommand,
      &kLimitsCommand,
  };
  return commands;
}

std::string_view ProgramVersion() { return MCPRISK_VERSION; }

namespace {

void PrintHelp(Console& console) {
  std::ostream& out = console.out();
  out << "mcprisk " << ProgramVersion() << " · the risk catalog of MCP tools\n\n"
      << "usage: mcprisk COMMAND [ARGUMENTS]\n\n";
  for (const Command* command : Commands()) {
    out << "  " << PadTo(command->name, 10) << command->summary << "\n";
  }
  out << "\nmcprisk COMMAND --help explains one; mcprisk --version tells program and rules.\n"
      << "Exit codes: 0 done, 1 done with findings or not found, 2 could not, 64 wrong usage.\n";
}

int Dispatch(const std::vector<std::string>& arguments, Console& console) {
  if (arguments.empty()) {
    PrintHelp(console);
    return kExitUsage;
  }
  const std::string& name = arguments[0];
  if (name == "--help" || name == "-h" || name == "help") {
    PrintHelp(console);
    return kExitDone;
  }
  if (name == "--version") {
    console.out() << "mcprisk " << ProgramVersion() << " · rules "
                  << RuleSet::ShippedDigest().Hex().substr(0, 12) << "\n";
    return kExitDone;
  }
  std::vector<std::string> names;
  for (const Command* command : Commands()) {
    if (command->name == name) {
      return command->run({arguments.begin() + 1, arguments.end()}, console);
    }
    names.emplace_back(command->name);
  }
  std::vector<std::string> near = NearestNames(name, names, 1);
  throw UsageError("no command \"" + ForTerminal(name, 40) + "\"" +
                   (near.empty() ? "" : ", did you mean \"" + near[0] + "\"?") +
                   " (mcprisk --help lists them)");
}

}  // namespace

int RunProgram(const std::vector<std::string>& arguments, Console& console) {
  try {
    int code = Dispatch(arguments, console);
    console.out().flush();
    // A closed pipe or a full disk behind standard output is not "done".
    if (!console.out()) throw Error("cannot write to standard output");
    return code;
  } catch (const UsageError& error) {
    console.err() << "mcprisk: " << error.what() << "\n";
    return kExitUsage;
  } catch (const Error& error) {
    console.err() << "mcprisk: " << error.what() << "\n";
  } catch (const std::bad_alloc&) {
    console.err() << "mcprisk: out of memory\n";
  }
  return kExitCouldNot;
}

}  // namespace mcprisk
