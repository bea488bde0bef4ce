// Making and verifying the folder of a snapshot: catalog-N.db.zst, manifest.json and, where it is
// signed, manifest.json.minisig.
#ifndef MCPRISK_COMMANDS_SNAPSHOT_FILES_H_
#define MCPRISK_COMMANDS_SNAPSHOT_FILES_H_

#include <optional>
#include <string>

#include "base/minisign.h"
#include "drift/manifest.h"

namespace mcprisk {

struct SnapshotRequest {
  std::string catalog;
  std::string folder;  // made where it is missing
  std::optional<SecretKey> key;
  std::string built_at;     // UTC, RFC 3339
  std::string valid_until;  // UTC, RFC 3339
};

// Writes the snapshot. The folder's manifest, where it has one, is the one before: the version
// rises by one, and its digest is named. The manifest is written last, so a reader who comes in
// between finds the old snapshot. Throws Error.
Manifest MakeSnapshot(const SnapshotRequest& request);

struct VerifyRequest {
  std::string folder;
  PublicKey key;
  std::string now;    // UTC, RFC 3339
  std::string state;  // file that remembers the highest version seen of each key
  std::string out;    // where the catalog is put when all is well; empty: nowhere
};

// In this order, each only when the ones before held: sizes, signature, freshness, version, digests
// while unpacking, SQLite's own check and the schema, Merkle root. Then the catalog is put in its
// place by renaming, and the version is remembered. Throws Error that says which one failed; then
// nothing has changed but that.
Manifest VerifySnapshot(const VerifyRequest& request);

}  // namespace mcprisk

#endif  // MCPRISK_COMMANDS_SNAPSHOT_FILES_H_
