// One server as one source shows it.
#ifndef MCPRISK_MODEL_LISTING_H_
#define MCPRISK_MODEL_LISTING_H_

#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/tool.h"

namespace mcprisk {

// What ties records of different sources to one server, strongest first.
enum class IdentityKind {
  kRegistryName,  // io.github.acme/weather
  kPackage,       // npm:@acme/weather-mcp, pypi:weather-mcp, oci:docker.io/acme/weather
  kRemote,        // https://mcp.acme.example/mcp
  kRepository,    // github.com/acme/weather#mcp (subfolder behind #)
};

struct Identity {
  IdentityKind kind;
  std::string value;  // normalized by the functions below

  bool operator==(const Identity&) const = default;
};

std::string_view IdentityKindName(IdentityKind kind);  // "name", "package", "remote", "repository"

// Lower-case scheme and host, no default port, no trailing slash, no user, query or fragment. Empty
// when it is not http(s) or still holds a {variable}.
std::string NormalizedRemote(std::string_view url);
// "github.com/acme/weather" with "#sub/folder" when the URL or `subfolder` names one; https, git+,
// ssh and scp forms of the same repository are equal, ASCII case folded, ".git" dropped. A folder
// in a web page's URL ("/tree/main/sub/folder") counts unless `subfolder` is given. Empty when no
// repository (host, owner, name) can be seen in it.
std::string NormalizedRepository(std::string_view url, std::string_view subfolder = {});
// "npm:@acme/weather", names folded by the rules of the package type (PyPI: lower case, runs of
// -_. are one -; npm, nuget and cargo: lower case; oci, also called docker: host filled in, tag and
// digest dropped; mcpb: a download URL), versions dropped. Empty when there is no name or it still
// holds a {variable}.
std::string NormalizedPackage(std::string_view type, std::string_view identifier);

// Who proved to be the host, where TLS was spoken: all that is kept of a certificate. The key stays
// the same when a certificate is renewed, and another one by another issuer is worth a look.
struct TlsPeer {
  std::string key;     // SHA-256 of its leaf's SubjectPublicKeyInfo, in hex; empty: no TLS
  std::string issuer;  // of the leaf, RFC 2253: "CN=R3,O=Let's Encrypt,C=US"; foreign text

  bool operator==(const TlsPeer&) const = default;
};

// How a live server meets whoever asks it from the network, without credentials. Empty: unknown.
struct ServerAccess {
  std::string authentication;  // open: it tells its tools; required (401), forbidden (403)
  std::string scheme;          // that a 401 names: "Bearer"
  TlsPeer tls;

  bool operator==(const ServerAccess&) const = default;
};

struct Server {
  std::string name;  // the source's key for it; unique within the source
  std::string title;
  std::string description;
  std::string version;
  std::string status = "active";        // active, deprecated, deleted
  std::vector<std::string> transports;  // "stdio", "streamable-http", "sse"; sorted, distinct
  std::vector<Identity> identities;
  std::string instructions;  // what a live server told the model; empty when unknown
  ServerAccess access;       // of a live server
};

// How good a source's tool definitions are, best first (a later one never stands over an earlier
// one for the same tool of the same server).
enum class Standing {
  kLive,    // the server's own answer
  kBundle,  // static responses of an MCPB bundle
  kDocker,  // Docker's published lists
  kMcpm,
  kMetorial,
  kToolsdk,   // names and descriptions
  kOther,     // a list somebody handed us
  kStatic,    // declared in the source of a package, which was not run
  kManifest,  // names and one-liners of a manifest
  kNone,      // a source without tools
};

// Where records come from: one format found under one argument of the user.
struct Source {
  std::string
      format;  // "registry", "toolsdk", "mcpm", "docker", "metorial", "tools-list", "mcpb", …
  std::string location;  // the argument as given, lexically normalized; "-" for standard input

  auto operator<=>(const Source&) const = default;
};

struct Origin {
  Source source;
  std::string place;  // file, or archive!entry, with #record where there are several
  Standing standing = Standing::kOther;
};

struct Listing {
  Server server;
  std::optional<std::vector<Tool>> tools;  // nullopt: unknown, which is not none
  // Names under which it has several definitions, each once; of the tools the first one stands.
  std::vector<std::string> repeated;
  Origin origin;
  size_t records = 1;     // how many records of the source went into it (versions of one server)
  size_t tools_read = 0;  // tool entries met, those that became problems included
};

}  // namespace mcprisk

#endif  // MCPRISK_MODEL_LISTING_H_
