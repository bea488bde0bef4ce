#include "crawl/format.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "crawl/limits.h"

namespace mcprisk {
namespace {

std::string_view LastPart(std::string_view path) {
  size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

// The host of an http(s) URL, without user and port.
std::string HostOf(std::string_view url) {
  size_t begin = url.find("://");
  if (begin == std::string_view::npos) return {};
  std::string_view host = url.substr(begin + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  if (size_t at = host.rfind('@'); at != std::string_view::npos) host.remove_prefix(at + 1);
  if (host.starts_with('[')) return AsciiLowered(host.substr(0, host.find(']') + 1));
  return AsciiLowered(host.substr(0, host.find(':')));
}

// Many records give the address at which the server listens on its user's machine. It is the same
// for servers that have nothing to do with each other.
bool IsOwnMachine(const std::string& host) {
  return host == "localhost" || host.ends_with(".localhost") || host.ends_with(".local") ||
         host == "0.0.0.0" || host.starts_with("127.") || host == "[::1]" || host == "[::]" ||
         host == "host.docker.internal";
}

}  // namespace

std::string_view Document::FileName() const { return LastPart(path); }

std::string_view Document::Stem() const {
  std::string_view name = FileName();
  size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot);
}

const Document* DocumentGroup::Find(std::string_view name) const {
  for (const Document& document : documents) {
    if (document.FileName() == name) return &document;
  }
  return nullptr;
}

std::string RecordPlace(const std::string& place, size_t index) {
  return place + "#" + std::to_string(index);
}

// --- Emitter -------------------------------------------------------------------------------------

void Emitter::Emit(Listing listing, std::string place, Standing standing) {
  Server& server = listing.server;
  if (Trimmed(server.name).empty()) {
    LoseRecord(std::move(place), "a server without a name");
    return;
  }
  if (server.name.size() > kMaxServerNameBytes) {
    LoseRecord(std::move(place), "the server's name is longer than " +
                                     LimitText("kMaxServerNameBytes", kMaxServerNameBytes));
    return;
  }
  using Text = std::pair<std::string_view, std::string*>;
  for (auto [what, text] :
       {Text{"title", &server.title}, Text{"description", &server.description},
        Text{"version", &server.version}, Text{"instructions", &server.instructions}}) {
    if (text->size() <= kMaxServerTextBytes) continue;
    text->resize(Utf8Prefix(*text, kMaxServerTextBytes).size());
    Trouble(place, "the " + std::string(what) + " of the server was cut at " +
                       LimitText("kMaxServerTextBytes", kMaxServerTextBytes));
  }
  listing.origin.source = source_;
  listing.origin.place = std::move(place);
  listing.origin.standing = standing;
  sink_.listing(std::move(listing));
}

void Emitter::Trouble(std::string place, std::string what) {
  if (given_up_.contains(place)) return;
  sink_.problem(source_, {std::move(place), std::move(what), 0});
}

void Emitter::LoseRecord(std::string place, std::string what) {
  if (given_up_.contains(place)) return;
  sink_.problem(source_, {std::move(place), std::move(what), 1});
}

void Emitter::GiveUp(std::vector<Problem> lost) {
  given_up_.clear();
  for (Problem& problem : lost) {
    std::string place = problem.place;
    sink_.problem(source_, std::move(problem));
    given_up_.insert(std::move(place));
  }
}

bool Emitter::Take(const std::string& name, const std::string& path) {
  return names_.try_emplace(name, path).first->second == path;
}

std::string Emitter::UniqueName(std::string_view wanted, const Document& document) {
  std::string name(wanted);
  if (Take(name, document.path)) return name;
  std::string with_stem = name + " (" + std::string(document.Stem()) + ")";
  if (Take(with_stem, document.path)) return with_stem;
  return name + " (" + document.path + ")";
}

// --- What ties records together ------------------------------------------------------------------

void AddIdentity(IdentityKind kind, std::string value, Server* server) {
  if (value.empty() || server->identities.size() >= kMaxIdentities) return;
  Identity identity{kind, std::move(value)};
  if (std::find(server->identities.begin(), server->identities.end(), identity) ==
      server->identities.end()) {
    server->identities.push_back(std::move(identity));
  }
}

void AddPackage(std::string_view type, std::string_view identifier, Server* server) {
  constexpr std::array<std::string_view, 5> kRegistries = {"npm", "pypi", "oci", "nuget", "cargo"};
  std::string registry = AsciiLowered(type);
  if (registry == "docker") registry = "oci";
  identifier = Trimmed(identifier);
  if (identifier.empty() || identifier.size() > kMaxServerNameBytes ||
      std::find(kRegistries.begin(), kRegistries.end(), registry) == kRegistries.end()) {
    return;
  }
  AddIdentity(IdentityKind::kPackage, NormalizedPackage(registry, identifier), server);
}

void AddRemote(std::string_view url, Server* server) {
  if (IsOwnMachine(HostOf(url))) return;
  AddIdentity(IdentityKind::kRemote, NormalizedRemote(url), server);
}

void AddRepository(std::string_view url, std::string_view subfolder, Server* server) {
  AddIdentity(IdentityKind::kRepository, NormalizedRepository(url, subfolder), server);
}

void AddTransport(std::string_view transport, Server* server) {
  std::string known = AsciiLowered(transport);
  if (known == "http" || known == "streamable" || known == "streamablehttp") {
    known = "streamable-http";
  }
  if (known != "stdio" && known != "streamable-http" && known != "sse") return;
  std::vector<std::string>& all = server->transports;
  auto at = std::lower_bound(all.begin(), all.end(), known);
  if (at == all.end() || *at != known) all.insert(at, known);
}

}  // namespace mcprisk
