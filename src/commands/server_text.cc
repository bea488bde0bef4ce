#include "commands/server_text.h"

#include <algorithm>
#include <ostream>

#include "base/text.h"
#include "commands/catalog_records.h"
#include "records/server_record.h"

namespace mcprisk {

std::string ServerLabel(std::string_view label) { return "  " + PadTo(label, 12); }

void PrintServerHead(const CatalogServer& server, Console& console) {
  std::ostream& out = console.out();
  out << console.Bold(ForTerminal(server.name));
  if (!server.version.empty()) out << "   " << ForTerminal(server.version, 30);
  if (server.status != "active") out << "   " << ForTerminal(server.status, 20);
  out << "\n";
  if (!server.description.empty()) {
    out << "\n" << Wrapped(ForTerminal(server.description, 400), console.columns(), 2) << "\n";
  }
  out << "\n";
  for (const Identity& identity : server.identities) {
    out << ServerLabel(IdentityKindName(identity.kind)) << ForTerminal(identity.value) << "\n";
  }
  if (!server.transports.empty())
    out << ServerLabel("transports") << Join(server.transports, ", ") << "\n";
  for (const ServerSighting& sighting : server.sightings) {
    out << ServerLabel("seen in") << ForTerminal(sighting.source.format) << " "
        << ForTerminal(sighting.place)
        << (sighting.tools_known ? ", " + Counted(sighting.tools, "tool") : ", tools unknown")
        << "\n";
    const std::vector<std::string> access = AccessWords(sighting.access);
    if (!access.empty()) out << ServerLabel("") << Join(access, ", ") << "\n";
  }
}

void PrintServerTools(const CatalogServer& server, const std::vector<CatalogTool>& tools,
                      Console& console) {
  std::ostream& out = console.out();
  if (!server.tools_known) {
    out << "\n  no source says which tools it has\n";
    return;
  }
  out << ServerLabel("tools") << Counted(server.tool_count, "tool");
  for (int c = kCategories - 1; c >= 0; --c) {
    if (server.by_category[c] == 0) continue;
    out << " · " << server.by_category[c] << " " << CategoryName(static_cast<Category>(c));
  }
  out << "\n";
  const auto declared = std::count_if(
      tools.begin(), tools.end(), [](const CatalogTool& tool) { return !tool.tool.place.empty(); });
  if (declared > 0) {
    out << ServerLabel("static") << Grouped(static_cast<uint64_t>(declared))
        << " of these read from the source of a package, which was not run\n";
  }
  out << "\n";
  for (const CatalogTool& tool : tools) out << ToolLine(tool, false, console);
}

}  // namespace mcprisk
