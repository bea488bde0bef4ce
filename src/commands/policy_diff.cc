// mcprisk policy diff: what a change of a policy lets through or holds back.
#include <nlohmann/json.hpp>

#include "base/result.h"
#include "base/text.h"
#include "commands/options.h"
#include "commands/policy_commands.h"
#include "commands/policy_settings.h"
#include "policy/compare.h"

namespace mcprisk {
namespace {

std::string_view ChangeName(PolicyChange change) {
  switch (change) {
    case PolicyChange::kMilder:
      return "milder";
    case PolicyChange::kStricter:
      return "stricter";
    case PolicyChange::kBoth:
      return "both";
    case PolicyChange::kSame:
      break;
  }
  return "same";
}

}  // namespace

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
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const PolicyDifference& one : differences) {
    list.push_back({{"tool", one.tool},
                    {"change", ChangeName(one.change)},
                    {"from", one.from},
                    {"to", one.to}});
    if (json) continue;
    console.out() << "  " << PadTo(ChangeName(one.change), 9) << ForTerminal(one.tool, 40) << ": "
                  << ForTerminal(one.from) << " -> " << ForTerminal(one.to) << "\n";
  }
  bool unlisted = a.unlisted != b.unlisted;
  if (json) {
    nlohmann::ordered_json record = {{"default_from", DecisionName(a.unlisted)},
                                     {"default_to", DecisionName(b.unlisted)}};
    record["tools"] = list;
    console.out() << record.dump(2) << "\n";
  } else {
    if (unlisted) {
      console.out() << "  all other tools: " << DecisionName(a.unlisted) << " -> "
                    << DecisionName(b.unlisted) << "\n";
    }
    if (!unlisted && differences.empty()) console.out() << "both rule every call alike\n";
  }
  return unlisted || !differences.empty() ? kExitFindings : kExitDone;
}

}  // namespace mcprisk
