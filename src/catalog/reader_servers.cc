#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/text.h"
#include "catalog/encode.h"
#include "catalog/reader.h"
#include "catalog/reader_rep.h"
#include "catalog/sql.h"

namespace mcprisk {
namespace {

// "weather" of "io.github.acme/weather".
std::string_view LastPart(std::string_view name) { return name.substr(name.rfind('/') + 1); }

// How well a server answers to a name, best first.
enum class Match { kExact, kFolded, kTitle, kPrefix, kNone };

// The best kind of match that was met, and the servers that match so.
class BestMatches {
 public:
  void Offer(int64_t server_id, Match match) {
    if (match > best_) return;
    if (match < best_) servers_.clear();
    best_ = match;
    if (match != Match::kNone) servers_.insert(server_id);
  }

  const std::set<int64_t>& servers() const { return servers_; }

 private:
  Match best_ = Match::kNone;
  std::set<int64_t> servers_;
};

Match MatchPrefix(std::string_view name, std::string_view wanted) {
  const bool begins = StartsWithNoCase(name, wanted) || StartsWithNoCase(LastPart(name), wanted);
  return begins ? Match::kPrefix : Match::kNone;
}

void OfferServersCalled(Database& database, const std::string& name, BestMatches* matches) {
  SQLite::Statement& called = database.Kept(sql::kServersCalled);
  ForEach(
      called,
      [&] {
        matches->Offer(Number(called, 0), Number(called, 1) != 0 ? Match::kExact : Match::kFolded);
      },
      name);
}

std::set<int64_t> ServersMatching(Database& database, const std::string& name) {
  BestMatches matches;
  OfferServersCalled(database, name, &matches);
  // Every name would begin with the empty one.
  if (!matches.servers().empty() || name.empty()) return matches.servers();
  SQLite::Statement servers = database.Prepare(sql::kServerNames);
  ForEach(servers, [&] { matches.Offer(Number(servers, 0), MatchPrefix(Text(servers, 1), name)); });
  SQLite::Statement listings = database.Prepare(sql::kListingNames);
  ForEach(listings, [&] {
    const bool is_title = EqualsNoCase(Text(listings, 2), name);
    matches.Offer(Number(listings, 0),
                  is_title ? Match::kTitle : MatchPrefix(Text(listings, 1), name));
  });
  return matches.servers();
}

}  // namespace

std::vector<CatalogServer> CatalogReader::Rep::Servers(const std::set<int64_t>& ids, size_t limit,
                                                       const std::string& first) {
  std::vector<std::pair<std::string, int64_t>> found;
  SQLite::Statement& row = database.Kept(sql::kServer);
  for (int64_t id : ids) {
    ForEach(
        row, [&] { found.emplace_back(Text(row, 0), id); }, id);
  }
  std::sort(found.begin(), found.end(), [&](const auto& a, const auto& b) {
    return std::tuple(a.first != first, a) < std::tuple(b.first != first, b);
  });
  std::vector<CatalogServer> servers;
  for (const auto& [server_name, id] : found) {
    if (servers.size() == limit) break;
    if (std::optional<CatalogServer> server = Server(id)) servers.push_back(*std::move(server));
  }
  return servers;
}

std::vector<CatalogServer> CatalogReader::FindServers(const std::string& name, size_t limit) {
  return rep_->Reading(
      [&] { return rep_->Servers(ServersMatching(rep_->database, name), limit, name); });
}

std::optional<CatalogServer> CatalogReader::ServerCalled(const std::string& name) {
  return rep_->Reading([&]() -> std::optional<CatalogServer> {
    BestMatches matches;
    OfferServersCalled(rep_->database, name, &matches);
    std::vector<CatalogServer> servers = rep_->Servers(matches.servers(), 1, name);
    if (servers.empty()) return std::nullopt;
    return std::move(servers[0]);
  });
}

std::optional<CatalogServer> CatalogReader::ServerById(int64_t id) {
  return rep_->Reading([&] { return rep_->Server(id); });
}

std::optional<CatalogServer> CatalogReader::Rep::Server(int64_t id) {
  CatalogServer server;
  SQLite::Statement& row = database.Kept(sql::kServer);
  // A server is always taken in by one of a lower id, so this ends.
  for (int64_t next = id; next != 0 && (server.id == 0 || next < server.id);) {
    server.id = next;
    next = 0;
    ForEach(
        row,
        [&] {
          server.name = Text(row, 0);
          next = Number(row, 1);
        },
        server.id);
  }
  ReadListings(&server);
  if (server.sightings.empty()) return std::nullopt;
  SQLite::Statement& identities = database.Kept(sql::kServerIdentities);
  ForEach(
      identities,
      [&] {
        server.identities.push_back(
            {Bounded(Number(identities, 0), IdentityKind::kRepository), Text(identities, 1)});
      },
      server.id);
  SQLite::Statement& counts = database.Kept(sql::kServerCounts);
  ForEach(
      counts,
      [&] {
        const int64_t category = Bounded<int64_t>(Number(counts, 0), kCategories - 1);
        const int64_t risk = Bounded<int64_t>(Number(counts, 1), kRisks - 1);
        const auto tools = static_cast<size_t>(Number(counts, 2));
        server.tool_count += tools;
        server.by_category[category] += tools;
        server.by_risk[risk] += tools;
      },
      server.id);
  ReadServerFindings(&server);
  return server;
}

void CatalogReader::Rep::ReadServerFindings(CatalogServer* server) {
  SQLite::Statement& told = database.Kept(sql::kServerInstructions);
  ForEach(
      told, [&] { server->instructions = Text(told, 0); }, server->id);
  SQLite::Statement& row = database.Kept(sql::kServerFindings);
  ForEach(
      row,
      [&] {
        server->findings.push_back({.rule = Text(row, 0),
                                    .severity = Enumerator(row, 1, Severity::kCritical),
                                    .message = Text(row, 2),
                                    .evidence = DecodeEvidence(Text(row, 3), &parser)});
      },
      server->id);
}

// Title and description are those of the best listing that has one. For version and status a
// listing with a registry name comes first: its author keeps it up.
void CatalogReader::Rep::ReadListings(CatalogServer* server) {
  std::set<std::string> transports;
  bool registered = false;
  SQLite::Statement& row = database.Kept(sql::kServerListings);
  ForEach(
      row,
      [&] {
        server->sightings.push_back({.source = {Text(row, 1), Text(row, 2)},
                                     .name = Text(row, 3),
                                     .version = Text(row, 6),
                                     .place = Text(row, 9),
                                     .tools = static_cast<size_t>(Number(row, 11)),
                                     .tools_known = Number(row, 10) != 0,
                                     .access = {.authentication = Text(row, 13),
                                                .scheme = Text(row, 14),
                                                .tls = {Text(row, 15), Text(row, 16)}}});
        const ServerSighting& sighting = server->sightings.back();
        if (server->title.empty()) server->title = Text(row, 4);
        if (server->description.empty()) server->description = Text(row, 5);
        const bool first_registered = !registered && Number(row, 12) != 0;
        registered = registered || first_registered;
        if (server->sightings.size() == 1 || first_registered) server->status = Text(row, 7);
        if (server->version.empty() || (first_registered && !sighting.version.empty())) {
          server->version = sighting.version;
        }
        for (std::string& transport : DecodeStrings(Text(row, 8), &parser)) {
          transports.insert(std::move(transport));
        }
        server->tools_known = server->tools_known || sighting.tools_known;
      },
      server->id);
  server->transports.assign(transports.begin(), transports.end());
}

std::vector<std::string> CatalogReader::ServersSharing(const Identity& identity, int64_t server_id,
                                                       size_t limit, size_t* all) {
  return rep_->Reading([&] {
    std::vector<std::string> names;
    *all = 0;
    SQLite::Statement& row = rep_->database.Kept(sql::kServersWithIdentity);
    ForEach(
        row,
        [&] {
          if (++*all <= limit) names.push_back(Text(row, 0));
        },
        static_cast<int64_t>(identity.kind), identity.value, server_id);
    return names;
  });
}

std::vector<std::pair<int64_t, std::string>> CatalogReader::ServerNames() {
  return rep_->Reading([&] {
    std::vector<std::pair<int64_t, std::string>> names;
    SQLite::Statement row = rep_->database.Prepare(sql::kServerNames);
    ForEach(row, [&] { names.emplace_back(Number(row, 0), Text(row, 1)); });
    return names;
  });
}

std::vector<std::string> CatalogReader::NearServerNames(const std::string& name, size_t most) {
  // People know "weather" and not "io.github.acme/weather".
  std::map<std::string, std::vector<std::string>> names_by_part;
  std::vector<std::string> candidates;
  for (auto& [id, server] : ServerNames()) {
    const std::string part(LastPart(server));
    candidates.push_back(server);
    if (part == server) continue;
    candidates.push_back(part);
    names_by_part[part].push_back(std::move(server));
  }
  std::vector<std::string> near;
  const auto add = [&](const std::string& server) {
    const bool is_new = std::find(near.begin(), near.end(), server) == near.end();
    if (is_new && near.size() < most) near.push_back(server);
  };
  for (const std::string& candidate : NearestNames(name, candidates, candidates.size())) {
    if (near.size() == most) break;
    const auto servers = names_by_part.find(candidate);
    if (servers == names_by_part.end()) {
      add(candidate);
    } else {
      for (const std::string& server : servers->second) add(server);
    }
  }
  return near;
}

}  // namespace mcprisk
