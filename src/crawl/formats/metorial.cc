// The catalog of metorial/mcp-index: formats.md section 6.6. One folder a server, with server.yaml
// {identifier, repo, server} and tools.yaml, a list of tools.
#include <algorithm>

#include "crawl/formats/all.h"

namespace mcprisk {
namespace {

bool IsServerRecord(const Document& document) {
  const Json& root = document.root;
  return root["identifier"].IsString() && root["repo"].IsObject() && root["server"].IsObject();
}

bool Recognize(const DocumentGroup& group) {
  return std::any_of(group.documents.begin(), group.documents.end(), IsServerRecord);
}

void ReadServer(const Json& record, Server* server) {
  server->name = record["identifier"].Text();
  server->title = record["server"]["name"].Text();
  server->description = record["server"]["description"].Text();
  std::string_view subfolder = record["server"]["subdirectory"].Text();
  while (subfolder.starts_with('/')) subfolder.remove_prefix(1);
  AddRepository(record["repo"]["url"].Text(), subfolder, server);
}

void Read(const DocumentGroup& group, Emitter& emitter) {
  auto record = std::find_if(group.documents.begin(), group.documents.end(), IsServerRecord);
  Listing listing;
  ReadServer(record->root, &listing.server);
  const Document* tools = group.Find("tools.yaml");
  if (!tools) tools = group.Find("tools.json");
  if (tools) ReadToolsInto(tools->root, tools->place, emitter, &listing);
  emitter.Emit(std::move(listing), record->place, Standing::kMetorial);
}

}  // namespace

const Format kMetorialFormat = {
    "metorial", "the metorial/mcp-index catalog: server.yaml with tools.yaml", Recognize, Read};

}  // namespace mcprisk
