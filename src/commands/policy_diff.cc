// mcprisk policy diff: what a change of a policy lets through or holds back.
#include "base/result.h"
#include "base/text.h"
#include "commands/options.h"
#include "commands/policy_commands.h"
#include "commands/policy_settings.h"
#include "policy/compare.h"
#include "records/policy_record.h"

namespace mcprisk {
int PolicyDiff(const std::vector<std::string>& arguments, Console& console) {
  std::string from;
  std::string to;
  std::string key;
  bool json = false;
  Options parser("policy diff", "What differs between two policies, tool by tool.",
                 "mcprisk policy diff before.json after.json");
  parser.Argument("A", &from, true, "A policy of mcprisk or a policy.json");
  parser.Argument("B", &to, true, "Another one");
  parser.Text("--server-key", &key, "Which server, where a file has several");
  parser.Flag("--json", &json, "Print as JSON");
  if (!parser.Parse(arguments, console)) return kExitDone;
  Policy a = ReadPolicyFile(from, key);
  Policy b = ReadPolicyFile(to, key);
  std::vector<PolicyDifference> differences = Compare(a, b);
  bool unlisted = a.unlisted != b.unlisted;
  if (json) {
    console.out() << PolicyDifferenceRecord(a, b, differences).Json() << "\n";
  } else {
    for (const PolicyDifference& one : differences) {
      console.out() << "  " << PadTo(PolicyChangeName(one.change), 9) << ForTerminal(one.tool, 40)
                    << ": " << ForTerminal(one.from) << " -> " << ForTerminal(one.to) << "\n";
    }
    if (unlisted) {
      console.out() << "  all other tools: " << DecisionName(a.unlisted) << " -> "
                    << DecisionName(b.unlisted) << "\n";
    }
    if (!unlisted && differences.empty()) console.out() << "both rule every call alike\n";
  }
  return unlisted || !differences.empty() ? kExitFindings : kExitDone;
}

}  // namespace mcprisk
