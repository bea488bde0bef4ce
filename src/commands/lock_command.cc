// mcprisk lock: pins every tool of a stack by its definition.
#include "stack/lock.h"

#include "base/text.h"
#include "commands/command.h"
#include "commands/judged_stack.h"
#include "commands/options.h"
#include "commands/whole_file.h"

namespace mcprisk {
namespace {

int Run(const std::vector<std::string>& arguments, Console& console) {
  StackOptions options;
  std::string out = "mcprisk.lock";
  Options parser("lock",
                 "Pins every tool of a stack: mcprisk check --lock says when a definition differs.",
                 "mcprisk lock . --out mcprisk.lock");
  options.AddTo(&parser);
  parser.Text("-o,--out", &out, "The file to write, - for standard output");
  if (!parser.Parse(arguments, console)) return kExitDone;
  const JudgedStack judged = JudgeStack(options, console);
  PrintStackProblems(judged, console);
  const Lock lock = MakeLock(judged.servers);
  if (out == "-") {
    console.out() << LockText(lock);
  } else {
    WriteWhole(out, LockText(lock));
    size_t tools = 0;
    size_t unknown = 0;
    for (const auto& [key, server] : lock) {
      if (server.tools) {
        tools += server.tools->size();
      } else {
        ++unknown;
      }
    }
    console.out() << ForTerminal(out) << ": " << Counted(lock.size(), "server") << ", "
                  << Counted(tools, "tool");
    if (unknown > 0)
      console.out() << "; the tools of " << Counted(unknown, "server") << " are unknown";
    console.out() << "\n";
  }
  return judged.stack.problems.empty() ? kExitDone : kExitFindings;
}

}  // namespace

extern const Command kLockCommand;
const Command kLockCommand = {"lock", "pins every tool of your stack by its definition", Run};

}  // namespace mcprisk
