#include "drift/manifest.h"

#include <algorithm>
#include <cmath>

#include "base/json.h"
#include "base/text.h"
#include "base/value.h"

namespace mcprisk {
namespace {

constexpr char kFormatName[] = "mcprisk-snapshot";

std::string Bytes(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.bytes.data()), digest.bytes.size()};
}

std::string JsonString(std::string_view text) {
  std::string json;
  AppendJsonString(text, &json);
  return json;
}

// Of leaves[begin, end), at least one.
Digest TreeHash(const std::vector<Digest>& leaves, size_t begin, size_t end) {
  const size_t count = end - begin;
  if (count == 1) return leaves[begin];
  size_t left = 1;  // the largest power of two below count
  while (left * 2 < count) left *= 2;
  return Sha256("\x01" + Bytes(TreeHash(leaves, begin, begin + left)) +
                Bytes(TreeHash(leaves, begin + left, end)));
}

// Collects the first thing that is wrong.
class ManifestReader {
 public:
  explicit ManifestReader(const Json& root) : root_(root) {}

  Result<Manifest> Read() {
    if (root_["format"].Text() != kFormatName) return Failure("is no manifest of a snapshot");
    if (root_["format_version"].Number() != kManifestFormat) {
      return Failure("is of a format that this program does not know; upgrade mcprisk");
    }
    Manifest manifest;
    manifest.version = Number(root_, "version");
    manifest.built_at = Time("built_at");
    manifest.valid_until = Time("valid_until");
    manifest.catalog_schema = static_cast<int>(Number(root_, "catalog_schema"));
    manifest.program = root_["program"].Text();
    manifest.rules = root_["rules"].Text();
    const Json counts = root_["counts"];
    manifest.servers = Number(counts, "servers");
    manifest.tools = Number(counts, "tools");
    manifest.definitions = Number(counts, "definitions");
    ReadFiles(&manifest);
    manifest.merkle_root = Hex(root_, "merkle_root");
    if (root_["previous"].type() != JsonType::kNull) manifest.previous = Hex(root_, "previous");
    if (!trouble_.empty()) return Failure(trouble_);
    return manifest;
  }

 private:
  void Complain(const std::string& what) {
    if (trouble_.empty()) trouble_ = what;
  }

  uint64_t Number(const Json& object, std::string_view key) {
    const std::optional<double> number = object[key].Number();
    constexpr double kMost = 9007199254740991.0;
    if (!number || *number < 0 || *number > kMost || *number != std::floor(*number)) {
      Complain("\"" + std::string(key) + "\" is no whole number");
      return 0;
    }
    return static_cast<uint64_t>(*number);
  }

  std::string Time(const std::string& key) {
    constexpr std::string_view kForm = "0000-00-00T00:00:00Z";
    const std::string_view text = root_[key].Text();
    bool fits = text.size() == kForm.size();
    for (size_t i = 0; fits && i < kForm.size(); ++i) {
      fits = kForm[i] == '0' ? IsAsciiDigit(text[i]) : text[i] == kForm[i];
    }
    if (!fits) Complain("\"" + key + "\" is no time in UTC (2026-01-31T06:00:00Z)");
    return std::string(text);
  }

  Digest Hex(const Json& object, const std::string& key) {
    const std::optional<Digest> digest = Digest::FromHex(object[key].Text());
    if (!digest) Complain("\"" + key + "\" is no SHA-256 in hex");
    return digest.value_or(Digest());
  }

  void ReadFiles(Manifest* manifest) {
    const std::vector<Json> files = root_["files"].Items();
    if (files.size() != 1) {
      Complain("\"files\" does not have the one file of a snapshot");
      return;
    }
    manifest->file = files[0]["name"].Text();
    if (!IsPlainName(manifest->file)) {
      Complain("names a file \"" + ForTerminal(manifest->file, 60) + "\", which is no plain name");
    }
    manifest->facts.packed = {Number(files[0], "bytes"), Hex(files[0], "sha256")};
    manifest->facts.unpacked = {Number(files[0], "unpacked_bytes"),
                                Hex(files[0], "unpacked_sha256")};
    if (std::max(manifest->facts.packed.bytes, manifest->facts.unpacked.bytes) >
        kMaxSnapshotBytes) {
      Complain("names a file beyond kMaxSnapshotBytes, " + Grouped(kMaxSnapshotBytes) + " bytes");
    }
  }

  static bool IsPlainName(const std::string& name) {
    constexpr size_t kLongest = 64;
    return !name.empty() && name.size() <= kLongest && name[0] != '.' &&
           std::all_of(name.begin(), name.end(),
                       [](char c) { return IsAsciiAlnum(c) || c == '.' || c == '-' || c == '_'; });
  }

  const Json root_;
  std::string trouble_;
};

}  // namespace

std::string ManifestText(const Manifest& manifest) {
  const PackedFile& facts = manifest.facts;
  Value files = Value::List();
  files.Add(Value::Map({{"name", manifest.file},
                        {"bytes", facts.packed.bytes},
                        {"sha256", facts.packed.sha256.Hex()},
                        {"unpacked_bytes", facts.unpacked.bytes},
                        {"unpacked_sha256", facts.unpacked.sha256.Hex()}}));
  const Value text =
      Value::Map({{"format", kFormatName},
                  {"format_version", kManifestFormat},
                  {"version", manifest.version},
                  {"built_at", manifest.built_at},
                  {"valid_until", manifest.valid_until},
                  {"catalog_schema", manifest.catalog_schema},
                  {"program", manifest.program},
                  {"rules", manifest.rules},
                  {"counts", Value::Map({{"servers", manifest.servers},
                                         {"tools", manifest.tools},
                                         {"definitions", manifest.definitions}})},
                  {"files", std::move(files)},
                  {"merkle_root", manifest.merkle_root.Hex()},
                  {"previous", manifest.previous ? Value(manifest.previous->Hex()) : Value()}});
  return text.Json() + "\n";
}

Result<Manifest> ReadManifest(std::string_view text) {
  if (text.size() > kMaxManifestBytes) {
    return Failure("is larger than kMaxManifestBytes, " + Grouped(kMaxManifestBytes) + " bytes");
  }
  JsonParser parser;
  const Result<Json> root = parser.Parse(text);
  if (!root) return Failure("is " + root.error());
  if (Result<std::string> canonical = root->Canonical(); !canonical) {
    return Failure("has a " + canonical.error());
  }
  return ManifestReader(*root).Read();
}

Digest MerkleRoot(std::vector<std::pair<std::string, Digest>> pins) {
  if (pins.empty()) return Sha256("");
  std::sort(pins.begin(), pins.end());
  std::vector<Digest> leaves;
  leaves.reserve(pins.size());
  for (const auto& [name, pin] : pins) {
    leaves.push_back(
        Sha256(std::string(1, '\0') + "[" + JsonString(name) + ",\"" + pin.Hex() + "\"]"));
  }
  return TreeHash(leaves, 0, leaves.size());
}

}  // namespace mcprisk
