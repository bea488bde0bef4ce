#include "catalog/merge.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_set>
#include <utility>

namespace mcprisk {
namespace {

// One identity as one listing states it. Listings go by their rank: their place in the order of
// source and name, which is what makes the answer independent of the order they came in.
struct Claim {
  IdentityKind kind;
  std::string_view value;
  size_t rank;

  bool operator==(const Claim&) const = default;
  bool operator<(const Claim& other) const {
    return std::tie(kind, value, rank) < std::tie(other.kind, other.value, other.rank);
  }
};

using Claims = std::vector<Claim>;

class Merger {
 public:
  explicit Merger(const std::vector<MergeListing>& listings)
      : listings_(listings), by_rank_(listings.size()), parent_(listings.size()) {
    std::map<Source, size_t> sources;
    for (const MergeListing& listing : listings) sources.emplace(listing.source, 0);
    size_t number = 0;
    for (auto& [source, place] : sources) place = number++;
    for (const MergeListing& listing : listings) source_.push_back(sources.at(listing.source));
    std::iota(by_rank_.begin(), by_rank_.end(), size_t{0});
    std::sort(by_rank_.begin(), by_rank_.end(), [&](size_t a, size_t b) {
      return std::tie(source_[a], listings[a].name) < std::tie(source_[b], listings[b].name);
    });
    std::iota(parent_.begin(), parent_.end(), size_t{0});
  }

  // Groups of ranks, each sorted; in the order of their first member.
  std::vector<std::vector<size_t>> Groups() {
    const std::vector<Claims> values = ClaimsByValue();
    std::vector<Claims> remotes;
    for (const Claims& claims : values) {
      switch (claims.front().kind) {
        case IdentityKind::kRegistryName:
          Join(claims);
          break;
        case IdentityKind::kPackage:
          Join(JoinRenamed(claims));
          break;
        case IdentityKind::kRemote:
          remotes.push_back(JoinRenamed(claims));
          break;
        case IdentityKind::kRepository:
          break;
      }
    }
    DescribeGroups();
    const std::set<size_t> bundles = Bundles(remotes);
    for (Claims& claims : remotes) {
      std::erase_if(claims, [&](const Claim& claim) { return bundles.contains(claim.rank); });
      JoinIfApart(claims, /*may_differ_in_name=*/true);
    }
    for (const Claims& claims : values) {
      if (claims.front().kind == IdentityKind::kRepository) JoinIfApart(claims, false);
    }
    return CollectGroups();
  }

  size_t ListingAt(size_t rank) const { return by_rank_[rank]; }
  const MergeListing& Listing(size_t rank) const { return listings_[by_rank_[rank]]; }

 private:
  // What tells whether two groups may be joined.
  struct Traits {
    std::set<size_t> sources;
    bool has_registry_name = false;
  };

  size_t SourceOf(size_t rank) const { return source_[by_rank_[rank]]; }

  bool HasRegistryName(size_t rank) const {
    const std::vector<Identity>& identities = Listing(rank).identities;
    return std::any_of(identities.begin(), identities.end(), [](const Identity& identity) {
      return identity.kind == IdentityKind::kRegistryName;
    });
  }

  // For each value that several listings state, its claims by rank, so those of one source are next
  // to each other. Values are in order, those of the strongest kind first.
  std::vector<Claims> ClaimsByValue() const {
    Claims all;
    for (size_t rank = 0; rank < by_rank_.size(); ++rank) {
      for (const Identity& identity : Listing(rank).identities) {
        all.push_back({identity.kind, identity.value, rank});
      }
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    std::vector<Claims> values;
    for (const Claim& claim : all) {
      const bool is_same = !values.empty() && values.back().front().kind == claim.kind &&
                           values.back().front().value == claim.value;
      if (!is_same) values.emplace_back();
      values.back().push_back(claim);
    }
    std::erase_if(values, [](const Claims& claims) { return claims.size() < 2; });
    return values;
  }

  // A source that gives the value to several servers has renamed one, when all of them have
  // registry names: they are joined. Else its claims are left out of what is returned.
  Claims JoinRenamed(const Claims& claims) {
    Claims kept;
    for (size_t begin = 0; begin < claims.size();) {
      size_t end = begin;
      bool all_named = true;
      for (; end < claims.size() && SourceOf(claims[end].rank) == SourceOf(claims[begin].rank);
           ++end) {
        all_named = all_named && HasRegistryName(claims[end].rank);
      }
      const Claims of_source(claims.begin() + static_cast<std::ptrdiff_t>(begin),
                             claims.begin() + static_cast<std::ptrdiff_t>(end));
      if (of_source.size() == 1 || all_named) {
        Join(of_source);
        kept.insert(kept.end(), of_source.begin(), of_source.end());
      }
      begin = end;
    }
    return kept;
  }

  // Listings whose remotes lead to several groups of one other source.
  std::set<size_t> Bundles(const std::vector<Claims>& remotes) {
    std::map<std::pair<size_t, size_t>, std::set<size_t>> neighbors;  // of listing and source
    for (const Claims& claims : remotes) {
      std::map<size_t, size_t> groups;  // by source: those of one source are joined already
      for (const Claim& claim : claims) groups[SourceOf(claim.rank)] = Root(claim.rank);
      for (const Claim& claim : claims) {
        for (const auto& [source, group] : groups) {
          if (source != SourceOf(claim.rank)) neighbors[{claim.rank, source}].insert(group);
        }
      }
    }
    std::set<size_t> bundles;
    for (const auto& [key, groups] : neighbors) {
      if (groups.size() > 1) bundles.insert(key.first);
    }
    return bundles;
  }

  void Join(const Claims& claims) {
    for (const Claim& claim : claims) Union(claims.front().rank, claim.rank);
  }

  void DescribeGroups() {
    for (size_t rank = 0; rank < parent_.size(); ++rank) {
      Traits& traits = traits_[Root(rank)];
      traits.sources.insert(SourceOf(rank));
      traits.has_registry_name = traits.has_registry_name || HasRegistryName(rank);
    }
  }

  // Joins the groups of the claims, unless a source is in two of them, or registry names are.
  void JoinIfApart(const Claims& claims, bool may_differ_in_name) {
    std::set<size_t> roots;
    for (const Claim& claim : claims) roots.insert(Root(claim.rank));
    if (roots.size() < 2) return;
    Traits all;
    for (size_t root : roots) {
      Traits traits = traits_[root];
      const bool both_named = all.has_registry_name && traits.has_registry_name;
      if (both_named && !may_differ_in_name) return;
      all.has_registry_name = all.has_registry_name || traits.has_registry_name;
      all.sources.merge(traits.sources);
      if (!traits.sources.empty()) return;  // what is left was there already
    }
    for (size_t root : roots) Union(*roots.begin(), root);
    traits_[Root(*roots.begin())] = std::move(all);
  }

  std::vector<std::vector<size_t>> CollectGroups() {
    std::map<size_t, std::vector<size_t>> by_root;
    for (size_t rank = 0; rank < parent_.size(); ++rank) by_root[Root(rank)].push_back(rank);
    std::vector<std::vector<size_t>> groups;
    for (auto& [root, ranks] : by_root) groups.push_back(std::move(ranks));
    return groups;
  }

  size_t Root(size_t rank) {
    while (parent_[rank] != rank) {
      parent_[rank] = parent_[parent_[rank]];  // path halving
      rank = parent_[rank];
    }
    return rank;
  }

  // The lower rank becomes the root, so that roots do not depend on the order of joining.
  void Union(size_t a, size_t b) {
    a = Root(a);
    b = Root(b);
    if (a != b) parent_[std::max(a, b)] = std::min(a, b);
  }

  const std::vector<MergeListing>& listings_;
  std::vector<size_t> source_;   // of each listing, its source's place in the order of sources
  std::vector<size_t> by_rank_;  // the listing of each rank
  std::vector<size_t> parent_;
  std::map<size_t, Traits> traits_;  // by root, once names and packages have joined
};

// The registry name that a server goes by; empty when it has none.
std::string RegistryName(const std::vector<MergeListing>& listings,
                         const std::vector<size_t>& members) {
  std::pair<bool, std::string> best;
  for (size_t member : members) {
    for (const Identity& identity : listings[member].identities) {
      if (identity.kind != IdentityKind::kRegistryName) continue;
      std::pair<bool, std::string> name(!listings[member].active, identity.value);
      if (best.second.empty() || name < best) best = std::move(name);
    }
  }
  return best.second;
}

// Gives every server its name, registry names and better standings first.
void NameServers(const std::vector<MergeListing>& listings, std::vector<MergedServer>* servers) {
  std::vector<bool> registered;
  for (MergedServer& server : *servers) {
    server.name = RegistryName(listings, server.listings);
    registered.push_back(!server.name.empty());
  }
  std::vector<size_t> order(servers->size());
  std::iota(order.begin(), order.end(), size_t{0});
  const auto key = [&](size_t index) {
    const MergeListing& best = listings[(*servers)[index].listings.front()];
    return std::make_tuple(!registered[index], best.standing, std::cref(best.source),
                           std::cref(best.name));
  };
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return key(a) < key(b); });
  std::unordered_set<std::string> taken;
  for (size_t index : order) {
    MergedServer& server = (*servers)[index];
    const MergeListing& best = listings[server.listings.front()];
    const std::string plain = registered[index] ? server.name : best.name;
    server.name = plain;
    if (taken.contains(server.name)) server.name = plain + " (" + best.source.format + ")";
    std::string longest = plain + " (" + best.source.format + " " + best.source.location + ")";
    while (taken.contains(server.name)) {
      server.name = longest;
      longest += "'";  // only names that imitate these come here
    }
    taken.insert(server.name);
  }
}

}  // namespace

std::vector<MergedServer> MergeListings(const std::vector<MergeListing>& listings) {
  Merger merger(listings);
  std::vector<MergedServer> servers;
  for (std::vector<size_t>& ranks : merger.Groups()) {
    std::stable_sort(ranks.begin(), ranks.end(), [&](size_t a, size_t b) {
      return merger.Listing(a).standing < merger.Listing(b).standing;
    });
    MergedServer server;
    for (size_t rank : ranks) server.listings.push_back(merger.ListingAt(rank));
    servers.push_back(std::move(server));
  }
  NameServers(listings, &servers);
  std::sort(servers.begin(), servers.end(),
            [](const MergedServer& a, const MergedServer& b) { return a.name < b.name; });
  return servers;
}

}  // namespace mcprisk
