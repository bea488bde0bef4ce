#include "catalog/servers.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "catalog/merge.h"
#include "catalog/sql.h"

namespace mcprisk {
namespace {

struct OpenListing {
  int64_t id = 0;
  int64_t server_id = 0;  // 0: none yet
  int64_t last_run = 0;
  bool tools_known = false;
};

// Parallel vectors, by listing id.
struct OpenListings {
  std::vector<OpenListing> rows;
  std::vector<MergeListing> merge;
};

struct StoredServer {
  std::string name;
  int64_t listings = 0;
  int64_t sources = 0;
  int64_t merged_into = 0;

  bool operator==(const StoredServer&) const = default;
};

using StoredServers = std::map<int64_t, StoredServer>;

OpenListings LoadOpenListings(Database& database) {
  OpenListings open;
  SQLite::Statement rows = database.Prepare(sql::kOpenListings);
  ForEach(rows, [&] {
    open.rows.push_back({.id = Number(rows, 0),
                         .server_id = Number(rows, 6),
                         .last_run = Number(rows, 7),
                         .tools_known = Number(rows, 8) != 0});
    open.merge.push_back({.source = {Text(rows, 1), Text(rows, 2)},
                          .name = Text(rows, 3),
                          .standing = Bounded(Number(rows, 4), Standing::kNone),
                          .active = Number(rows, 5) != 0,
                          .identities = {}});
  });
  // Both queries are ordered by listing.
  SQLite::Statement identities = database.Prepare(sql::kAllIdentities);
  size_t at = 0;
  ForEach(identities, [&] {
    const int64_t listing_id = Number(identities, 0);
    while (at < open.rows.size() && open.rows[at].id < listing_id) ++at;
    if (at == open.rows.size() || open.rows[at].id != listing_id) return;  // of a closed listing
    open.merge[at].identities.push_back(
        {Bounded(Number(identities, 1), IdentityKind::kRepository), Text(identities, 2)});
  });
  return open;
}

StoredServers LoadServers(Database& database) {
  StoredServers servers;
  SQLite::Statement rows = database.Prepare(sql::kAllServers);
  ForEach(rows, [&] {
    servers[Number(rows, 0)] = {Text(rows, 1), Number(rows, 2), Number(rows, 3), Number(rows, 4)};
  });
  return servers;
}

// The id of each merged server. `stored` learns which of the old servers were taken in.
std::vector<int64_t> AssignIds(const OpenListings& open, const std::vector<MergedServer>& merged,
                               StoredServers* stored) {
  std::vector<size_t> merged_of(open.rows.size());
  for (size_t i = 0; i < merged.size(); ++i) {
    for (size_t listing : merged[i].listings) merged_of[listing] = i;
  }
  // An old id goes where its oldest listing is.
  std::map<int64_t, size_t> heirs;
  for (size_t listing = 0; listing < open.rows.size(); ++listing) {
    const int64_t old_id = open.rows[listing].server_id;
    if (old_id != 0) heirs.emplace(old_id, merged_of[listing]);
  }
  std::vector<int64_t> ids(merged.size());
  for (const auto& [old_id, heir] : heirs) {
    if (ids[heir] == 0) {
      ids[heir] = old_id;
    } else {
      (*stored)[old_id].merged_into = ids[heir];
    }
  }
  int64_t last = stored->empty() ? 0 : stored->rbegin()->first;
  for (int64_t& id : ids) {
    if (id == 0) id = ++last;
  }
  return ids;
}

size_t CountSources(const OpenListings& open, const MergedServer& server) {
  std::set<Source> sources;
  for (size_t listing : server.listings) sources.insert(open.merge[listing].source);
  return sources.size();
}

// Writes the servers and which listing belongs to which, where that is new.
MergeReport StoreMerged(Database& database, const OpenListings& open,
                        const std::vector<MergedServer>& merged) {
  const StoredServers before = LoadServers(database);
  StoredServers after = before;
  const std::vector<int64_t> ids = AssignIds(open, merged, &after);
  for (auto& [id, server] : after) server.listings = server.sources = 0;
  MergeReport report{.listings = open.rows.size(), .servers = merged.size()};
  SQLite::Statement assign = database.Prepare(sql::kAssignServer);
  for (size_t i = 0; i < merged.size(); ++i) {
    const size_t sources = CountSources(open, merged[i]);
    report.merged_servers += merged[i].listings.size() > 1;
    report.merged_sources += sources > 1;
    after[ids[i]] = {merged[i].name, static_cast<int64_t>(merged[i].listings.size()),
                     static_cast<int64_t>(sources), 0};
    for (size_t listing : merged[i].listings) {
      const OpenListing& row = open.rows[listing];
      if (row.server_id != ids[i]) Execute(assign, row.id, ids[i]);
    }
  }
  SQLite::Statement store = database.Prepare(sql::kStoreServer);
  for (const auto& [id, server] : after) {
    const auto old = before.find(id);
    if (old != before.end() && old->second == server) continue;
    Execute(store, id, server.name, server.listings, server.sources, server.merged_into);
  }
  return report;
}

// Marks, of the sightings of one server, those that stand: `order` has its listings, best first.
void DecideServer(const OpenListings& open, const std::vector<size_t>& order,
                  SQLite::Statement* sightings, SQLite::Statement* set_stands) {
  struct Wrong {
    int64_t listing_id;
    int64_t definition_id;
    int64_t stands;
  };
  std::vector<Wrong> wrong;
  std::unordered_set<std::string> standing;
  for (size_t listing : order) {
    const int64_t listing_id = open.rows[listing].id;
    std::vector<std::string> names;
    ForEach(
        *sightings,
        [&] {
          names.push_back(Text(*sightings, 0));
          const int64_t stands = standing.contains(names.back()) ? 0 : 1;
          if (Number(*sightings, 2) != stands) {
            wrong.push_back({listing_id, Number(*sightings, 1), stands});
          }
        },
        listing_id);
    standing.insert(names.begin(), names.end());
  }
  for (const Wrong& sighting : wrong) {
    Execute(*set_stands, sighting.listing_id, sighting.definition_id, sighting.stands);
  }
}

void DecideWhatStands(Database& database, const OpenListings& open,
                      const std::vector<MergedServer>& merged) {
  SQLite::Statement sightings = database.Prepare(sql::kOpenSightings);
  SQLite::Statement set_stands = database.Prepare(sql::kSetStands);
  std::unordered_set<int64_t> contested;
  for (const MergedServer& server : merged) {
    std::vector<size_t> order;
    for (size_t listing : server.listings) {
      if (open.rows[listing].tools_known) order.push_back(listing);
    }
    if (order.size() < 2) continue;
    // The rest of the order is merging's.
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
      return std::make_pair(open.merge[a].standing, -open.rows[a].last_run) <
             std::make_pair(open.merge[b].standing, -open.rows[b].last_run);
    });
    for (size_t listing : order) contested.insert(open.rows[listing].id);
    DecideServer(open, order, &sightings, &set_stands);
  }
  // A listing that was outdone and has its server for itself again.
  std::vector<std::pair<int64_t, int64_t>> released;
  SQLite::Statement outdone = database.Prepare(sql::kOutdoneSightings);
  ForEach(outdone, [&] {
    if (!contested.contains(Number(outdone, 0))) {
      released.emplace_back(Number(outdone, 0), Number(outdone, 1));
    }
  });
  for (const auto& [listing, definition] : released) {
    Execute(set_stands, listing, definition, int64_t{1});
  }
}

}  // namespace

MergeReport StoreServers(Database& database) {
  const OpenListings open = LoadOpenListings(database);
  const std::vector<MergedServer> merged = MergeListings(open.merge);
  MergeReport report = StoreMerged(database, open, merged);
  DecideWhatStands(database, open, merged);
  return report;
}

}  // namespace mcprisk
