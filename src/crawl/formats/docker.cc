// The repository docker/mcp-registry: formats.md section 5.1. One folder a server, with server.yaml
// and, for some, tools.json.
#include <algorithm>

#include "crawl/formats/all.h"

namespace mcprisk {
namespace {

bool IsServerRecord(const Document& document) {
  const Json& root = document.root;
  std::string_view type = root["type"].Text();
  return root["name"].IsString() && root["about"].IsObject() &&
         (type == "server" || type == "remote" || type == "poci" || root["image"].IsString());
}

bool Recognize(const DocumentGroup& group) {
  return std::any_of(group.documents.begin(), group.documents.end(), IsServerRecord);
}

void ReadServer(const Json& record, Server* server) {
  server->name = record["name"].Text();
  server->title = record["about"]["title"].Text();
  server->description = record["about"]["description"].Text();
  AddPackage("oci", record["image"].Text(), server);
  AddRemote(record["remote"]["url"].Text(), server);
  AddRepository(record["source"]["project"].Text(), record["source"]["directory"].Text(), server);
  AddTransport(
      record["type"].Text() == "remote" ? record["remote"]["transport_type"].Text() : "stdio",
      server);
}

void Read(const DocumentGroup& group, Emitter& emitter) {
  auto record = std::find_if(group.documents.begin(), group.documents.end(), IsServerRecord);
  Listing listing;
  ReadServer(record->root, &listing.server);
  if (const Document* tools = group.Find("tools.json")) {
    ReadToolsInto(tools->root, tools->place, emitter, &listing);
  } else {
    ReadToolsInto(record->root["tools"], record->place, emitter, &listing);
  }
  // An empty list stands where the build could not ask the server: 41 of the 54 in the repository
  // have `dynamic.tools: true`, the other 13 are remote servers that want credentials.
  if (listing.tools && listing.tools->empty() && listing.tools_read == 0) listing.tools.reset();
  emitter.Emit(std::move(listing), record->place, Standing::kDocker);
}

}  // namespace

const Format kDockerFormat = {"docker", "Docker's MCP registry: server.yaml with tools.json",
                              Recognize, Read};

}  // namespace mcprisk
