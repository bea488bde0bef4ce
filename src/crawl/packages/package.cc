#include "crawl/packages/package.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "base/text.h"
#include "crawl/document.h"
#include "crawl/format.h"
#include "crawl/formats/all.h"
#include "crawl/packages/extract.h"
#include "crawl/sniff.h"

namespace mcprisk {
namespace {

// Names of dependencies, or parts of them, that only MCP servers and clients have.
bool DependsOnMcp(const Json& manifest) {
  constexpr std::array<std::string_view, 5> kNames = {"mcp", "fastmcp", "mcp-framework",
                                                      "mcp-handler", "McpServer"};
  for (const Json::Member& dependency : manifest["dependencies"].Members()) {
    if (dependency.key.starts_with("@modelcontextprotocol/")) return true;
    for (std::string_view name : kNames) {
      if (dependency.key == name) return true;
    }
  }
  return manifest["mcpName"].IsString();
}

// What unpacking says of the package: its problems come first, and where there are no tools, what
// was wrong with the archive is why.
void NoteArchive(const UnpackedArchive& archive, PackageListing* package) {
  package->problems.insert(package->problems.begin(), archive.problems.begin(),
                           archive.problems.end());
  if (package->ending.Ok()) return;
  if (archive.beyond_limits) package->ending.outcome = Outcome::kLimitPackage;
  if (archive.hostile) package->ending.outcome = Outcome::kPackageHostileEntry;
}

}  // namespace

bool AddDeclaredTools(const std::vector<ArchiveEntry>& files, const std::string& place,
                      Listing* listing, std::vector<Problem>* problems) {
  ExtractedTools extracted = ExtractTools(files);
  for (Problem& problem : extracted.problems) {
    std::string where = problem.place.empty() ? place : place + "!" + problem.place;
    problems->push_back({std::move(where), std::move(problem.what)});
  }
  if (extracted.tools.empty()) return false;
  for (size_t i = 0; i < extracted.tools.size(); ++i) {
    extracted.tools[i].place =
        place + "!" + extracted.files[i] + ":" + std::to_string(extracted.lines[i]);
  }
  listing->tools = std::move(extracted.tools);
  listing->tools_read += listing->tools->size();
  return true;
}

PackageListing ListPackage(const Json& manifest, std::string_view type,
                           const std::vector<ArchiveEntry>& files, const std::string& place) {
  PackageListing package;
  Listing listing;
  Server& server = listing.server;
  server.name = manifest["name"].Text();
  server.description = manifest["description"].Text();
  server.version = manifest["version"].Text();
  AddPackage(type, manifest["name"].Text(), &server);
  Json repository = manifest["repository"];
  AddRepository(repository.IsString() ? repository.Text() : repository["url"].Text(),
                repository["directory"].Text(), &server);
  AddTransport("stdio", &server);
  listing.origin.place = place;
  listing.origin.standing = Standing::kStatic;
  const bool has_tools = AddDeclaredTools(files, place, &listing, &package.problems);
  if (has_tools || DependsOnMcp(manifest)) package.listing = std::move(listing);
  if (!has_tools) package.ending.outcome = Outcome::kPackageNoTools;
  return package;
}

PackageListing ReadPackage(std::string_view bytes, const std::string& place,
                           const std::atomic<bool>& stop) {
  PackageListing package;
  Stream stream{std::string(bytes)};
  const Content content = Sniff(&stream);
  if (content != Content::kZip && content != Content::kArchive) {
    package.ending = {Outcome::kPackageDamaged, "not an archive that packages come in"};
    return package;
  }
  UnpackedArchive archive = Unpack(
      bytes, content, place, stop, [] {}, IsPackageFile);
  std::optional<PackageManifest> manifest = FindManifest(archive.entries);
  JsonParser parser;
  Result<Json> root =
      manifest ? parser.Parse(manifest->json) : Failure("no package manifest in it");
  if (root) {
    package = ListPackage(*root, manifest->type, archive.entries, place);
  } else {
    package.ending = {Outcome::kPackageDamaged, root.error()};
  }
  NoteArchive(archive, &package);
  return package;
}

PackageListing ReadBundle(std::string_view bytes, const std::string& place,
                          const std::atomic<bool>& stop) {
  PackageListing package;
  UnpackedArchive archive = Unpack(
      bytes, Content::kZip, place, stop, [] {}, IsPackageFile);
  auto manifest = std::find_if(archive.entries.begin(), archive.entries.end(),
                               [](const auto& entry) { return entry.path == "manifest.json"; });
  std::unique_ptr<LoadedDocument> loaded;
  if (manifest != archive.entries.end()) {
    auto document = LoadedDocument::Load(Content::kJson, manifest->text, place + "!manifest.json",
                                         manifest->path, true);
    if (document) loaded = std::move(*document);
  }
  DocumentGroup group;
  if (loaded) group.documents.push_back(loaded->document());
  if (loaded && kMcpbFormat.recognize(group)) {
    group.files = &archive.entries;
    group.package_place = place;
    CrawlSink sink;
    sink.listing = [&](Listing listing) { package.listing = std::move(listing); };
    sink.problem = [&](const Source&, Problem problem) {
      package.problems.push_back(std::move(problem));
    };
    Emitter emitter({std::string(kMcpbFormat.name), place}, sink);
    emitter.GiveUp(loaded->lost());
    kMcpbFormat.read(group, emitter);
  }
  if (!package.listing) {
    package.ending = {Outcome::kPackageDamaged, "no manifest of a bundle in it"};
  } else if (!package.listing->tools) {
    package.ending.outcome = Outcome::kPackageNoTools;
  }
  NoteArchive(archive, &package);
  return package;
}

}  // namespace mcprisk
