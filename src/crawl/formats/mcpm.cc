// The manifests of mcpm.sh: formats.md section 6.4. One file a server, or all in one object
// (servers.json: key -> manifest). The key is the file's stem: in 13 of 380 files `name` is
// another.
#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"
#include "crawl/formats/all.h"

namespace mcprisk {
namespace {

bool IsManifest(const Json& root) {
  if (!root["name"].IsString()) return false;
  if (root["installations"].IsObject()) return true;
  return root["display_name"].IsString() &&
         (root["repository"].IsObject() || root["arguments"].IsObject() ||
          root["categories"].IsArray() || root["tools"].IsArray());
}

bool IsManifestMap(const Json& root) {
  std::vector<Json::Member> members = root.Members();
  size_t looked_at = std::min(members.size(), kRecordsToRecognize);
  return std::any_of(members.begin(), members.begin() + static_cast<ptrdiff_t>(looked_at),
                     [](const Json::Member& member) { return IsManifest(member.value); });
}

bool Recognize(const DocumentGroup& group) {
  if (group.documents.size() != 1) return false;
  const Json& root = group.documents.front().root;
  return IsManifest(root) || IsManifestMap(root);
}

// Packages that start other servers: they tell nothing of which server it is.
bool IsLauncher(std::string_view package) {
  constexpr std::array<std::string_view, 6> kLaunchers = {
      "deno", "mcp-proxy", "mcp-remote", "supergateway", "@smithery/cli", "tsx"};
  return std::find(kLaunchers.begin(), kLaunchers.end(), package) != kLaunchers.end();
}

// "@acme/files@latest" -> "@acme/files", "wcgw[all]>=2" -> "wcgw". Empty when it is no package
// name: a path, a placeholder, a command.
std::string_view PackageName(std::string_view argument) {
  argument = argument.substr(0, argument.find_first_of("[=<>~!;"));
  size_t version = argument.find('@', 1);
  if (version != std::string_view::npos) argument = argument.substr(0, version);
  bool scoped = argument.starts_with('@');
  std::string_view words = scoped ? argument.substr(1) : argument;
  auto slashes = std::count(words.begin(), words.end(), '/');
  bool plain = std::all_of(words.begin(), words.end(), [](char c) {
    return IsAsciiAlnum(c) || c == '-' || c == '_' || c == '.' || c == '/';
  });
  if (words.empty() || !plain || slashes != (scoped ? 1 : 0) || words.front() == '.') return {};
  return argument;
}

// A package as a launcher takes it: a name, or a repository to build it from.
void AddLaunched(std::string_view type, std::string_view argument, Server* server) {
  if (argument.starts_with("git+") || argument.find("://") != std::string_view::npos) {
    // git+https://host/owner/name@branch
    size_t reference = argument.rfind('@');
    if (reference != std::string_view::npos && reference > argument.rfind('/')) {
      argument = argument.substr(0, reference);
    }
    AddRepository(argument, {}, server);
    return;
  }
  std::string_view package = PackageName(argument);
  if (!package.empty() && !IsLauncher(package)) AddPackage(type, package, server);
}

// What options of the two launchers mean.
struct Launcher {
  std::string_view type;
  std::vector<std::string_view> package_options;  // their value is the package
  std::vector<std::string_view> value_options;    // their value says nothing
};

bool Has(const std::vector<std::string_view>& options, std::string_view option) {
  return std::find(options.begin(), options.end(), option) != options.end();
}

void AddFromArguments(const Launcher& launcher, const std::vector<std::string_view>& arguments,
                      size_t first, Server* server) {
  for (size_t i = first; i < arguments.size(); ++i) {
    std::string_view argument = arguments[i];
    std::string_view next = i + 1 < arguments.size() ? arguments[i + 1] : std::string_view();
    if (Has(launcher.package_options, argument)) return AddLaunched(launcher.type, next, server);
    if (Has(launcher.value_options, argument)) {
      ++i;
    } else if (argument == "--directory" || argument == "run") {
      return;  // a project on the user's disk
    } else if (!argument.starts_with('-')) {
      // `mcp-remote URL` is the server at the URL.
      if (IsLauncher(argument)) AddRemote(next, server);
      // `uvx mcp-science timer` for the server "timer": one package of many servers.
      if (next != server->name) AddLaunched(launcher.type, argument, server);
      return;
    }
  }
}

void ReadInstallation(const Json& installation, Server* server) {
  if (installation["type"].Text() == "http" || installation["url"].IsString()) {
    AddTransport("streamable-http", server);
    AddRemote(installation["url"].Text(), server);
    return;
  }
  AddTransport("stdio", server);
  const Launcher npx = {"npm", {"-p", "--package"}, {"-c", "--call"}};
  const Launcher uvx = {"pypi", {"--from"}, {"--with", "--python", "-p", "--index-url"}};
  std::string_view command = installation["command"].Text();
  std::vector<std::string_view> arguments;
  for (const Json& argument : installation["args"].Items()) arguments.push_back(argument.Text());
  auto begins_with = [&](std::string_view a, std::string_view b) {
    return arguments.size() > 2 && arguments[0] == a && arguments[1] == b;
  };
  if (command == "npx" || command == "bunx") AddFromArguments(npx, arguments, 0, server);
  if (command == "uvx") AddFromArguments(uvx, arguments, 0, server);
  if (command == "uv" && begins_with("tool", "run")) AddFromArguments(uvx, arguments, 2, server);
}

void ReadManifest(const Json& manifest, std::string_view key, const std::string& place,
                  Emitter& emitter) {
  Listing listing;
  Server& server = listing.server;
  server.name = key;
  server.title = manifest["display_name"].Text();
  server.description = manifest["description"].Text();
  Json repository = manifest["repository"];
  AddRepository(repository.IsString() ? repository.Text() : repository["url"].Text(), {}, &server);
  for (const Json::Member& installation : manifest["installations"].Members()) {
    ReadInstallation(installation.value, &server);
  }
  ReadToolsInto(manifest["tools"], place, emitter, &listing);
  emitter.Emit(std::move(listing), place, Standing::kMcpm);
}

void Read(const DocumentGroup& group, Emitter& emitter) {
  const Document& document = group.documents.front();
  const Json& root = document.root;
  if (IsManifest(root)) {
    std::string_view key = document.own_file ? document.Stem() : root["name"].Text();
    return ReadManifest(root, key, document.place, emitter);
  }
  for (const Json::Member& member : root.Members()) {
    std::string place = document.place + "#" + std::string(member.key);
    if (member.value.IsObject()) {
      ReadManifest(member.value, member.key, place, emitter);
    } else {
      emitter.Trouble(std::move(place), "the manifest is no object");
    }
  }
}

}  // namespace

const Format kMcpmFormat = {"mcpm", "mcpm.sh manifests, one a file or all in servers.json",
                            Recognize, Read};

}  // namespace mcprisk
