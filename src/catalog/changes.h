// Reading what changed. CatalogReader (reader.h) hands these out.
#ifndef MCPRISK_CATALOG_CHANGES_H_
#define MCPRISK_CATALOG_CHANGES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/digest.h"
#include "model/change.h"
#include "model/listing.h"

namespace mcprisk {

struct StoredChange {
  int64_t sequence = 0;  // rises over the life of a catalog
  std::string seen;      // start of the run that noticed it, RFC 3339
  int64_t server_id = 0;
  std::string server;   // its name now, in this catalog
  Source source;        // whose view changed
  std::string listing;  // the source's name for the server
  ChangeEvent event;
};

struct ChangeQuery {
  // Behind this sequence, the first `limit`. Nothing: the last `limit`.
  std::optional<int64_t> since{};
  std::optional<int64_t> before{};  // only those before this sequence
  std::string since_time{};         // of runs that started then or later; RFC 3339 or its beginning
  std::optional<int64_t> server_id{};
  std::string server_name{};  // of the server or of the listing; for servers that are gone
  Severity at_least = Severity::kInfo;
  size_t limit = 100;
};

struct ChangePage {
  std::vector<StoredChange> changes;  // by sequence
  int64_t next = 0;                   // go on behind this sequence
  bool more = false;                  // there are some behind it already
};

// What two catalogs are compared by: servers of equal digests are alike.
struct ServerFingerprint {
  int64_t id = 0;
  std::string name;
  std::vector<Identity> identities;  // by kind and value
  Digest digest;                     // of all that ServerState gives
  Digest pin;                        // ServerPin of model/pins.h
};

}  // namespace mcprisk

#endif  // MCPRISK_CATALOG_CHANGES_H_
