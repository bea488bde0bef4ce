#include "records/server_record.h"

#include "records/tool_record.h"

namespace mcprisk {
namespace {

Value SightingRecord(const ServerSighting& sighting) {
  return Value::Map({{"format", sighting.source.format},
                     {"location", sighting.source.location},
                     {"name", sighting.name},
                     {"version", sighting.version},
                     {"place", sighting.place},
                     {"tools", sighting.tools_known ? Value(sighting.tools) : Value()}});
}

}  // namespace

Value IdentityRecords(const std::vector<Identity>& identities) {
  return Value::ListOf(identities, [](const Identity& identity) {
    return Value::Map({{"kind", IdentityKindName(identity.kind)}, {"value", identity.value}});
  });
}

Value ServerRecord(const CatalogServer& server) {
  return Value::Map(
      {{"name", server.name},
       {"title", server.title},
       {"description", server.description},
       {"version", server.version},
       {"status", server.status},
       {"transports", Value::Texts(server.transports)},
       {"identities", IdentityRecords(server.identities)},
       {"sightings", Value::ListOf(server.sightings, SightingRecord)},
       {"tools_known", server.tools_known},
       {"tool_count", server.tool_count},
       {"by_category",
        CountsByCategory([&](Category c) { return server.by_category[static_cast<size_t>(c)]; })},
       {"by_risk", CountsByRisk([&](Risk r) { return server.by_risk[static_cast<size_t>(r)]; })}});
}

Value ServerRecord(const CatalogServer& server, const std::vector<CatalogTool>& tools,
                   const Posture& posture) {
  Value record = ServerRecord(server);
  record.Set("tools", Value::ListOf(tools, [&posture](const CatalogTool& tool) {
               return ToolRecord(tool, posture);
             }));
  return record;
}

}  // namespace mcprisk
