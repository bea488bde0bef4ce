#include "model/listing.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace mcprisk {
namespace {

// --- URLs ----------------------------------------------------------------------------------------

struct Url {
  std::string scheme;  // lower case; empty when there is none
  std::string host;    // lower case, without user, port and final dot
  std::string port;    // empty when it is the scheme's own
  std::string path;    // begins with "/" or is empty; without query and fragment
};

bool IsPrintableAscii(char c) { return c > ' ' && c < 0x7F; }

// A place on the net and not a template of one: no white space, no {variable}, no control
// character.
bool IsConcrete(std::string_view url) {
  return std::all_of(url.begin(), url.end(), [](char c) {
    return static_cast<unsigned char>(c) > ' ' && c != 0x7F && c != '{' && c != '}' && c != '\\' &&
           c != '<' && c != '>' && c != '"';
  });
}

bool IsDefaultPort(std::string_view scheme, std::string_view port) {
  return port.empty() || (scheme == "https" && port == "443") || (scheme == "http" && port == "80");
}

// Takes "[::1]:8080" or "User@Host:8080" apart. False when there is no host or the port is no
// number.
bool ReadAuthority(std::string_view authority, Url* url) {
  authority.remove_prefix(authority.rfind('@') + 1);  // npos + 1 is 0
  size_t bracket = authority.rfind(']');
  size_t colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  std::string_view host = authority.substr(0, colon);
  std::string_view port =
      colon == std::string_view::npos ? std::string_view() : authority.substr(colon + 1);
  if (host.ends_with('.')) host.remove_suffix(1);
  if (host.empty() || !std::all_of(host.begin(), host.end(), IsPrintableAscii)) return false;
  if (!IsAsciiAlpha(host[0]) && !IsAsciiDigit(host[0]) && host[0] != '[') return false;
  if (!std::all_of(port.begin(), port.end(), IsAsciiDigit)) return false;
  url->host = AsciiLowered(host);
  if (!IsDefaultPort(url->scheme, port)) url->port = port;
  return true;
}

void RemoveTrailing(char c, std::string_view* text) {
  while (text->ends_with(c)) text->remove_suffix(1);
}

// `text` is what stands behind the scheme.
std::optional<Url> ReadUrl(std::string_view scheme, std::string_view text) {
  text = text.substr(0, text.find_first_of("?#"));
  if (!IsConcrete(text)) return std::nullopt;
  Url url;
  url.scheme = AsciiLowered(scheme);
  size_t slash = std::min(text.find('/'), text.size());
  if (!ReadAuthority(text.substr(0, slash), &url)) return std::nullopt;
  std::string_view path = text.substr(slash);
  RemoveTrailing('/', &path);
  url.path = path;
  return url;
}

// --- Repositories --------------------------------------------------------------------------------

// "git@github.com:acme/weather.git": a colon before any slash, and no port behind it.
bool IsScpForm(std::string_view text) {
  size_t colon = text.find(':');
  if (colon == std::string_view::npos || text.find('/') < colon) return false;
  return colon + 1 < text.size() && !IsAsciiDigit(text[colon + 1]) && text[colon + 1] != '/';
}

// The shorthands of package.json.
std::string_view HostOfShorthand(std::string_view name) {
  if (EqualsNoCase(name, "github")) return "github.com";
  if (EqualsNoCase(name, "gitlab")) return "gitlab.com";
  if (EqualsNoCase(name, "bitbucket")) return "bitbucket.org";
  return {};
}

std::optional<Url> ReadRepositoryUrl(std::string_view text) {
  if (StartsWithNoCase(text, "git+")) text.remove_prefix(4);
  size_t end = text.find("://");
  if (end != std::string_view::npos) {
    std::string scheme = AsciiLowered(text.substr(0, end));
    constexpr std::array<std::string_view, 4> kSchemes = {"https", "http", "ssh", "git"};
    if (std::find(kSchemes.begin(), kSchemes.end(), scheme) == kSchemes.end()) return std::nullopt;
    std::optional<Url> url = ReadUrl(scheme, text.substr(end + 3));
    // The port of another protocol says nothing about the repository.
    if (url && (scheme == "ssh" || scheme == "git")) url->port.clear();
    return url;
  }
  if (IsScpForm(text)) {
    size_t colon = text.find(':');
    std::string_view host = text.substr(0, colon);
    std::string_view path = text.substr(colon + 1);
    if (!HostOfShorthand(host).empty()) host = HostOfShorthand(host);
    return ReadUrl("ssh", std::string(host).append("/").append(path));
  }
  return ReadUrl("https", text);
}

// The segments of a path without empty ones and ".". Nothing when it climbs with "..".
std::optional<std::vector<std::string>> Segments(std::string_view path) {
  std::vector<std::string> segments;
  for (std::string_view segment : Split(path, '/')) {
    if (segment.empty() || segment == ".") continue;
    if (segment == "..") return std::nullopt;
    segments.push_back(AsciiLowered(segment));
  }
  return segments;
}

struct RepositoryPath {
  std::vector<std::string> repository;
  std::vector<std::string> folder;
};

bool IsPageOfRepository(std::string_view segment) {
  return segment == "tree" || segment == "blob" || segment == "src";
}

// How many segments name the repository: two on GitHub and its like; groups nest on GitLab, where
// "-" ends them; elsewhere whatever stands before a page of the repository.
size_t RepositoryLength(std::string_view host, const std::vector<std::string>& segments) {
  constexpr std::array<std::string_view, 3> kFlatHosts = {"github.com", "bitbucket.org",
                                                          "codeberg.org"};
  constexpr size_t kOwnerAndName = 2;
  if (segments.size() <= kOwnerAndName) return segments.size();
  if (std::find(kFlatHosts.begin(), kFlatHosts.end(), host) != kFlatHosts.end()) {
    return kOwnerAndName;
  }
  bool gitlab = host.find("gitlab") != std::string_view::npos;
  auto end = std::find_if(segments.begin() + kOwnerAndName, segments.end(),
                          [gitlab](const std::string& segment) {
                            return segment == "-" || (!gitlab && IsPageOfRepository(segment));
                          });
  return static_cast<size_t>(end - segments.begin());
}

// A web page names a folder behind "tree/<ref>" (GitHub), "-/tree/<ref>" (GitLab), "src/<ref>"
// (Bitbucket) or "src/branch/<ref>" (Gitea); "blob" names a file in it.
RepositoryPath SplitPath(std::string_view host, const std::vector<std::string>& segments) {
  RepositoryPath path;
  auto at = segments.begin() + static_cast<ptrdiff_t>(RepositoryLength(host, segments));
  path.repository.assign(segments.begin(), at);
  if (at != segments.end() && *at == "-") ++at;
  if (at == segments.end() || !IsPageOfRepository(*at)) return path;
  bool file = *at == "blob";
  bool gitea = *at == "src" && segments.end() - at > 1 && at[1] == "branch";
  ptrdiff_t skipped = gitea ? 3 : 2;
  if (segments.end() - at <= skipped) return path;
  path.folder.assign(at + skipped, segments.end());
  if (file) path.folder.pop_back();
  return path;
}

// Pages of GitHub that lie where owners lie.
bool IsNoOwner(std::string_view host, std::string_view segment) {
  constexpr std::array<std::string_view, 6> kPages = {"apps", "features", "marketplace",
                                                      "orgs", "sponsors", "topics"};
  return host == "github.com" && std::find(kPages.begin(), kPages.end(), segment) != kPages.end();
}

// --- Packages ------------------------------------------------------------------------------------

// Without a version or tag behind the last `separator`; one in front (npm's scope) stays.
std::string_view WithoutVersion(std::string_view name, char separator) {
  size_t at = name.rfind(separator);
  return at == std::string_view::npos || at == 0 ? name : name.substr(0, at);
}

// PEP 503, and neither extras nor a version: "Acme_Weather[cli]==1.2" is acme-weather.
std::string FoldPypi(std::string_view identifier) {
  identifier = Trimmed(identifier.substr(0, identifier.find_first_of("[@=<>!~;")));
  std::string name;
  for (char c : identifier) {
    bool dash = c == '-' || c == '_' || c == '.';
    if (!dash) {
      name += AsciiLower(c);
    } else if (!name.ends_with('-')) {
      name += '-';
    }
  }
  return name;
}

// A reference in full, without tag and digest: "acme/weather:1.2" is docker.io/acme/weather.
std::string FoldOci(std::string_view identifier) {
  for (std::string_view scheme : {"docker://", "oci://", "https://"}) {
    if (StartsWithNoCase(identifier, scheme)) identifier.remove_prefix(scheme.size());
  }
  identifier = identifier.substr(0, identifier.find('@'));
  size_t tag = identifier.rfind(':');
  size_t slash = identifier.rfind('/');
  bool tagged = tag != std::string_view::npos && (slash == std::string_view::npos || slash < tag);
  if (tagged) identifier = identifier.substr(0, tag);
  if (identifier.empty() || identifier.ends_with('/')) return {};
  std::string name = AsciiLowered(identifier);
  size_t first = name.find('/');
  std::string host = name.substr(0, first);
  bool has_host = first != std::string::npos &&
                  (host.find_first_of(".:") != std::string::npos || host == "localhost");
  if (!has_host) {
    return (first == std::string::npos ? "docker.io/library/" : "docker.io/") + name;
  }
  constexpr std::array<std::string_view, 3> kDockerHub = {"index.docker.io", "registry-1.docker.io",
                                                          "registry.hub.docker.com"};
  bool hub = std::find(kDockerHub.begin(), kDockerHub.end(), host) != kDockerHub.end();
  return hub ? "docker.io" + name.substr(first) : name;
}

std::string FoldIdentifier(std::string_view type, std::string_view identifier) {
  if (type == "npm") return AsciiLowered(WithoutVersion(identifier, '@'));
  if (type == "pypi") return FoldPypi(identifier);
  if (type == "nuget") return AsciiLowered(WithoutVersion(identifier, '@'));
  if (type == "cargo") return ReplaceAll(AsciiLowered(WithoutVersion(identifier, '@')), "_", "-");
  if (type == "oci") return FoldOci(identifier);
  if (type == "mcpb") {  // a download URL
    std::string url = NormalizedRemote(identifier);
    return url.empty() ? std::string(identifier) : url;
  }
  return std::string(identifier);
}

}  // namespace

// --- The interface -------------------------------------------------------------------------------

std::string_view IdentityKindName(IdentityKind kind) {
  constexpr std::array<std::string_view, 4> kNames = {"name", "package", "remote", "repository"};
  return kNames.at(static_cast<size_t>(kind));
}

std::string NormalizedRemote(std::string_view url) {
  url = Trimmed(url);
  size_t end = url.find("://");
  if (end == std::string_view::npos) return {};
  std::string scheme = AsciiLowered(url.substr(0, end));
  if (scheme != "http" && scheme != "https") return {};
  std::optional<Url> parts = ReadUrl(scheme, url.substr(end + 3));
  if (!parts) return {};
  std::string normalized = scheme + "://" + parts->host;
  if (!parts->port.empty()) normalized += ":" + parts->port;
  return normalized + parts->path;
}

std::string NormalizedRepository(std::string_view url, std::string_view subfolder) {
  std::optional<Url> parts = ReadRepositoryUrl(Trimmed(url));
  if (!parts || parts->host.find('.') == std::string::npos) return {};
  std::string host = parts->host.starts_with("www.") ? parts->host.substr(4) : parts->host;
  std::optional<std::vector<std::string>> segments = Segments(parts->path);
  if (!segments) return {};
  RepositoryPath path = SplitPath(host, *segments);
  if (path.repository.size() < 2 || IsNoOwner(host, path.repository.front())) return {};
  std::string& name = path.repository.back();
  if (name.ends_with(".git") && name.size() > 4) name.resize(name.size() - 4);

  std::optional<std::vector<std::string>> named = Segments(Trimmed(subfolder));
  if (named && !named->empty()) path.folder = *std::move(named);
  if (!parts->port.empty()) host += ":" + parts->port;
  std::string normalized = host + "/" + Join(path.repository, "/");
  return path.folder.empty() ? normalized : normalized + "#" + Join(path.folder, "/");
}

std::string NormalizedPackage(std::string_view type, std::string_view identifier) {
  std::string kind = AsciiLowered(Trimmed(type));
  if (kind == "docker") kind = "oci";
  identifier = Trimmed(identifier);
  if (kind.empty() || identifier.empty() || !IsConcrete(identifier)) return {};
  std::string name = FoldIdentifier(kind, identifier);
  return name.empty() ? name : kind + ":" + name;
}

}  // namespace mcprisk
