// mcprisk targets: the clients and gateways that policies can be written for.
#include <nlohmann/json.hpp>

#include "base/result.h"
#include "base/text.h"
#include "commands/command.h"
#include "commands/options.h"
#include "policy/target.h"

namespace mcprisk {
namespace {

// "ask deny limit arguments"
std::vector<std::string> AbilityNames(const Target& target) {
  std::vector<std::string> names;
  if (target.can.ask) names.emplace_back("ask");
  if (target.can.deny) names.emplace_back("deny");
  if (target.can.limit) names.emplace_back("limit");
  if (target.can.condition) names.emplace_back("arguments");
  if (target.can.denies_unlisted) names.emplace_back("default-deny");
  return names;
}

int Run(const std::vector<std::string>& arguments, Console& console) {
  bool json = false;
  Options parser("targets", "The clients and gateways that policies can be written for.",
                 "mcprisk targets");
  parser.Flag("--json", &json, "Print as JSON");
  if (!parser.Parse(arguments, console)) return kExitDone;
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Target* target : Targets()) {
    list.push_back({{"name", target->name},
                    {"description", target->description},
                    {"file_name", target->file_name},
                    {"can", AbilityNames(*target)},
                    {"many_servers", target->can.many_servers},
                    {"reads_back", target->read != nullptr}});
    if (json) continue;
    console.out() << "  " << PadTo(target->name, 18) << target->description << "\n"
                  << std::string(20, ' ') << Join(AbilityNames(*target), ", ") << "\n";
  }
  if (json) console.out() << list.dump(2) << "\n";
  return kExitDone;
}

}  // namespace

extern const Command kTargetsCommand;
const Command kTargetsCommand = {"targets", "clients and gateways that policies are written for",
                                 Run};

}  // namespace mcprisk
