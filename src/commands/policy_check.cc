// mcprisk policy check: an existing policy held against what the catalog knows of the server.
#include <algorithm>

#include "base/result.h"
#include "base/text.h"
#include "base/value.h"
#include "commands/catalog_records.h"
#include "commands/options.h"
#include "commands/policy_commands.h"
#include "commands/policy_settings.h"
#include "policy/compare.h"

namespace mcprisk {
namespace {

struct CheckFinding {
  std::string_view kind;  // "too broad", "unknown tool", "not listed", "open default"
  std::string tool;
  std::string what;
};

const Ruling* RulingOf(const Policy& policy, const std::string& tool) {
  auto found = std::find_if(policy.rulings.begin(), policy.rulings.end(),
                            [&](const Ruling& ruling) { return ruling.tool == tool; });
  return found == policy.rulings.end() ? nullptr : &*found;
}

void CheckTool(const Policy& policy, const Ruling& wanted, std::vector<CheckFinding>* findings) {
  const Ruling* has = RulingOf(policy, wanted.tool);
  Ruling unlisted;
  unlisted.decision = policy.unlisted;
  PolicyChange change = CompareRulings(wanted, has ? *has : unlisted);
  if (change == PolicyChange::kMilder || change == PolicyChange::kBoth) {
    findings->push_back({"too broad", wanted.tool,
                         RulingText(has ? *has : unlisted) + ", recommended is " +
                             RulingText(wanted) + ": " + wanted.reason});
  } else if (!has) {
    findings->push_back({"not listed", wanted.tool,
                         "the server has it, the policy does not name it, so it is ruled " +
                             std::string(DecisionName(policy.unlisted)) + "; recommended is " +
                             RulingText(wanted)});
  }
}

std::vector<CheckFinding> Check(const Policy& policy, const Policy& recommended) {
  std::vector<CheckFinding> findings;
  if (policy.unlisted < recommended.unlisted) {
    findings.push_back({"open default", "",
                        "tools that the policy does not name are ruled " +
                            std::string(DecisionName(policy.unlisted))});
  }
  for (const Ruling& wanted : recommended.rulings) CheckTool(policy, wanted, &findings);
  std::vector<std::string> names;
  for (const Ruling& wanted : recommended.rulings) names.push_back(wanted.tool);
  for (const Ruling& ruling : policy.rulings) {
    if (RulingOf(recommended, ruling.tool)) continue;
    std::vector<std::string> near = NearestNames(ruling.tool, names, 1);
    findings.push_back(
        {"unknown tool", ruling.tool,
         "no tool of the server has this name" + (near.empty() ? "" : "; nearest is " + near[0])});
  }
  return findings;
}

}  // namespace

int PolicyCheck(const std::vector<std::string>& arguments, Console& console) {
  std::string file;
  std::string name;
  std::string posture;
  std::string config;
  std::string key;
  std::string catalog = "catalog.db";
  bool json = false;
  Options parser("policy check",
                 "What an existing policy allows, held against what the catalog knows of the "
                 "server; exit code 1 with findings.",
                 "mcprisk policy check policy.json --server acme/pg-admin");
  parser.Argument("POLICY", &file, true, "A policy of mcprisk or a policy.json");
  parser.Text("--server", &name, "Name, package, URL or unique prefix");
  parser.Text("--posture", &posture, "careful, balanced, open, or a file of one's own");
  parser.Text("--config", &config, "Overrides; by default mcprisk.yaml, where there is one");
  parser.Text("--server-key", &key, "Which server, where the file has several");
  parser.Flag("--json", &json, "Print as JSON");
  parser.Text("--catalog", &catalog, "The catalog to ask");
  if (!parser.Parse(arguments, console)) return kExitDone;
  if (name.empty()) throw UsageError("policy check: give the server with --server");
  Policy policy = ReadPolicyFile(file, key);
  PolicySettings settings(posture, config);
  CatalogReader reader(catalog);
  std::optional<CatalogServer> server = OneServer(reader, catalog, name, console);
  if (!server) return kExitFindings;
  Policy recommended = PolicyOf(reader, *server, settings, key)->target.policy;
  std::vector<CheckFinding> findings = Check(policy, recommended);
  Value list = Value::List();
  for (const CheckFinding& one : findings) {
    list.Add(Value::Map({{"kind", one.kind}, {"tool", one.tool}, {"what", one.what}}));
    if (json) continue;
    console.out() << "  " << PadTo(one.kind, 13)
                  << (one.tool.empty() ? "" : ForTerminal(one.tool, 40) + ": ")
                  << ForTerminal(one.what) << "\n";
  }
  if (json) {
    console.out() << list.Json() << "\n";
  } else if (findings.empty()) {
    console.out() << "the policy names every tool of " << ForTerminal(server->name, 60)
                  << " and lets nothing through that " << settings.posture().name << " would not\n";
  }
  return findings.empty() ? kExitDone : kExitFindings;
}

}  // namespace mcprisk
