// Records of the official MCP registry and of those that speak its API, in all shapes since May
// 2025: formats.md sections 1.2 to 1.5. A page {"servers": […], "metadata"}, an array, or one
// server.json; each record flat or as {"server", "_meta"}.
//
// A record is one version of a server. Versions of one name within a document become one Listing:
// the latest one, by its isLatest flag, else by semver, else by the date of publication.
#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/text.h"
#include "crawl/formats/all.h"
#include "crawl/formats/semver.h"

namespace mcprisk {
namespace {

constexpr std::string_view kOfficialMeta = "io.modelcontextprotocol.registry/official";

// The server inside a record, whichever way the record is built.
Json ServerOf(const Json& record) {
  Json server = record["server"];
  return server.IsObject() ? server : record;
}

Json MetaOf(const Json& record) {
  Json meta = record["_meta"][kOfficialMeta];
  return meta.IsObject() ? meta : record["x-io.modelcontextprotocol.registry"];
}

// Reverse-DNS name, a dot before its only slash. npm's package.json has "@scope/name".
bool IsRegistryName(std::string_view name) {
  size_t slash = name.find('/');
  if (slash == std::string_view::npos || name.find('.') > slash) return false;
  return std::all_of(name.begin(), name.end(), [slash, &name](const char& c) {
    return IsAsciiAlpha(c) || IsAsciiDigit(c) || c == '.' || c == '-' || c == '_' ||
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

// What decides which version of a server is the latest.
struct Version {
  Json record;
  std::string place;
  bool flagged = false;
  std::string number;
  std::string_view published;
  size_t records = 1;
};

Version VersionOf(const Json& record, std::string place) {
  Json server = ServerOf(record);
  Json meta = MetaOf(record);
  Json detail = server["version_detail"];
  Version version;
  version.record = record;
  version.place = std::move(place);
  Json flag = meta.FirstOf({"isLatest", "is_latest"});
  if (flag.IsMissing()) flag = detail["is_latest"];
  version.flagged = flag.Bool().value_or(false);
  Json number = server["version"];
  version.number = number.IsString() ? number.Text() : detail["version"].Text();
  Json published = meta.FirstOf({"publishedAt", "published_at"});
  version.published = published.IsString() ? published.Text() : detail["release_date"].Text();
  return version;
}

// Ties go to the one that stands later.
bool IsLater(const Version& candidate, const Version& than) {
  if (candidate.flagged != than.flagged) return candidate.flagged;
  int order = CompareVersions(candidate.number, than.number);
  return order != 0 ? order > 0 : candidate.published >= than.published;
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

void Emit(Version version, Emitter& emitter) {
  Json record = ServerOf(version.record);
  Listing listing;
  listing.records = version.records;
  Server& server = listing.server;
  server.name = record["name"].Text();
  server.title = record["title"].Text();
  server.description = record["description"].Text();
  server.version = version.number;
  server.status = StatusOf(version.record);
  AddIdentity(IdentityKind::kRegistryName, server.name, &server);
  for (const Json& package : record["packages"].Items()) ReadPackage(package, &server);
  for (const Json& remote : record["remotes"].Items()) {
    AddRemote(remote["url"].Text(), &server);
    AddTransport(remote.FirstOf({"type", "transport_type", "transport"}).Text(), &server);
  }
  Json repository = record["repository"];
  AddRepository(repository["url"].Text(), repository["subfolder"].Text(), &server);
  // No schema has tools; some authors keep a list in their own server.json all the same.
  ReadToolsInto(record["tools"], version.place, emitter, &listing);
  Standing standing = listing.tools ? Standing::kManifest : Standing::kNone;
  emitter.Emit(std::move(listing), std::move(version.place), standing);
}

void Read(const DocumentGroup& group, Emitter& emitter) {
  const Document& document = group.documents.front();
  std::optional<std::vector<Json>> records = RecordsOf(document.root);
  if (!records) return Emit(VersionOf(document.root, document.place), emitter);

  std::vector<Version> latest;  // one a name, in the order of their first records
  std::unordered_map<std::string_view, size_t> by_name;
  size_t index = 0;
  for (const Json& record : *records) {
    std::string place = RecordPlace(document.place, ++index);
    std::string_view name = ServerOf(record)["name"].Text();
    if (name.empty()) {
      emitter.LoseRecord(std::move(place), "the record does not name its server");
      continue;
    }
    Version version = VersionOf(record, std::move(place));
    auto [at, is_new] = by_name.try_emplace(name, latest.size());
    if (is_new) {
      latest.push_back(std::move(version));
      continue;
    }
    Version& known = latest[at->second];
    size_t count = known.records + 1;
    if (IsLater(version, known)) known = std::move(version);
    known.records = count;
  }
  for (Version& version : latest) Emit(std::move(version), emitter);
}

}  // namespace

const Format kRegistryFormat = {
    "registry", "the official MCP registry: API pages, arrays of records, server.json", Recognize,
    Read};

}  // namespace mcprisk
