// mcprisk server: one server's record.
#include "base/text.h"
#include "commands/catalog_records.h"
#include "commands/command.h"
#include "commands/options.h"

namespace mcprisk {
namespace {

std::string Label(std::string_view label) { return "  " + PadTo(label, 12); }

void PrintHead(const CatalogServer& server, Console& console) {
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
    out << Label(IdentityKindName(identity.kind)) << ForTerminal(identity.value) << "\n";
  }
  if (!server.transports.empty())
    out << Label("transports") << Join(server.transports, ", ") << "\n";
  for (const ServerSighting& sighting : server.sightings) {
    out << Label("seen in") << ForTerminal(sighting.source.format) << " "
        << ForTerminal(sighting.place)
        << (sighting.tools_known ? ", " + Counted(sighting.tools, "tool") : ", tools unknown")
        << "\n";
  }
}

void PrintTools(const CatalogServer& server, const std::vector<CatalogTool>& tools,
                Console& console) {
  std::ostream& out = console.out();
  if (!server.tools_known) {
    out << "\n  no source says which tools it has\n";
    return;
  }
  out << Label("tools") << Counted(server.tool_count, "tool");
  for (int c = kCategories - 1; c >= 0; --c) {
    if (server.by_category[c] == 0) continue;
    out << " · " << server.by_category[c] << " " << CategoryName(static_cast<Category>(c));
  }
  out << "\n\n";
  for (const CatalogTool& tool : tools) out << ToolLine(tool, false, console);
}

int Run(const std::vector<std::string>& arguments, Console& console) {
  std::string name;
  std::string catalog = "catalog.db";
  std::string posture = "balanced";
  bool json = false;
  Options parser("server", "One server's record, riskiest tools first.",
                 "mcprisk server io.github.acme/weather");
  parser.Argument("NAME", &name, true,
                  "Registry name, package, repository or remote URL, or a unique prefix");
  parser.Text("--catalog", &catalog, "The catalog to ask");
  parser.Text("--posture", &posture, "Posture of the recommendations");
  parser.Flag("--json", &json, "Print the record as JSON");
  if (!parser.Parse(arguments, console)) return kExitDone;
  const Posture& chosen = PostureNamed(posture);
  CatalogReader reader(catalog);
  std::optional<CatalogServer> server = OneServer(reader, catalog, name, console);
  if (!server) return kExitFindings;
  std::vector<CatalogTool> tools = reader.ToolsOfServer(server->id);
  if (json) {
    console.out() << ServerJson(*server, tools, chosen);
  } else {
    PrintHead(*server, console);
    PrintTools(*server, tools, console);
  }
  return kExitDone;
}

}  // namespace

extern const Command kServerCommand;
const Command kServerCommand = {"server", "one server's record, riskiest tools first", Run};

}  // namespace mcprisk
