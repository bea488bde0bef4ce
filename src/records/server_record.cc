#include "records/server_record.h"

#include "base/text.h"
#include "records/assessment_record.h"
#include "records/tool_record.h"

namespace mcprisk {
namespace {

Value SightingRecord(const ServerSighting& sighting) {
  return Value::Map({{"format", sighting.source.format},
                     {"location", sighting.source.location},
                     {"name", sighting.name},
                     {"version", sighting.version},
                     {"place", sighting.place},
                     {"access", AccessRecord(sighting.access)},
                     {"tools", sighting.tools_known ? Value(sighting.tools) : Value()}});
}

}  // namespace

Value TlsRecord(const TlsPeer& tls) {
  if (tls.key.empty()) return {};
  return Value::Map({{"key", tls.key}, {"issuer", tls.issuer}});
}

Value AccessRecord(const ServerAccess& access) {
  if (access == ServerAccess()) return {};
  return Value::Map({{"authentication", access.authentication},
                     {"scheme", access.scheme},
                     {"tls", TlsRecord(access.tls)}});
}

std::vector<std::string> AccessWords(const ServerAccess& access) {
  std::vector<std::string> words;
  if (access.authentication == "open") words.emplace_back("open to everybody");
  if (access.authentication == "required") {
    words.emplace_back("asks for credentials" +
                       (access.scheme.empty() ? "" : " (" + ForTerminal(access.scheme) + ")"));
  }
  if (access.authentication == "forbidden") words.emplace_back("refuses us");
  if (!access.tls.key.empty()) {
    words.push_back("certificate issued by " + ForTerminal(access.tls.issuer));
  }
  return words;
}

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

Value ServerRecord(const ServerView& view, const Posture& posture) {
  const Assessment& assessment = view.assessment;
  Value record = ServerRecord(view.server);
  record.Set("grade", GradeRecord(assessment.grade));
  record.Set("publisher", PublisherRecord(view));
  record.Set("capabilities", CapabilityRecords(assessment.capabilities));
  record.Set("toxic_flows", FlowRecords(assessment.flows));
  record.Set("findings", FindingRecords(view.server.findings));
  record.Set("attacks", ServerAttackRecords(view.attacks));
  record.Set("tokens", TokensRecord(assessment.tokens));
  record.Set("tools", Value::ListOf(view.tools, [&posture](const CatalogTool& tool) {
               return ToolRecord(tool, posture);
             }));
  return record;
}

}  // namespace mcprisk
