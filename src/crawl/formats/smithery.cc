// One server of Smithery's registry, as GET /servers/NAME answers: formats.md section 6.1.
#include "base/text.h"
#include "crawl/formats/all.h"

namespace mcprisk {
namespace {

bool Recognize(const DocumentGroup& group) {
  if (group.documents.size() != 1) return false;
  const Json& root = group.documents.front().root;
  return root["qualifiedName"].IsString() &&
         (root["connections"].IsArray() || root["deploymentUrl"].IsString() ||
          root["displayName"].IsString());
}

void Read(const DocumentGroup& group, Emitter& emitter) {
  const Document& document = group.documents.front();
  const Json& root = document.root;
  Listing listing;
  Server& server = listing.server;
  server.name = root["qualifiedName"].Text();
  server.title = root["displayName"].Text();
  server.description = root["description"].Text();
  for (const Json& connection : root["connections"].Items()) {
    AddTransport(connection["type"].Text(), &server);
    AddRemote(connection["deploymentUrl"].Text(), &server);
  }
  AddRemote(root["deploymentUrl"].Text(), &server);
  // null: Smithery could not ask the server.
  ReadToolsInto(root["tools"], document.place, emitter, &listing);
  emitter.Emit(std::move(listing), document.place, Standing::kOther);
}

}  // namespace

const Format kSmitheryFormat = {"smithery", "a server's record of Smithery's registry", Recognize,
                                Read};

}  // namespace mcprisk
