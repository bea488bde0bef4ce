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

constexpr size_t kMostTools = 500;
constexpr size_t kServersShown = 12;

// Tools with one and the same verdict, described once.
struct Group {
  std::vector<const CatalogTool*> tools;
};

// By definition: the same definition has the same record. Most servers first, then riskiest.
std::vector<Group> GroupByVerdict(const std::vector<CatalogTool>& tools) {
  std::map<std::pair<int, int>, Group> by_verdict;
  for (const CatalogTool& tool : tools) {
    const Classification& c = tool.classification;
    by_verdict[{-static_cast<int>(c.risk), -static_cast<int>(c.category)}].tools.push_back(&tool);
  }
  std::vector<Group> groups;
  for (auto& [verdict, group] : by_verdict) groups.push_back(std::move(group));
  return groups;
}

void PrintServers(const std::vector<const CatalogTool*>& tools, Console& console) {
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

void PrintTools(const std::vector<CatalogTool>& tools, const Posture& posture, Console& console) {
  std::vector<Group> groups = GroupByVerdict(tools);
  console.out() << ForTerminal(tools[0].tool.name, 60) << " is on "
                << Counted(tools.size(), "server")
                << (groups.size() == 1 ? tools.size() == 1 ? "" : ", and all agree"
                                       : "; they differ")
                << "\n\n";
  for (size_t i = 0; i < groups.size(); ++i) {
    const CatalogTool& first = *groups[i].tools[0];
    Ruling ruling = MakeRuling(first.tool, first.classification, posture);
    if (i > 0) console.out() << "\n";
    console.out() << DescribeText({&first.tool, &first.classification, &ruling, first.server},
                                  console);
    PrintServers(groups[i].tools, console);
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
  std::vector<CatalogTool> tools = reader.ToolsByName(name, kMostTools);
  if (!server.empty()) {
    std::optional<CatalogServer> one = OneServer(reader, catalog, server, console);
    if (!one) return kExitFindings;
    std::erase_if(tools, [&](const CatalogTool& tool) { return tool.server_id != one->id; });
  }
  if (json) {
    console.out() << ToolsJson(tools, chosen);
  } else if (!tools.empty()) {
    PrintTools(tools, chosen, console);
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
