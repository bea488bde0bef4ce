#include "crawl/packages/registry_metadata.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/json.h"
#include "base/text.h"
#include "crawl/fetch/limits.h"
#include "crawl/fetch/url.h"
#include "crawl/limits.h"
#include "model/listing.h"

namespace mcprisk {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

std::string Hex(const unsigned char* bytes, size_t size) {
  std::string hex;
  for (size_t i = 0; i < size; ++i) {
    hex += kHexDigits[bytes[i] >> 4];
    hex += kHexDigits[bytes[i] & 15];
  }
  return hex;
}

bool IsHex(std::string_view text, size_t digits) {
  return text.size() == digits && text.find_first_not_of(kHexDigits) == std::string_view::npos;
}

size_t DigitsOf(std::string_view algorithm) {
  return algorithm == "sha512" ? 128 : algorithm == "sha256" ? 64 : 40;
}

// Base64 as bytes in hex; nullopt when it is none.
std::optional<std::string> HexOfBase64(std::string_view text) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  uint32_t bits = 0;
  int count = 0;
  while (text.ends_with('=')) text.remove_suffix(1);
  for (char c : text) {
    size_t value = kAlphabet.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    bits = (bits << 6 | static_cast<uint32_t>(value)) & 0xFFFFFF;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> count & 0xFF);
  }
  return Hex(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

bool IsWebUrl(std::string_view url) {
  return url.starts_with("https://") || url.starts_with("http://");
}

size_t SizeOf(const Json& number) {
  double value = number.Number().value_or(0);
  constexpr double kMost = 1e15;
  return value > 0 && value < kMost ? static_cast<size_t>(value) : 0;
}

Result<PackageArtifact> Checked(PackageArtifact artifact) {
  if (!IsWebUrl(artifact.url)) return Failure("the registry names no archive to download");
  if (!IsHex(artifact.digest, DigitsOf(artifact.algorithm))) {
    return Failure("the registry gives no digest of the archive");
  }
  if (artifact.bytes > kMaxPackageBytes) {
    return Failure("the archive is larger than " + LimitText("kMaxPackageBytes", kMaxPackageBytes) +
                   " bytes");
  }
  return artifact;
}

// The strongest of the digests in an integrity text: "sha512-… sha1-…".
void ReadIntegrity(std::string_view integrity, PackageArtifact* artifact) {
  for (std::string_view algorithm : {"sha512", "sha256"}) {
    for (std::string_view entry : Split(integrity, ' ')) {
      size_t dash = entry.find('-');
      if (dash == std::string_view::npos || entry.substr(0, dash) != algorithm) continue;
      std::optional<std::string> hex = HexOfBase64(entry.substr(dash + 1));
      if (!hex || !IsHex(*hex, DigitsOf(algorithm))) continue;
      artifact->algorithm = algorithm;
      artifact->digest = *hex;
      return;
    }
  }
}

// Of the files of a project: how good this one is to read; 0 when it is not.
int RankOf(const Json& file, std::string_view version) {
  const std::string_view name = file["filename"].Text();
  Json yanked = file["yanked"];
  if (yanked.Bool().value_or(false) || !yanked.Text().empty()) return 0;
  if (!version.empty()) {
    std::string part = "-" + std::string(version);
    size_t at = name.find(part);
    if (at == std::string_view::npos) return 0;
    char behind = at + part.size() < name.size() ? name[at + part.size()] : '-';
    if (behind != '-' && !name.substr(at + part.size()).starts_with(".tar.gz")) return 0;
  }
  if (name.ends_with("-none-any.whl")) return 3;
  if (name.ends_with(".tar.gz")) return 2;
  return name.ends_with(".whl") ? 1 : 0;
}

std::string_view WithoutSlash(std::string_view url) {
  while (url.ends_with('/')) url.remove_suffix(1);
  return url;
}

// The value of `key = value` in a configuration file; the last one counts.
std::string Setting(std::string_view text, std::string_view key) {
  std::string value;
  for (std::string_view line : Split(text, '\n')) {
    line = Trimmed(line);
    if (line.starts_with('#') || line.starts_with(';')) continue;
    size_t assign = line.find('=');
    if (assign == std::string_view::npos || Trimmed(line.substr(0, assign)) != key) continue;
    std::string_view found = Trimmed(line.substr(assign + 1));
    if (found.size() >= 2 && found.front() == '"' && found.back() == '"') {
      found = found.substr(1, found.size() - 2);
    }
    value = found;
  }
  return value;
}

std::string FirstUrl(std::initializer_list<std::string> candidates) {
  for (const std::string& candidate : candidates) {
    if (IsWebUrl(candidate)) return std::string(WithoutSlash(candidate));
  }
  return {};
}

}  // namespace

Result<PackageArtifact> NpmArtifact(std::string_view document, std::string_view version) {
  JsonParser parser;
  Result<Json> root = parser.Parse(document);
  if (!root) return Failure(root.error());
  Json release = *root;
  if (Json versions = (*root)["versions"]; versions.IsObject()) {
    if (version.empty() || version == "latest") version = (*root)["dist-tags"]["latest"].Text();
    release = versions[version];
  }
  if (!release.IsObject() || !release["dist"].IsObject()) {
    return Failure("the registry has no version \"" + std::string(version) + "\" of this package");
  }
  Json dist = release["dist"];
  PackageArtifact artifact;
  artifact.url = dist["tarball"].Text();
  artifact.version = release["version"].Text();
  // Packages from before 2017 have nothing better than SHA-1.
  artifact.algorithm = "sha1";
  artifact.digest = AsciiLowered(dist["shasum"].Text());
  ReadIntegrity(dist["integrity"].Text(), &artifact);
  return Checked(std::move(artifact));
}

Result<PackageArtifact> PypiArtifact(std::string_view document, std::string_view version,
                                     std::string_view url) {
  JsonParser parser;
  Result<Json> root = parser.Parse(document);
  if (!root) return Failure(root.error());
  // The JSON API has the files of one version under `urls`, the simple index all under `files`, the
  // last version last.
  Json files = (*root)["urls"].IsArray() ? (*root)["urls"] : (*root)["files"];
  if ((*root)["urls"].IsArray()) version = {};
  std::vector<Json> all = files.Items();
  if (version.empty() && (*root)["versions"].IsArray() && (*root)["versions"].Size() > 0) {
    version = (*root)["versions"].Items().back().Text();
  }
  const Json* best = nullptr;
  int best_rank = 0;
  for (const Json& file : all) {
    int rank = RankOf(file, version);
    if (rank == 0 || rank < best_rank) continue;
    best_rank = rank;
    best = &file;
  }
  if (!best) return Failure("the index has no wheel or sdist of this package");
  PackageArtifact artifact;
  artifact.url = (*best)["url"].Text();
  if (auto base = ParseUrl(url, kMaxUrlBytes); base && !IsWebUrl(artifact.url)) {
    if (auto resolved = ResolveUrl(*base, artifact.url, kMaxUrlBytes))
      artifact.url = resolved->text;
  }
  artifact.version = version.empty() ? (*root)["info"]["version"].Text() : version;
  artifact.algorithm = "sha256";
  Json digest = (*best)["digests"]["sha256"];
  if (!digest.IsString()) digest = (*best)["hashes"]["sha256"];
  artifact.digest = AsciiLowered(digest.Text());
  artifact.bytes = SizeOf((*best)["size"]);
  return Checked(std::move(artifact));
}

std::string CheckArtifact(const PackageArtifact& artifact, std::string_view bytes) {
  if (artifact.bytes != 0 && artifact.bytes != bytes.size()) {
    return "the archive has " + Counted(bytes.size(), "byte") + ", the registry promised " +
           Grouped(artifact.bytes);
  }
  const EVP_MD* algorithm = EVP_get_digestbyname(artifact.algorithm.c_str());
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (!algorithm ||
      EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, algorithm, nullptr) != 1) {
    throw Error(artifact.algorithm + " is not available in this OpenSSL");
  }
  if (Hex(digest.data(), size) == artifact.digest) return {};
  return "the archive is not what the registry promised: its " + artifact.algorithm + " is another";
}

std::string NpmRegistry(std::string_view package, const Environment& environment,
                        std::string_view npmrc) {
  std::string of_scope;
  if (size_t slash = package.find('/'); package.starts_with('@') && slash < package.size()) {
    of_scope = Setting(npmrc, std::string(package.substr(0, slash)) + ":registry");
  }
  return FirstUrl({of_scope, environment("npm_config_registry"), environment("NPM_CONFIG_REGISTRY"),
                   Setting(npmrc, "registry")});
}

std::string PypiIndex(const Environment& environment, std::string_view pip_conf) {
  return FirstUrl({environment("PIP_INDEX_URL"), Setting(pip_conf, "index-url")});
}

std::string NpmDocumentUrl(std::string_view registry, std::string_view package,
                           std::string_view version) {
  std::string url(WithoutSlash(registry));
  url += "/" + ReplaceAll(std::string(package), "/", "%2F");
  return url + "/" + (version.empty() ? "latest" : std::string(version));
}

std::string PypiDocumentUrl(std::string_view index, std::string_view package) {
  std::string normalized = NormalizedPackage("pypi", package);
  return std::string(WithoutSlash(index)) + "/" + normalized.substr(normalized.find(':') + 1) + "/";
}

}  // namespace mcprisk
