// Records of the official MCP registry and of those that speak its API, in all shapes since May
// 2025: formats.md sections 1.2 to 1.5. A page {"servers": […], "metadata"}, an array, or one
// server.json; each record flat or as {"server", "_meta"}.
//
// A record is one version of a server. Versions of one name within a document become one Listing:
// the latest one, by its isLatest flag, else by semver, else by the date of publication.
#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/text.h"
#include "crawl/formats/all.h"
#include "crawl/formats/registry.h"
#include "crawl/formats/semver.h"

namespace mcprisk {
namespace {

constexpr std::string_view kOfficialMeta = "io.modelcontextprotocol.registry/official";
constexpr std::string_view kPulseMeta = "com.pulsemcp/server-version";
constexpr std::string_view kAnthropicMeta = "com.anthropic.api/mcp-registry";

// The server inside a record, whichever way the record is built.
Json ServerOf(const Json& record) {
  Json server = record["server"];
  return server.IsObject() ? server : record;
}

Json MetaOf(const Json& record) {
  Json meta = record["_meta"].FirstOf({kOfficialMeta, kPulseMeta});
  return meta.IsObject() ? meta : record["x-io.modelcontextprotocol.registry"];
}

// Reverse-DNS name, a dot before its only slash. npm's package.json has "@scope/name".
bool IsRegistryName(std::string_view name) {
  size_t slash = name.find('/');
  if (slash == std::string_view::npos || name.find('.') > slash) return false;
  return std::all_of(name.begin(), name.end(), [slash, &name](const char& c) {
    return IsAsciiAlnum(c) || c == '.' || c == '-' || c == '_' ||
           static_cast<size_t>(&c - name.data()) == slash;
  });
}

bool IsRecord(const Json& record) {
  Json server = ServerOf(record);
  if (!server["name"].IsString()) return false;
  if (server["$schema"].Text().find("server.schema.json") != std::string_view::npos) return true;
  if (server["version_detail"].IsObject()) return true;
  return IsRegistryName(server["name"].Text()) &&
         (server["version"].IsString() || server["packages"].IsArray() ||
          server["remotes"].IsArray());
}

// The records of a document; nullopt when it is one record itself.
std::optional<std::vector<Json>> RecordsOf(const Json& root) {
  if (root.IsArray()) return root.Items();
  for (const Json& list : {root["servers"], root["data"]["servers"]}) {
    if (list.IsArray()) return list.Items();
  }
  return std::nullopt;
}

bool Recognize(const DocumentGroup& group) {
  if (group.documents.size() != 1) return false;
  const Json& root = group.documents.front().root;
  std::optional<std::vector<Json>> records = RecordsOf(root);
  if (!records) return IsRecord(root);
  if (records->empty()) return root["metadata"].IsObject();
  size_t looked_at = std::min(records->size(), kRecordsToRecognize);
  return std::any_of(records->begin(), records->begin() + static_cast<ptrdiff_t>(looked_at),
                     IsRecord);
}

void ReadPackage(const Json& package, Server* server) {
  std::string_view type =
      package.FirstOf({"registryType", "registry_type", "registry_name"}).Text();
  AddPackage(type, package.FirstOf({"identifier", "name"}).Text(), server);
  // The oldest records had no transport: all packages spoke stdio.
  Json transport = package["transport"]["type"];
  AddTransport(transport.IsString() ? transport.Text() : "stdio", server);
}

std::string StatusOf(const Json& record) {
  std::string_view status = MetaOf(record)["status"].Text();
  if (status.empty()) status = ServerOf(record)["status"].Text();
  bool known = status == "deprecated" || status == "deleted";
  return known ? std::string(status) : "active";
}

std::string VersionNumber(const Json& server) {
  Json number = server["version"];
  return std::string(number.IsString() ? number.Text()
                                       : server["version_detail"]["version"].Text());
}

// No schema has tools. Some authors keep a list in their own server.json all the same, PulseMCP
// lists them with packages and remotes, Anthropic's directory has their names.
void ReadTools(const Json& record, const std::string& place, Emitter& emitter, Listing* listing) {
  Json server = ServerOf(record);
  ReadToolsInto(server["tools"], place, emitter, listing);
  for (const Json& list : {server["packages"], server["remotes"]}) {
    for (const Json& entry : list.Items()) {
      // The same tools stand with every package and remote.
      if (!listing->tools) ReadToolsInto(entry["tools"], place, emitter, listing);
    }
  }
  if (!listing->tools) {
    ReadToolsInto(record["_meta"][kAnthropicMeta]["toolNames"], place, emitter, listing);
  }
}

void EmitRecord(const Json& record, size_t versions, std::string place, Emitter& emitter) {
  Json given = ServerOf(record);
  Listing listing;
  listing.records = versions;
  Server& server = listing.server;
  server.name = given["name"].Text();
  server.title = given["title"].Text();
  server.description = given["description"].Text();
  server.version = VersionNumber(given);
  server.status = StatusOf(record);
  AddIdentity(IdentityKind::kRegistryName, server.name, &server);
  for (const Json& package : given["packages"].Items()) ReadPackage(package, &server);
  for (const Json& remote : given["remotes"].Items()) {
    AddRemote(remote["url"].Text(), &server);
    AddTransport(remote.FirstOf({"type", "transport_type", "transport"}).Text(), &server);
  }
  Json repository = given["repository"];
  AddRepository(repository["url"].Text(), repository["subfolder"].Text(), &server);
  ReadTools(record, place, emitter, &listing);
  Standing standing = listing.tools ? Standing::kManifest : Standing::kNone;
  emitter.Emit(std::move(listing), std::move(place), standing);
}

std::string RevisionOf(const Json& record) {
  return VersionNumber(ServerOf(record)) + " " +
         std::string(MetaOf(record).FirstOf({"updatedAt", "updated_at"}).Text());
}

// What asking the servers of a record takes.
void AppendRemotes(const Json& record, std::vector<RemoteServer>* remotes) {
  if (StatusOf(record) == "deleted") return;
  Json server = ServerOf(record);
  size_t count = 0;
  for (const Json& remote : server["remotes"].Items()) {
    if (++count > kMaxRecordRemotes) break;
    RemoteServer found;
    found.server = server["name"].Text();
    found.url = remote["url"].Text();
    found.revision = RevisionOf(record);
    found.transport = remote.FirstOf({"type", "transport_type", "transport"}).Text();
    for (const Json& header : remote["headers"].Items()) {
      const bool required = header.FirstOf({"isRequired", "is_required"}).Bool().value_or(false);
      const bool given = header["value"].IsString() || header["default"].IsString();
      found.needs_secret = found.needs_secret || (required && !given);
    }
    if (!found.url.empty()) remotes->push_back(std::move(found));
  }
}

// What fetching the packages of a record takes.
void AppendPackages(const Json& record, std::vector<ServerPackage>* packages) {
  constexpr std::array<std::string_view, 4> kReadable = {"npm", "pypi", "nuget", "mcpb"};
  if (StatusOf(record) == "deleted") return;
  Json server = ServerOf(record);
  size_t count = 0;
  for (const Json& package : server["packages"].Items()) {
    ServerPackage found;
    found.server = server["name"].Text();
    found.type =
        AsciiLowered(package.FirstOf({"registryType", "registry_type", "registry_name"}).Text());
    found.identifier = Trimmed(package.FirstOf({"identifier", "name"}).Text());
    found.version = Trimmed(package["version"].Text());
    if (found.version == "latest") found.version.clear();
    found.registry = package.FirstOf({"registryBaseUrl", "registry_base_url"}).Text();
    found.sha256 = AsciiLowered(package.FirstOf({"fileSha256", "file_sha256"}).Text());
    const bool readable =
        std::find(kReadable.begin(), kReadable.end(), found.type) != kReadable.end();
    if (!readable || found.identifier.empty() || ++count > kMaxRecordPackages) continue;
    packages->push_back(std::move(found));
  }
}

void Read(const DocumentGroup& group, Emitter& emitter) {
  const Document& document = group.documents.front();
  if (!RecordsOf(document.root)) return EmitRecord(document.root, 1, document.place, emitter);
  RegistryVersions versions;
  versions.See(document.root);
  versions.Emit(document, 0, {}, emitter);
}

}  // namespace

RegistryPage SummarizePage(const Json& root) {
  RegistryPage page;
  std::optional<std::vector<Json>> records = RecordsOf(root);
  page.is_page = records.has_value();
  if (!records) return page;
  page.records = records->size();
  Json cursor = root["metadata"].FirstOf({"nextCursor", "next_cursor"});
  if (cursor.IsMissing()) cursor = root["next"];
  page.next_cursor = cursor.Text();
  for (const Json& record : *records) {
    std::string_view updated = MetaOf(record).FirstOf({"updatedAt", "updated_at"}).Text();
    if (updated > page.highest_updated) page.highest_updated = updated;
  }
  return page;
}

// --- Versions ------------------------------------------------------------------------------------

RegistryVersions::Version RegistryVersions::VersionOf(const Json& record) {
  Json server = ServerOf(record);
  Json meta = MetaOf(record);
  Json detail = server["version_detail"];
  Version version;
  Json flag = meta.FirstOf({"isLatest", "is_latest"});
  if (flag.IsMissing()) flag = detail["is_latest"];
  version.flagged = flag.Bool().value_or(false);
  version.number = VersionNumber(server);
  Json published = meta.FirstOf({"publishedAt", "published_at"});
  version.published = published.IsString() ? published.Text() : detail["release_date"].Text();
  return version;
}

// Ties go to the one that stands later.
bool RegistryVersions::IsLater(const Version& candidate, const Version& than) {
  if (candidate.flagged != than.flagged) return candidate.flagged;
  int order = CompareVersions(candidate.number, than.number);
  return order != 0 ? order > 0 : candidate.published >= than.published;
}

void RegistryVersions::See(const Json& root) {
  const size_t page = pages_++;
  size_t index = 0;
  for (const Json& record : RecordsOf(root).value_or(std::vector<Json>())) {
    ++index;
    std::string_view name = ServerOf(record)["name"].Text();
    if (name.empty()) continue;
    Version version = VersionOf(record);
    version.at = {page, index};
    std::vector<Version>& versions = by_name_[std::string(name)];
    auto same = std::find_if(versions.begin(), versions.end(), [&](const Version& known) {
      return known.number == version.number && known.at.first != page;
    });
    if (same != versions.end()) {
      *same = std::move(version);
    } else {
      versions.push_back(std::move(version));
    }
  }
}

void RegistryVersions::Choose() {
  for (const auto& [name, versions] : by_name_) {
    const Version* latest = &versions.front();
    for (const Version& version : versions) {
      if (&version != latest && IsLater(version, *latest)) latest = &version;
    }
    chosen_.emplace(latest->at, versions.size());
  }
  by_name_.clear();
}

void RegistryVersions::Emit(const Document& document, size_t page, std::string_view prefix,
                            Emitter& emitter) {
  if (!by_name_.empty()) Choose();
  size_t index = 0;
  for (const Json& record : RecordsOf(document.root).value_or(std::vector<Json>())) {
    std::string place = RecordPlace(document.place, ++index);
    std::string_view name = ServerOf(record)["name"].Text();
    if (name.empty()) {
      emitter.LoseRecord(std::move(place), "the record does not name its server");
      continue;
    }
    auto chosen = chosen_.find({page, index});
    if (chosen == chosen_.end()) continue;
    if (!prefix.empty()) place = std::string(prefix) + std::string(name);
    AppendRemotes(record, &remotes_);
    AppendPackages(record, &packages_);
    EmitRecord(record, chosen->second, std::move(place), emitter);
  }
}

const Format kRegistryFormat = {
    "registry", "the official MCP registry: API pages, arrays of records, server.json", Recognize,
    Read};

}  // namespace mcprisk
