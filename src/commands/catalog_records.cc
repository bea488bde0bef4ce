#include "commands/catalog_records.h"

#include <algorithm>

#include "base/result.h"
#include "base/text.h"
#include "records/tool_record.h"

namespace mcprisk {
namespace {

constexpr size_t kNamesShown = 5;

}  // namespace

void PrintToolsJson(const std::vector<CatalogTool>& tools, const Posture& posture,
                    Console& console) {
  console.out() << "[";
  for (size_t i = 0; i < tools.size(); ++i) {
    console.out() << (i == 0 ? "\n" : ",\n") << ToolRecord(tools[i], posture).Json();
  }
  console.out() << (tools.empty() ? "]\n" : "\n]\n");
}

std::string ToolLine(const CatalogTool& tool, bool with_server, const Console& console) {
  const Classification& c = tool.classification;
  size_t name_columns = std::clamp<size_t>(console.columns() / 3, 16, 32);
  std::string line = "  " + console.Colored(c.risk, PadTo(RiskName(c.risk), 9)) +
                     PadTo(CategoryName(c.category), 12) +
                     PadTo(ForTerminal(tool.tool.name), name_columns) + " ";
  size_t used = 24 + name_columns;
  if (with_server) {
    size_t server_columns = std::clamp<size_t>(console.columns() / 4, 10, 24);
    line += PadTo(ForTerminal(tool.server), server_columns) + " ";
    used += server_columns + 1;
  }
  if (tool.tool.description && console.columns() > used + 8) {
    line += ForTerminal(*tool.tool.description, console.columns() - used);
  }
  while (line.ends_with(' ')) line.pop_back();
  return line + "\n";
}

namespace {

// At most kNamesShown of them, in a line.
void PrintNames(const std::vector<CatalogServer>& servers, Console& console) {
  for (size_t i = 0; i < servers.size(); ++i) {
    if (i == kNamesShown) {
      console.err() << ", …";
      break;
    }
    console.err() << (i == 0 ? "" : ", ") << ForTerminal(servers[i].name, 60);
  }
  console.err() << "\n";
}

}  // namespace

std::optional<CatalogServer> OneServer(CatalogReader& reader, const std::string& catalog,
                                       const std::string& name, Console& console) {
  std::vector<CatalogServer> servers = reader.FindServers(name, kNamesShown + 1);
  if (servers.size() == 1) return servers[0];
  std::string shown = "\"" + ForTerminal(name, 60) + "\"";
  // What another source calls so has another name here, or it could not be asked for.
  if (!servers.empty() && servers[0].name == name) {
    console.err() << "mcprisk: other servers answer to " << shown << ", too: ";
    PrintNames({servers.begin() + 1, servers.end()}, console);
    return servers[0];
  }
  if (servers.empty()) {
    std::vector<std::string> near = reader.NearServerNames(name, kNamesShown);
    for (std::string& one : near) one = ForTerminal(one, 60);
    console.err() << "mcprisk: no server " << shown << " in " << ForTerminal(catalog)
                  << (near.empty() ? "" : "; nearest: " + Join(near, ", ")) << "\n";
    return std::nullopt;
  }
  console.err() << "mcprisk: " << shown << " means several servers; give one of: ";
  PrintNames(servers, console);
  return std::nullopt;
}

const Posture& PostureNamed(const std::string& name) {
  if (const Posture* posture = Postures::Shipped().Find(name)) return *posture;
  throw UsageError("no posture \"" + ForTerminal(name, 40) + "\"; there are " +
                   Join(Postures::Shipped().Names(), ", "));
}

}  // namespace mcprisk
