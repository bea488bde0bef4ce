// MCPB (formerly DXT) bundles: formats.md section 3. What is read is the manifest.json, inside the
// bundle or unpacked; its name is shared with other formats, so it is known by server.mcp_config.
#include "crawl/formats/all.h"
#include "crawl/packages/package.h"

namespace mcprisk {
namespace {

bool Recognize(const DocumentGroup& group) {
  if (group.documents.size() != 1) return false;
  const Json& root = group.documents.front().root;
  return root["name"].IsString() && root["server"]["mcp_config"].IsObject();
}

void Read(const DocumentGroup& group, Emitter& emitter) {
  const Document& document = group.documents.front();
  const Json& manifest = document.root;
  Json answers = manifest["_meta"]["com.microsoft.windows"]["static_responses"];
  Json greeting = answers["initialize"];
  if (Json result = greeting["result"]; result.IsObject()) greeting = result;

  Listing listing;
  Server& server = listing.server;
  server.name = manifest["name"].Text();
  server.title = manifest["display_name"].Text();
  server.description = manifest["description"].Text();
  server.version = manifest["version"].Text();
  server.instructions = greeting["instructions"].Text();
  Json repository = manifest["repository"];
  AddRepository(repository.IsString() ? repository.Text() : repository["url"].Text(), {}, &server);
  AddTransport("stdio", &server);

  Standing standing = Standing::kBundle;
  ReadToolsInto(answers["tools/list"], document.place, emitter, &listing);
  if (!listing.tools) {
    standing = Standing::kManifest;
    ReadToolsInto(manifest["tools"], document.place, emitter, &listing);
    bool more_at_run_time = manifest["tools_generated"].Bool().value_or(false);
    if (more_at_run_time && listing.tools && listing.tools->empty()) listing.tools.reset();
  }
  if (!listing.tools && group.files) {
    std::vector<Problem> problems;
    if (AddDeclaredTools(*group.files, group.package_place, &listing, &problems)) {
      standing = Standing::kStatic;
    }
    for (Problem& problem : problems) {
      emitter.Trouble(std::move(problem.place), std::move(problem.what));
    }
  }
  emitter.Emit(std::move(listing), document.place, standing);
}

}  // namespace

const Format kMcpbFormat = {"mcpb", "MCPB and DXT bundles, or their manifest.json", Recognize,
                            Read};

}  // namespace mcprisk
