// What changed within one catalog, and what two catalogs are compared by.
#include <algorithm>
#include <map>

#include "base/digest.h"
#include "catalog/encode.h"
#include "catalog/reader.h"
#include "catalog/reader_rep.h"
#include "catalog/sql.h"
#include "model/pins.h"

namespace mcprisk {
namespace {

std::optional<std::string> Filter(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return text;
}

StoredChange ReadChange(const SQLite::Statement& row, JsonParser* parser) {
  StoredChange change;
  change.sequence = Number(row, 0);
  change.seen = Text(row, 1);
  change.server_id = Number(row, 2);
  change.server = Text(row, 3);
  change.source = {Text(row, 4), Text(row, 5)};
  change.listing = Text(row, 6);
  ChangeEvent& event = change.event;
  event.tool = Text(row, 7);
  event.field = Text(row, 8);
  event.kind = Text(row, 9);
  event.severity = Bounded(Number(row, 10), Severity::kCritical);
  event.silent = Number(row, 11) != 0;
  event.old_digest = OptionalDigest(row, 12);
  event.new_digest = OptionalDigest(row, 13);
  event.old_value = OptionalText(row, 14);
  event.new_value = OptionalText(row, 15);
  event.detectors = DecodeStrings(Text(row, 16), parser);
  event.old_version = OptionalText(row, 17);
  event.new_version = OptionalText(row, 18);
  return change;
}

// All that a server's fingerprint is made of.
struct Parts {
  ServerFingerprint print;
  std::string fields;  // of its listings, length first
  std::string instructions;
  bool access = false;  // of a listing that has it is in `fields`
  std::vector<std::pair<std::string, Digest>> tools;
};

void AppendField(const std::string& field, std::string* out) {
  *out += std::to_string(field.size()) + ":" + field;
}

void ReadListingParts(Database& database, std::map<int64_t, Parts>* servers) {
  SQLite::Statement row = database.Prepare(sql::kListingsForPrints);
  int64_t last = 0;
  ForEach(row, [&] {
    const auto found = servers->find(Number(row, 0));
    if (found == servers->end()) return;
    Parts& parts = found->second;
    // The best listing speaks for the server; of the others only what it leaves open.
    if (found->first != last) {
      for (int column = 1; column <= 3; ++column) AppendField(Text(row, column), &parts.fields);
    }
    if (!parts.access) {
      for (int column = 6; column <= 9; ++column) AppendField(Text(row, column), &parts.fields);
      parts.access = !Text(row, 6).empty();
    }
    last = found->first;
    if (parts.instructions.empty()) parts.instructions = Text(row, 4);
    if (Number(row, 5) != 0 && !parts.fields.ends_with('+')) parts.fields += '+';
  });
}

}  // namespace

ChangePage CatalogReader::Changes(const ChangeQuery& query) {
  return rep_->Reading([&] {
    ChangePage page;
    const bool forward = query.since.has_value() || !query.since_time.empty();
    SQLite::Statement row =
        rep_->database.Prepare(forward ? sql::kChangesBehind : sql::kLastChanges);
    ForEach(
        row, [&] { page.changes.push_back(ReadChange(row, &rep_->parser)); },
        query.since.value_or(0), static_cast<int64_t>(query.at_least), query.server_id,
        Filter(query.server_name), query.since_time, ToLimit(query.limit) + (forward ? 1 : 0),
        query.before);
    page.more = forward && page.changes.size() > query.limit;
    if (page.more) page.changes.pop_back();
    if (!forward) std::reverse(page.changes.begin(), page.changes.end());
    page.next = page.more && !page.changes.empty() ? page.changes.back().sequence
                                                   : rep_->database.Number(sql::kLastChange);
    page.next = std::max(page.next, query.since.value_or(0));
    return page;
  });
}

std::vector<ServerFingerprint> CatalogReader::Fingerprints() {
  return rep_->Reading([&] {
    std::map<int64_t, Parts> servers;
    SQLite::Statement names = rep_->database.Prepare(sql::kServerNames);
    ForEach(names, [&] {
      ServerFingerprint& print = servers[Number(names, 0)].print;
      print.id = Number(names, 0);
      print.name = Text(names, 1);
    });
    ReadListingParts(rep_->database, &servers);
    SQLite::Statement identities = rep_->database.Prepare(sql::kIdentitiesForPrints);
    ForEach(identities, [&] {
      const auto found = servers.find(Number(identities, 0));
      if (found == servers.end()) return;
      found->second.print.identities.push_back(
          {Bounded(Number(identities, 1), IdentityKind::kRepository), Text(identities, 2)});
    });
    SQLite::Statement tools = rep_->database.Prepare(sql::kToolsForPrints);
    ForEach(tools, [&] {
      const auto found = servers.find(Number(tools, 0));
      const std::optional<Digest> digest = OptionalDigest(tools, 2);
      if (found == servers.end() || !digest) return;
      found->second.tools.emplace_back(Text(tools, 1), *digest);
    });
    std::vector<ServerFingerprint> prints;
    for (auto& [id, parts] : servers) {
      parts.print.pin = ServerPin(std::move(parts.tools), parts.instructions);
      std::string all = parts.fields + parts.print.pin.Hex();
      for (const Identity& identity : parts.print.identities) {
        all += static_cast<char>('a' + static_cast<int>(identity.kind));
        AppendField(identity.value, &all);
      }
      parts.print.digest = Sha256(all);
      prints.push_back(std::move(parts.print));
    }
    std::sort(prints.begin(), prints.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    return prints;
  });
}

std::optional<Listing> CatalogReader::ServerState(int64_t server_id) {
  std::optional<CatalogServer> found = ServerById(server_id);
  if (!found) return std::nullopt;
  Listing state;
  Server& server = state.server;
  server.name = found->name;
  server.title = found->title;
  server.description = found->description;
  server.version = found->version;
  server.status = found->status;
  server.transports = found->transports;
  server.identities = found->identities;
  for (const ServerSighting& sighting : found->sightings) {
    if (!server.access.authentication.empty()) break;
    server.access = sighting.access;
  }
  Guarded(rep_->database.path(), [&] {
    SQLite::Statement row = rep_->database.Prepare(sql::kServerInstructions);
    ForEach(
        row, [&] { server.instructions = Text(row, 0); }, server_id);
  });
  if (found->tools_known) state.tools.emplace();
  for (CatalogTool& tool : ToolsOfServer(server_id)) {
    if (!state.tools) state.tools.emplace();
    state.tools->push_back(std::move(tool.tool));
  }
  return state;
}

}  // namespace mcprisk
