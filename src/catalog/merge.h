// Which listings are one server. Private to catalog/. A pure function: the answer does not depend
// on the order of the listings, nor on ids or runs.
//
// Listings that state the same identity are one server (formats.md section 9.5), except where that
// identity says less than it seems to:
// - A registry name always joins: a registry gives it to one server.
// - A package or a remote joins, but the listings of a source that names it for several servers are
//   left out of it, unless each of them has a registry name. In hand-kept lists such a package is a
//   launcher or a collection (eleven servers started from one package) or a slip; in a registry,
//   which checks who owns a package, it is a server that was renamed.
// - A listing with several remotes that another source lists as servers of their own is a bundle
// (one
//   record for all fifteen servers of a company): its remotes join nothing. Several packages of one
//   listing are one server in several languages, and join.
// - A repository joins nothing when a source has several servers in it (a monorepo: the other
// sources
//   may mean any of them), nor when the servers it would join have different registry names.
// - Neither a remote nor a repository joins two servers that one source holds apart.
#ifndef MCPRISK_CATALOG_MERGE_H_
#define MCPRISK_CATALOG_MERGE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "model/listing.h"

namespace mcprisk {

// What merging looks at of one open listing.
struct MergeListing {
  Source source;
  std::string name;
  Standing standing = Standing::kNone;
  bool active = true;  // status "active"
  std::vector<Identity> identities;
};

struct MergedServer {
  // Unique among all: the registry name (of several: that of an active listing, then the first in
  // byte order), else the name of the listing of the best standing. A name that another server has
  // already is followed by " (format)", if need be by " (format location)".
  std::string name;
  // Indices of its listings, best standing first, then by source and name.
  std::vector<size_t> listings;
};

// By name.
std::vector<MergedServer> MergeListings(const std::vector<MergeListing>& listings);

}  // namespace mcprisk

#endif  // MCPRISK_CATALOG_MERGE_H_
