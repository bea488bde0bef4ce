// The catalog that Docker publishes: formats.md section 5.2. One document with all servers under
// `registry`, and beside it, where they were fetched, the documents that its toolsUrls name:
// tools/NAME.json, with NAME the key of the server.
#include <algorithm>
#include <vector>

#include "crawl/formats/all.h"

namespace mcprisk {
namespace {

bool IsEntry(const Json& entry) {
  return entry.IsObject() &&
         (entry["image"].IsString() || entry["remote"].IsObject() ||
          entry["toolsUrl"].IsString()) &&
         (entry["title"].IsString() || entry["description"].IsString());
}

bool IsCatalog(const Document& document) {
  std::vector<Json::Member> entries = document.root["registry"].Members();
  size_t looked_at = std::min(entries.size(), kRecordsToRecognize);
  return std::any_of(entries.begin(), entries.begin() + static_cast<ptrdiff_t>(looked_at),
                     [](const Json::Member& entry) { return IsEntry(entry.value); });
}

bool Recognize(const DocumentGroup& group) {
  return std::any_of(group.documents.begin(), group.documents.end(), IsCatalog);
}

void Describe(const Json& entry, std::string_view name, Server* server) {
  server->name = name;
  server->title = entry["title"].Text();
  server->description = entry["description"].Text();
  AddPackage("oci", entry["image"].Text(), server);
  AddRemote(entry["remote"]["url"].Text(), server);
  AddRepository(entry.FirstOf({"upstream", "source"}).Text(), {}, server);
  const bool is_remote = entry["remote"]["url"].IsString();
  AddTransport(is_remote ? entry["remote"]["transport_type"].Text() : "stdio", server);
}

void Read(const DocumentGroup& group, Emitter& emitter) {
  auto catalog = std::find_if(group.documents.begin(), group.documents.end(), IsCatalog);
  for (const Json::Member& member : catalog->root["registry"].Members()) {
    const std::string name(member.key);
    const std::string place = catalog->place + "#" + name;
    if (!member.value.IsObject()) {
      emitter.LoseRecord(place, "the entry of a server is no object");
      continue;
    }
    Listing listing;
    Describe(member.value, name, &listing.server);
    const Document* tools = group.Find(name + ".json");
    if (tools) {
      ReadToolsInto(tools->root, tools->place, emitter, &listing);
    } else {
      ReadToolsInto(member.value["tools"], place, emitter, &listing);
    }
    // An empty list stands where the build could not ask the server.
    if (listing.tools && listing.tools->empty() && listing.tools_read == 0) listing.tools.reset();
    emitter.Emit(std::move(listing), place, Standing::kDocker);
  }
}

}  // namespace

const Format kDockerCatalogFormat = {"docker-catalog", "the catalog.yaml that Docker publishes",
                                     Recognize, Read};

}  // namespace mcprisk
