#include "commands/snapshot_files.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "base/json.h"
#include "base/text.h"
#include "base/value.h"
#include "catalog/catalog.h"
#include "catalog/copy.h"
#include "catalog/reader.h"
#include "commands/command.h"
#include "commands/whole_file.h"

namespace mcprisk {
namespace {

namespace fs = std::filesystem;

constexpr char kManifestName[] = "manifest.json";
constexpr char kSignatureName[] = "manifest.json.minisig";

// A file that goes with this object.
class Scratch {
 public:
  explicit Scratch(fs::path path) : path_(std::move(path)) { Remove(); }
  ~Scratch() { Remove(); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  std::string path() const { return path_.string(); }
  void RenameTo(const fs::path& to) const {
    std::error_code error;
    fs::rename(path_, to, error);
    if (error) throw Error(ForTerminal(to.string()) + ": cannot be written: " + error.message());
  }

 private:
  void Remove() const {
    std::error_code ignored;
    fs::remove(path_, ignored);
  }
  const fs::path path_;
};

std::string ScratchName(const std::string& what) {
  return "." + what + "." + std::to_string(getpid()) + ".part";
}

// At most `most` bytes; throws Error.
std::string ReadBounded(const fs::path& path, size_t most, std::string_view limit) {
  std::error_code error;
  const uint64_t size = fs::file_size(path, error);
  if (error) throw Error(ForTerminal(path.string()) + ": cannot be read: " + error.message());
  if (size > most) {
    throw Error(ForTerminal(path.string()) + ": is larger than " + std::string(limit) + ", " +
                Grouped(most) + " bytes");
  }
  return ReadWhole(path.string());
}

template <typename T>
T OrThrow(const fs::path& path, Result<T> result) {
  if (!result) throw Error(ForTerminal(path.string()) + ": " + result.error());
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

std::vector<std::pair<std::string, Digest>> PinsOf(CatalogReader& reader) {
  std::vector<std::pair<std::string, Digest>> pins;
  for (const ServerFingerprint& print : reader.Fingerprints()) {
    pins.emplace_back(print.name, print.pin);
  }
  return pins;
}

// --- The versions that were seen -----------------------------------------------------------------

struct Seen {
  uint64_t version = 0;
  std::string manifest;  // hex digest
};
using SeenByKey = std::map<std::string, Seen>;

SeenByKey ReadState(const std::string& path) {
  SeenByKey seen;
  std::error_code ignored;
  if (!fs::exists(path, ignored)) return seen;
  JsonParser parser;
  const std::string text = ReadWhole(path);
  const Result<Json> root = parser.Parse(text);
  if (!root || !root->IsObject()) {
    throw Error(ForTerminal(path) + ": is no file of seen versions; name another one with --state");
  }
  for (const Json::Member& member : root->Members()) {
    seen[std::string(member.key)] = {
        static_cast<uint64_t>(member.value["version"].Number().value_or(0)),
        std::string(member.value["manifest"].Text())};
  }
  return seen;
}

void WriteState(const std::string& path, const SeenByKey& seen) {
  Value all = Value::Map();
  for (const auto& [key, one] : seen) {
    all.Set(key, Value::Map({{"version", one.version}, {"manifest", one.manifest}}));
  }
  const fs::path folder = fs::path(path).parent_path();
  std::error_code ignored;
  if (!folder.empty()) fs::create_directories(folder, ignored);
  WriteWhole(path, all.Json() + "\n");
}

void CheckFreshness(const fs::path& path, const Manifest& manifest, const std::string& digest,
                    const std::string& now, const Seen& seen) {
  const std::string place = ForTerminal(path.string());
  if (manifest.valid_until < now) {
    throw Error(place + ": was good until " + manifest.valid_until + "; get a newer snapshot");
  }
  const std::string version = std::to_string(manifest.version);
  if (manifest.version < seen.version) {
    throw Error(place + ": is version " + version + ", but version " +
                std::to_string(seen.version) +
                " of this key was seen before: an old snapshot is passed off as new");
  }
  if (manifest.version == seen.version && digest != seen.manifest) {
    throw Error(place + ": is another version " + version +
                " than the one of this key that was seen before");
  }
}

void CheckContent(const std::string& file, const Manifest& manifest) {
  CheckCatalogFile(file);
  if (manifest.catalog_schema > kCatalogSchema) {
    throw Error("the catalog is of schema " + std::to_string(manifest.catalog_schema) +
                ", this program reads up to " + std::to_string(kCatalogSchema) +
                "; upgrade mcprisk");
  }
  CatalogReader reader(file);
  if (MerkleRoot(PinsOf(reader)) != manifest.merkle_root) {
    throw Error("the servers of the catalog are not those of the manifest's Merkle root");
  }
}

// What the folder's manifest says, where it has one.
void FollowPrevious(const fs::path& folder, Manifest* manifest) {
  const fs::path path = folder / kManifestName;
  std::error_code ignored;
  manifest->version = 1;
  if (!fs::exists(path, ignored)) return;
  const std::string text = ReadBounded(path, kMaxManifestBytes, "kMaxManifestBytes");
  const Manifest previous = OrThrow(path, ReadManifest(text));
  manifest->version = previous.version + 1;
  manifest->previous = Sha256(text);
}

}  // namespace

Manifest MakeSnapshot(const SnapshotRequest& request) {
  const fs::path folder = request.folder;
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw Error(ForTerminal(request.folder) + ": cannot be made: " + error.message());
  Manifest manifest;
  FollowPrevious(folder, &manifest);
  const Scratch copy(folder / ScratchName("copy"));
  const Scratch packed(folder / ScratchName("packed"));
  CopyCatalog(request.catalog, copy.path());
  CatalogReader reader(copy.path());
  const CatalogStats stats = reader.Stats();
  manifest.built_at = request.built_at;
  manifest.valid_until = request.valid_until;
  manifest.catalog_schema = kCatalogSchema;
  manifest.program = ProgramVersion();
  manifest.rules = stats.ruleset;
  manifest.servers = stats.servers;
  manifest.tools = stats.tools;
  manifest.definitions = stats.definitions;
  manifest.merkle_root = MerkleRoot(PinsOf(reader));
  manifest.file = "catalog-" + std::to_string(manifest.version) + ".db.zst";
  manifest.facts = PackFile(copy.path(), packed.path());
  packed.RenameTo(folder / manifest.file);
  const std::string text = ManifestText(manifest);
  if (request.key) {
    WriteWhole(folder / kSignatureName,
               Sign(text, *request.key,
                    "mcprisk snapshot version " + std::to_string(manifest.version) + " built " +
                        manifest.built_at));
  } else {
    fs::remove(folder / kSignatureName, error);  // of another manifest
  }
  WriteWhole(folder / kManifestName, text);
  return manifest;
}

Manifest VerifySnapshot(const VerifyRequest& request) {
  const fs::path folder = request.folder;
  const fs::path path = folder / kManifestName;
  const fs::path signature_path = folder / kSignatureName;
  const std::string text = ReadBounded(path, kMaxManifestBytes, "kMaxManifestBytes");
  const std::string signature = ReadBounded(signature_path, kMaxKeyFileBytes, "kMaxKeyFileBytes");
  OrThrow(signature_path, Verify(text, signature, request.key));
  Manifest manifest = OrThrow(path, ReadManifest(text));
  SeenByKey seen = ReadState(request.state);
  const std::string digest = Sha256(text).Hex();
  CheckFreshness(path, manifest, digest, request.now, seen[request.key.Id()]);
  const fs::path out = request.out;
  const fs::path scratch_folder =
      request.out.empty() ? fs::temp_directory_path() : out.parent_path();
  const Scratch unpacked(scratch_folder / ScratchName("mcprisk-snapshot"));
  const fs::path packed = folder / manifest.file;
  OrThrow(packed, UnpackFile(packed.string(), unpacked.path(), manifest.facts));
  CheckContent(unpacked.path(), manifest);
  if (!request.out.empty()) unpacked.RenameTo(out);
  seen[request.key.Id()] = {manifest.version, digest};
  WriteState(request.state, seen);
  return manifest;
}

}  // namespace mcprisk
