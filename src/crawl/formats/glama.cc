// A page of Glama's directory: formats.md section 6.2.
#include <algorithm>

#include "base/text.h"
#include "crawl/formats/all.h"

namespace mcprisk {
namespace {

bool IsRecord(const Json& record) {
  return record["id"].IsString() && record["namespace"].IsString() && record["slug"].IsString() &&
         record["name"].IsString();
}

bool Recognize(const DocumentGroup& group) {
  if (group.documents.size() != 1) return false;
  const Json& root = group.documents.front().root;
  if (!root["pageInfo"].IsObject() || !root["servers"].IsArray()) return false;
  std::vector<Json> records = root["servers"].Items();
  return records.empty() || std::any_of(records.begin(), records.end(), IsRecord);
}

// "hosting:remote-capable" and its kind say nothing of the transport but for local servers.
bool IsLocal(const Json& record) {
  std::vector<Json> attributes = record["attributes"].Items();
  return std::any_of(attributes.begin(), attributes.end(), [](const Json& attribute) {
    return attribute.Text() == "hosting:local-only";
  });
}

void Read(const DocumentGroup& group, Emitter& emitter) {
  const Document& document = group.documents.front();
  size_t index = 0;
  for (const Json& record : document.root["servers"].Items()) {
    std::string place = RecordPlace(document.place, ++index);
    if (!IsRecord(record)) {
      emitter.LoseRecord(std::move(place), "the record does not name its server");
      continue;
    }
    Listing listing;
    Server& server = listing.server;
    server.name =
        std::string(record["namespace"].Text()) + "/" + std::string(record["slug"].Text());
    server.title = record["name"].Text();
    server.description = record["description"].Text();
    AddRepository(record["repository"]["url"].Text(), {}, &server);
    if (IsLocal(record)) AddTransport("stdio", &server);
    ReadToolsInto(record["tools"], place, emitter, &listing);
    // The list is empty for servers that could not be inspected.
    if (listing.tools && listing.tools->empty() && listing.tools_read == 0) listing.tools.reset();
    emitter.Emit(std::move(listing), std::move(place), Standing::kOther);
  }
}

}  // namespace

const Format kGlamaFormat = {"glama", "pages of Glama's directory", Recognize, Read};

}  // namespace mcprisk
