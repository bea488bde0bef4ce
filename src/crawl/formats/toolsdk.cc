// The index and the package files of the toolsdk registry: formats.md section 6.5.
//
// The index is a map, package name -> {category, path, validated?, tools?}, with tools as a map of
// {name, description}. It does not say from which registry a package is. Names with a scope are
// npm's. Of the others, 257 also stand in other public sources, with their registry (December
// 2025): where `validated` is there, npm has 136 of them and PyPI 26; where it is not, npm has one
// and PyPI
// 97. Of 2,698 names without "mcp" in them only 28 are known packages: most are display names, so
// nothing is claimed of them.
#include <algorithm>

#include "base/text.h"
#include "crawl/formats/all.h"

namespace mcprisk {
namespace {

// What npm and PyPI allow in a name, but for npm's scope.
bool IsPackageWord(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
    return IsAsciiAlnum(c) || c == '-' || c == '_' || c == '.' || c == '~';
  });
}

void AddIndexPackage(std::string_view name, const Json& entry, Server* server) {
  size_t slash = name.find('/');
  if (name.starts_with('@') && slash != std::string_view::npos) {
    if (IsPackageWord(name.substr(1, slash - 1)) && IsPackageWord(name.substr(slash + 1))) {
      AddPackage("npm", name, server);
    }
  } else if (IsPackageWord(name) && AsciiLowered(name).find("mcp") != std::string::npos) {
    AddPackage(entry["validated"].IsMissing() ? "pypi" : "npm", name, server);
  }
}

bool IsIndexEntry(const Json& entry) {
  return entry["category"].IsString() && entry["path"].IsString();
}

bool IsPackageFile(const Json& root) {
  return root["type"].Text() == "mcp-server" && root["packageName"].IsString();
}

bool Recognize(const DocumentGroup& group) {
  if (group.documents.size() != 1) return false;
  const Json& root = group.documents.front().root;
  if (IsPackageFile(root)) return true;
  std::vector<Json::Member> members = root.Members();
  size_t looked_at = std::min(members.size(), kRecordsToRecognize);
  return std::any_of(members.begin(), members.begin() + static_cast<ptrdiff_t>(looked_at),
                     [](const Json::Member& member) { return IsIndexEntry(member.value); });
}

void ReadPackageFile(const Document& document, Emitter& emitter) {
  const Json& root = document.root;
  Listing listing;
  Server& server = listing.server;
  server.name = root["packageName"].Text();
  server.title = root["name"].Text();
  server.description = root["description"].Text();
  server.version = root["packageVersion"].Text();
  std::string_view runtime = root["runtime"].Text();
  if (runtime == "node") AddPackage("npm", server.name, &server);
  if (runtime == "python") AddPackage("pypi", server.name, &server);
  if (runtime == "docker") AddPackage("oci", server.name, &server);
  if (!runtime.empty()) AddTransport("stdio", &server);
  for (const Json& remote : root["remotes"].Items()) {
    AddRemote(remote["url"].Text(), &server);
    AddTransport(remote["type"].Text(), &server);
  }
  AddRepository(root["url"].Text(), {}, &server);
  emitter.Emit(std::move(listing), document.place, Standing::kNone);
}

void Read(const DocumentGroup& group, Emitter& emitter) {
  const Document& document = group.documents.front();
  if (IsPackageFile(document.root)) return ReadPackageFile(document, emitter);
  for (const Json::Member& member : document.root.Members()) {
    std::string place = document.place + "#" + std::string(member.key);
    if (!member.value.IsObject()) {
      emitter.Trouble(std::move(place), "the entry of a package is no object");
      continue;
    }
    Listing listing;
    listing.server.name = member.key;
    AddIndexPackage(member.key, member.value, &listing.server);
    ReadToolsInto(member.value["tools"], place, emitter, &listing);
    // Without tools and not validated means that nobody could ask the server.
    bool validated = member.value["validated"].Bool().value_or(false);
    if (!validated && listing.tools && listing.tools_read == 0) listing.tools.reset();
    emitter.Emit(std::move(listing), std::move(place), Standing::kToolsdk);
  }
}

}  // namespace

const Format kToolsdkFormat = {"toolsdk", "the toolsdk registry's packages-list.json and packages/",
                               Recognize, Read};

}  // namespace mcprisk
