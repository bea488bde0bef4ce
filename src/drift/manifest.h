// The manifest of a snapshot: what it holds, from when to when it is good, what came before it.
//
// JSON of data/schemas/manifest.schema.json, written by us and read from strangers. Fields that
// this version does not know are ignored (the signature is over them, too). Pure functions.
#ifndef MCPRISK_DRIFT_MANIFEST_H_
#define MCPRISK_DRIFT_MANIFEST_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "base/packed_file.h"
#include "base/result.h"

namespace mcprisk {

inline constexpr int kManifestFormat = 1;
// A real one has a kilobyte.
inline constexpr size_t kMaxManifestBytes = size_t{64} << 10;
// A catalog of half a million tools takes less than two gigabytes, packed a fifth of that.
inline constexpr uint64_t kMaxSnapshotBytes = uint64_t{16} << 30;

struct Manifest {
  uint64_t version = 0;     // rises with every snapshot of a publisher
  std::string built_at;     // UTC, RFC 3339
  std::string valid_until;  // the same form, so that texts compare as times do
  int catalog_schema = 0;
  std::string program;  // version of mcprisk
  std::string rules;    // hex digest of the rule set
  uint64_t servers = 0;
  uint64_t tools = 0;
  uint64_t definitions = 0;
  std::string file;  // name of the packed catalog in the snapshot's folder
  PackedFile facts;
  Digest merkle_root;
  std::optional<Digest> previous;  // SHA-256 of the manifest before this one
};

std::string ManifestText(const Manifest& manifest);
// Fails, with a sentence, on what is no manifest, on one of another format, and on a file name that
// is more than a name.
Result<Manifest> ReadManifest(std::string_view text);

// Root of a Merkle tree (RFC 6962, section 2.1) whose leaves are the canonical JSON [name, pin] of
// every server, by name; so "this server's pin is in that snapshot" has a proof of a few digests.
Digest MerkleRoot(std::vector<std::pair<std::string, Digest>> pins);

}  // namespace mcprisk

#endif  // MCPRISK_DRIFT_MANIFEST_H_
