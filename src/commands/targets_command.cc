// mcprisk targets: the clients and gateways that policies can be written for.
#include "base/result.h"
#include "base/text.h"
#include "commands/command.h"
#include "commands/options.h"
#include "policy/target.h"
#include "records/policy_record.h"

namespace mcprisk {
namespace {

int Run(const std::vector<std::string>& arguments, Console& console) {
  bool json = false;
  Options parser("targets", "The clients and gateways that policies can be written for.",
                 "mcprisk targets");
  parser.Flag("--json", &json, "Print as JSON");
  if (!parser.Parse(arguments, console)) return kExitDone;
  Value list = Value::List();
  for (const Target* target : Targets()) {
    list.Add(TargetRecord(*target));
    if (json) continue;
    console.out() << "  " << PadTo(target->name, 18) << target->description << "\n"
                  << std::string(20, ' ') << Join(AbilityNames(*target), ", ") << "\n";
  }
  if (json) console.out() << list.Json() << "\n";
  return kExitDone;
}

}  // namespace

extern const Command kTargetsCommand;
const Command kTargetsCommand = {"targets", "clients and gateways that policies are written for",
                                 Run};

}  // namespace mcprisk
