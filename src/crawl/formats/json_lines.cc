// {"server", "tool"} records: the plainest form that definitions of many servers are handed on in.
#include "crawl/formats/json_lines.h"

#include <algorithm>
#include <utility>

#include "crawl/formats/all.h"

namespace mcprisk {

bool IsServerToolRecord(const Json& record) {
  Json server = record["server"];
  if (!record["tool"].IsMissing()) {
    return !server.IsMissing() || record["tool"]["name"].IsString();
  }
  return server.IsString() && record["name"].IsString();
}

void ServerToolReader::Add(const Json& record, const std::string& place, std::string_view stem) {
  Json server = record["server"];
  std::string_view name = server.IsObject() ? server["name"].Text() : server.Text();
  if (server.IsMissing() || server.type() == JsonType::kNull) name = stem;
  if (name.empty()) {
    emitter_.Trouble(place, "the record does not name its server");
    return;
  }
  if (listing_ && (listing_->server.name != name || tools_->Full())) Flush();
  if (!listing_) {
    place_ = place;
    listing_.emplace();
    listing_->server.name = name;
    listing_->server.title = server["title"].Text();
    listing_->server.description = server["description"].Text();
    listing_->server.version = server["version"].Text();
    listing_->server.instructions = server["instructions"].Text();
    listing_->tools.emplace();
    tools_.emplace(emitter_, &*listing_);
  }
  ++listing_->tools_read;
  Json tool = record["tool"];
  tools_->Add(tool.IsMissing() ? record : tool, {}, place, 0);
}

void ServerToolReader::Flush() {
  if (!listing_) return;
  tools_.reset();
  emitter_.Emit(std::move(*listing_), std::move(place_), Standing::kOther);
  listing_.reset();
}

namespace {

bool Recognize(const DocumentGroup& group) {
  if (group.documents.size() != 1) return false;
  const Json& root = group.documents.front().root;
  if (!root.IsArray()) return IsServerToolRecord(root);
  std::vector<Json> records = root.Items();
  size_t looked_at = std::min(records.size(), kRecordsToRecognize);
  return std::any_of(records.begin(), records.begin() + static_cast<ptrdiff_t>(looked_at),
                     IsServerToolRecord);
}

void Read(const DocumentGroup& group, Emitter& emitter) {
  const Document& document = group.documents.front();
  ServerToolReader servers(emitter);
  if (!document.root.IsArray()) servers.Add(document.root, document.place, document.Stem());
  size_t index = 0;
  for (const Json& record : document.root.Items()) {
    std::string place = RecordPlace(document.place, ++index);
    if (IsServerToolRecord(record)) {
      servers.Add(record, place, document.Stem());
    } else {
      emitter.Trouble(std::move(place), "not a record of a server and a tool");
    }
  }
  servers.Flush();
}

}  // namespace

const Format kJsonLinesFormat = {
    "json-lines", "JSON Lines, or an array, of {\"server\", \"tool\"} records", Recognize, Read};

}  // namespace mcprisk
