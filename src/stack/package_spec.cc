#include "stack/package_spec.h"

#include <algorithm>

#include "base/text.h"
#include "stack/secret.h"

namespace mcprisk {
namespace {

bool IsHex(char c) { return IsAsciiDigit(c) || (AsciiLower(c) >= 'a' && AsciiLower(c) <= 'f'); }

bool IsCommit(std::string_view text) {
  constexpr size_t kCommitDigits = 40;
  return text.size() == kCommitDigits && std::all_of(text.begin(), text.end(), IsHex);
}

// "1.2.3", "v2.0", "2025.9.1-rc1", and no range of versions.
bool IsVersion(std::string_view text) {
  if (text.starts_with('v')) text.remove_prefix(1);
  if (text.empty() || !IsAsciiDigit(text[0])) return false;
  return text.find('.') != std::string_view::npos &&
         text.find_first_of("^~<>=*|, ") == std::string_view::npos && !text.ends_with(".x");
}

bool IsPath(std::string_view spec) {
  return spec.empty() || spec.starts_with('.') || spec.starts_with('/') || spec.starts_with('~') ||
         spec.starts_with('$') || spec.starts_with('%') || spec.starts_with("file:") ||
         (spec.size() > 2 && spec[1] == ':' && (spec[2] == '\\' || spec[2] == '/'));
}

std::optional<Identity> PackageIdentity(std::string_view type, std::string_view name) {
  std::string value = NormalizedPackage(type, name);
  if (value.empty() || IsReference(name)) return std::nullopt;
  return Identity{IdentityKind::kPackage, std::move(value)};
}

PackageSpec Package(std::string_view type, std::string_view name, std::string_view version) {
  PackageSpec spec;
  spec.package = name;
  spec.version = version;
  spec.identity = PackageIdentity(type, name);
  spec.pin = IsVersion(version) ? Pin::kPinned : Pin::kUnpinned;
  return spec;
}

bool IsRepositoryUrl(std::string_view spec) {
  return spec.starts_with("git+") || spec.starts_with("git@") || spec.starts_with("git://") ||
         spec.starts_with("github:") || spec.starts_with("gitlab:") ||
         spec.starts_with("bitbucket:") ||
         (spec.starts_with("https://") && spec.find(".git") != std::string_view::npos);
}

// "acme/notes" is GitHub's, "@acme/notes" is npm's.
bool IsGitHubShorthand(std::string_view spec) {
  return !spec.starts_with('@') && std::count(spec.begin(), spec.end(), '/') == 1 &&
         spec.find(':') == std::string_view::npos;
}

}  // namespace

PackageSpec RepositorySpec(std::string_view text) {
  PackageSpec spec;
  if (IsPath(text)) return spec;
  std::string_view url = text;
  const size_t hash = url.find('#');
  if (hash != std::string_view::npos) {
    spec.version = url.substr(hash + 1);
    url = url.substr(0, hash);
    if (spec.version.find('=') != std::string::npos) spec.version.clear();  // #subdirectory=…
  }
  // The "@" of a user stands in front of the path.
  const size_t at = url.rfind('@');
  if (at != std::string_view::npos && at > url.rfind('/')) {
    if (spec.version.empty()) spec.version = url.substr(at + 1);
    url = url.substr(0, at);
  }
  spec.package =
      url.find("://") == std::string_view::npos ? std::string(url) : UrlWithoutSecrets(url);
  std::string value = NormalizedRepository(url);
  if (!value.empty() && !IsReference(url)) {
    spec.identity = Identity{IdentityKind::kRepository, std::move(value)};
  }
  spec.pin = IsCommit(spec.version) || IsVersion(spec.version) ? Pin::kPinned : Pin::kUnpinned;
  return spec;
}

PackageSpec NpmSpec(std::string_view text) {
  if (IsPath(text)) return {};
  if (IsRepositoryUrl(text)) return RepositorySpec(text);
  if (IsGitHubShorthand(text)) return RepositorySpec("github.com/" + std::string(text));
  if (text.find("://") != std::string_view::npos) return {};  // a tarball: no name in it
  const size_t at = text.find('@', 1);
  const std::string_view version =
      at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
  return Package("npm", text.substr(0, at), version);
}

PackageSpec PythonSpec(std::string_view text) {
  if (IsPath(text)) return {};
  // "notes @ git+https://…"
  const size_t git = text.find("git+");
  if (git != std::string_view::npos) return RepositorySpec(text.substr(git));
  if (text.find("://") != std::string_view::npos) return {};
  const size_t end = std::min(text.find_first_of("[<>=!~@; "), text.size());
  std::string_view version = text.substr(end);
  const size_t bracket = version.find(']');
  if (version.starts_with('[') && bracket != std::string_view::npos) {
    version.remove_prefix(bracket + 1);
  }
  version = Trimmed(version);
  // Only "==" and uvx's "@" name one version; a range is given as it is.
  if (version.starts_with("==")) {
    version.remove_prefix(2);
  } else if (version.starts_with('@')) {
    version.remove_prefix(1);
  }
  return Package("pypi", text.substr(0, end), Trimmed(version));
}

PackageSpec NugetSpec(std::string_view text) {
  if (IsPath(text)) return {};
  const size_t at = std::min(text.find('@'), text.size());
  return Package("nuget", text.substr(0, at), text.substr(std::min(at + 1, text.size())));
}

PackageSpec ImageSpec(std::string_view text) {
  if (IsPath(text)) return {};
  const size_t digest = text.find('@');
  std::string_view name = text.substr(0, digest);
  const size_t slash = name.rfind('/');
  const size_t colon = name.find(':', slash == std::string_view::npos ? 0 : slash);
  std::string_view version =
      colon == std::string_view::npos ? std::string_view() : name.substr(colon + 1);
  name = name.substr(0, colon);
  PackageSpec spec = Package("oci", name, version);
  const bool looks_like_version =
      std::any_of(version.begin(), version.end(), IsAsciiDigit) && !IsReference(version);
  spec.pin = looks_like_version ? Pin::kPinned : Pin::kUnpinned;
  if (digest != std::string_view::npos) {
    spec.version = text.substr(digest + 1);
    spec.pin = Pin::kPinned;
  }
  return spec;
}

}  // namespace mcprisk
