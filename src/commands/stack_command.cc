// mcprisk stack: the MCP servers that the clients of this machine or of a project use.
#include <filesystem>

#include "base/text.h"
#include "commands/command.h"
#include "commands/judged_stack.h"
#include "commands/options.h"
#include "commands/stack_text.h"
#include "stack/sarif.h"

namespace mcprisk {
namespace {

int Run(const std::vector<std::string>& arguments, Console& console) {
  StackOptions options;
  bool json = false;
  bool sarif = false;
  std::string keys;
  Options parser("stack",
                 "The MCP servers that your clients are configured to use: risk, secrets, unpinned "
                 "packages, toxic flows.",
                 "mcprisk stack . --catalog catalog.db");
  options.AddTo(&parser);
  parser.Flag("--json", &json, "Print as JSON");
  parser.Flag("--sarif", &sarif, "Print the findings as SARIF 2.1.0");
  parser.Text("--keys", &keys,
              "Print a mcprisk.yaml with the keys under which this client knows its servers");
  if (!parser.Parse(arguments, console)) return kExitDone;
  if (json && sarif) throw UsageError("stack: give --json or --sarif, not both");
  const JudgedStack judged = JudgeStack(options, console);
  PrintStackProblems(judged, console);
  const std::vector<StackFinding> findings = FindingsWithFlows(judged.servers, judged.flows);
  if (!keys.empty()) {
    console.out() << ServerKeysYaml(keys, judged.servers);
  } else if (json) {
    console.out() << StackJson(judged, findings);
  } else if (sarif) {
    console.out() << ToSarif(findings, judged.stack.problems,
                             {ProgramVersion(), std::filesystem::current_path().string()});
  } else if (judged.servers.empty()) {
    console.out() << "no MCP servers are configured in "
                  << Counted(judged.stack.files.size(), "configuration file") << "\n";
  } else {
    PrintStack(judged, findings, console);
  }
  return judged.stack.problems.empty() ? kExitDone : kExitFindings;
}

}  // namespace

extern const Command kStackCommand;
const Command kStackCommand = {"stack", "the MCP servers that your own clients use", Run};

}  // namespace mcprisk
