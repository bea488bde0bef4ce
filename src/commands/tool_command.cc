// mcprisk tool: the risk of a tool by its name, over all servers that have it.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "commands/catalog_records.h"
#include "commands/command.h"
#include "commands/options.h"
#include "commands/tool_text.h"

namespace mcprisk {
namespace {

constexpr size_t kServersShown = 12;

// The servers whose tool of this name has one and the same verdict.
using Group = std::vector<const ToolVerdict*>;

// Riskiest first.
std::vector<Group> GroupByVerdict(const std::vector<ToolVerdict>& tools) {
  std::map<std::pair<int, int>, Group> by_verdict;
  for (const ToolVerdict& tool : tools) {
    by_verdict[{-static_cast<int>(tool.risk), -static_cast<int>(tool.category)}].push_back(&tool);
  }
  std::vector<Group> groups;
  for (auto& [verdict, group] : by_verdict) groups.push_back(std::move(group));
  return groups;
}

void PrintServers(const Group& tools, Console& console) {
  std::string list;
  for (size_t i = 0; i < tools.size(); ++i) {
    if (i == kServersShown) {
      list += " and " + std::to_string(tools.size() - i) + " more";
      break;
    }
    list += (i == 0 ? "" : ", ") + ForTerminal(tools[i]->server, 60);
  }
  std::string wrapped = Wrapped(list, console.columns(), 13);
  console.out() << "  servers    " << wrapped.substr(std::min<size_t>(13, wrapped.size())) << "\n";
}

void PrintTools(const std::vector<ToolVerdict>& tools, const Posture& posture,
                CatalogReader& reader, Console& console) {
  std::vector<Group> groups = GroupByVerdict(tools);
  console.out() << ForTerminal(tools[0].tool, 60) << " is on " << Counted(tools.size(), "server")
                << (groups.size() == 1 ? tools.size() == 1 ? "" : ", and all agree"
                                       : "; they differ")
                << "\n";
  for (const Group& group : groups) {
    std::optional<CatalogTool> first = reader.ToolAt(group[0]->key);
    if (!first) continue;  // another program is writing the catalog
    Ruling ruling = MakeRuling(first->tool, first->classification, posture);
    console.out() << "\n"
                  << DescribeText({&first->tool, &first->classification, &ruling, first->server},
                                  console);
    PrintServers(group, console);
  }
}

int Run(const std::vector<std::string>& arguments, Console& console) {
  std::string name;
  std::string server;
  std::string catalog = "catalog.db";
  std::string posture = "balanced";
  bool json = false;
  Options parser("tool", "The risk of a tool by its name, over all servers that have it.",
                 "mcprisk tool send_email");
  parser.Argument("NAME", &name, true, "The tool's name");
  parser.Text("--server", &server, "Only on this server");
  parser.Text("--catalog", &catalog, "The catalog to ask");
  parser.Text("--posture", &posture, "Posture of the recommendation");
  parser.Flag("--json", &json, "Print the records as JSON");
  if (!parser.Parse(arguments, console)) return kExitDone;
  const Posture& chosen = PostureNamed(posture);
  CatalogReader reader(catalog);
  std::vector<ToolVerdict> tools = reader.VerdictsByName(name);
  if (!server.empty()) {
    std::optional<CatalogServer> one = OneServer(reader, catalog, server, console);
    if (!one) return kExitFindings;
    std::erase_if(tools, [&](const ToolVerdict& tool) { return tool.server_id != one->id; });
  }
  if (json) {
    std::vector<CatalogTool> records;
    for (const ToolVerdict& tool : tools) {
      std::optional<CatalogTool> record = reader.ToolAt(tool.key);
      if (record) records.push_back(std::move(*record));
    }
    PrintToolsJson(records, chosen, console);
  } else if (!tools.empty()) {
    PrintTools(tools, chosen, reader, console);
  }
  if (!tools.empty()) return kExitDone;
  std::vector<std::string> near = reader.NearToolNames(name, 5);
  for (std::string& one : near) one = ForTerminal(one, 60);
  console.err() << "mcprisk: no tool \"" << ForTerminal(name, 60) << "\""
                << (server.empty() ? "" : " on " + ForTerminal(server, 60)) << " in "
                << ForTerminal(catalog) << (near.empty() ? "" : "; nearest: " + Join(near, ", "))
                << "\n";
  return kExitFindings;
}

}  // namespace

extern const Command kToolCommand;
const Command kToolCommand = {"tool", "risk of a tool by name, over all servers that have it", Run};

}  // namespace mcprisk
