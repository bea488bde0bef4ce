#include "commands/catalog_records.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/result.h"
#include "base/text.h"
#include "commands/record.h"

namespace mcprisk {
namespace {

constexpr size_t kNamesShown = 5;

using OrderedJson = nlohmann::ordered_json;

OrderedJson ServerHead(const CatalogServer& server) {
  OrderedJson json = {
      {"name", server.name},       {"title", server.title},   {"description", server.description},
      {"version", server.version}, {"status", server.status}, {"transports", server.transports}};
  json["identities"] = OrderedJson::array();
  for (const Identity& identity : server.identities) {
    json["identities"].push_back(
        {{"kind", IdentityKindName(identity.kind)}, {"value", identity.value}});
  }
  json["sightings"] = OrderedJson::array();
  for (const ServerSighting& sighting : server.sightings) {
    json["sightings"].push_back(
        {{"format", sighting.source.format},
         {"location", sighting.source.location},
         {"name", sighting.name},
         {"version", sighting.version},
         {"place", sighting.place},
         {"tools", sighting.tools_known ? OrderedJson(sighting.tools) : OrderedJson()}});
  }
  json["tools_known"] = server.tools_known;
  json["tool_count"] = server.tool_count;
  for (int c = 0; c < kCategories; ++c) {
    json["by_category"][std::string(CategoryName(static_cast<Category>(c)))] =
        server.by_category[c];
  }
  for (int r = 0; r < kRisks; ++r) {
    json["by_risk"][std::string(RiskName(static_cast<Risk>(r)))] = server.by_risk[r];
  }
  return json;
}

std::string RecordOf(const CatalogTool& tool, const Posture& posture, int indent) {
  Ruling ruling = MakeRuling(tool.tool, tool.classification, posture);
  return ToolRecordJson({tool.server, &tool.tool, &tool.classification, ruling}, indent);
}

}  // namespace

std::string ToolsJson(const std::vector<CatalogTool>& tools, const Posture& posture) {
  std::string json = "[";
  for (const CatalogTool& tool : tools) {
    json += json.size() == 1 ? "\n" : ",\n";
    json += RecordOf(tool, posture, 2);
  }
  return json + (tools.empty() ? "]\n" : "\n]\n");
}

std::string ServerJson(const CatalogServer& server, const std::vector<CatalogTool>& tools,
                       const Posture& posture) {
  OrderedJson json = ServerHead(server);
  json["tools"] = OrderedJson::array();
  for (const CatalogTool& tool : tools) {
    json["tools"].push_back(OrderedJson::parse(RecordOf(tool, posture, -1)));
  }
  return json.dump(2, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
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

std::optional<CatalogServer> OneServer(CatalogReader& reader, const std::string& catalog,
                                       const std::string& name, Console& console) {
  std::vector<CatalogServer> servers = reader.FindServers(name, kNamesShown + 1);
  if (servers.size() == 1) return servers[0];
  std::string shown = "\"" + ForTerminal(name, 60) + "\"";
  if (servers.empty()) {
    std::vector<std::string> near = reader.NearServerNames(name, kNamesShown);
    for (std::string& one : near) one = ForTerminal(one, 60);
    console.err() << "mcprisk: no server " << shown << " in " << ForTerminal(catalog)
                  << (near.empty() ? "" : "; nearest: " + Join(near, ", ")) << "\n";
    return std::nullopt;
  }
  console.err() << "mcprisk: " << shown << " means several servers; give one of: ";
  for (size_t i = 0; i < servers.size(); ++i) {
    if (i == kNamesShown) {
      console.err() << ", …";
      break;
    }
    console.err() << (i == 0 ? "" : ", ") << ForTerminal(servers[i].name, 60);
  }
  console.err() << "\n";
  return std::nullopt;
}

const Posture& PostureNamed(const std::string& name) {
  if (const Posture* posture = Postures::Shipped().Find(name)) return *posture;
  throw UsageError("no posture \"" + ForTerminal(name, 40) + "\"; there are " +
                   Join(Postures::Shipped().Names(), ", "));
}

}  // namespace mcprisk
