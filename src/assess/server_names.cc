#include "assess/server_names.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/confusables.h"
#include "base/text.h"

namespace mcprisk {
namespace {

// What the names of servers are made of besides their subject.
constexpr std::array<std::string_view, 36> kEveryday = {
    "mcp",       "server",   "servers", "mcps",  "official",
    "the",       "a",        "an",      "for",   "model",
    "context",   "protocol", "tool",    "tools", "api",
    "client",    "service",  "remote",  "local", "integration",
    "connector", "bridge",   "js",      "ts",    "py",
    "python",    "node",     "go",      "rust",  "typescript",
    "java",      "npm",      "cli",     "app",   "modelcontextprotocol",
    "mcpserver"};

// The ASCII letter that it resembles, else itself in lower case.
std::string Resembled(uint32_t c) {
  if (c == '0') return "o";
  if (c == '1' || c == '|') return "l";
  if (const char letter = AsciiLookAlike(c)) return {letter};
  if (c == 0x142) return "l";  // what UTS #39 takes for one besides
  if (c >= 0xff21 && c <= 0xff3a) return {static_cast<char>('a' + (c - 0xff21))};
  if (c >= 0xff41 && c <= 0xff5a) return {static_cast<char>('a' + (c - 0xff41))};
  std::string same;
  AppendCodePoint(c, &same);
  return AsciiLowered(same);
}

bool IsEveryday(std::string_view word) {
  return std::find(kEveryday.begin(), kEveryday.end(), word) != kEveryday.end();
}

// "@acme/notes" -> "notes"; "npm:@acme/notes" too.
std::string_view OwnPart(std::string_view name) {
  name = name.substr(name.rfind('/') + 1);
  const size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

std::string ServerNameSkeleton(std::string_view name) {
  std::string skeleton;
  for (size_t at = 0; at < name.size();) skeleton += Resembled(NextCodePoint(name, &at));
  return skeleton;
}

std::vector<std::string> NameWords(std::string_view name, bool skeleton) {
  const std::string_view own = OwnPart(name);
  const std::string text = skeleton ? ServerNameSkeleton(own) : AsciiLowered(own);
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty() && !IsEveryday(word)) words.push_back(word);
    word.clear();
  };
  for (char c : text) {
    const bool inside = IsAsciiAlnum(c) || (c & 0x80) != 0;
    if (inside) {
      word += c;
    } else {
      end_word();
    }
  }
  end_word();
  return words;
}

std::string PackageOwner(std::string_view package) {
  const size_t colon = package.find(':');
  if (colon == std::string_view::npos) return "";
  const std::string_view type = package.substr(0, colon);
  const std::vector<std::string_view> parts = Split(package.substr(colon + 1), '/');
  if (type == "npm" && parts.size() == 2 && parts[0].starts_with("@")) {
    return AsciiLowered(parts[0].substr(1));
  }
  if (type == "oci" && parts.size() >= 3) {
    // Docker builds the images of docker.io/mcp out of other people's repositories.
    const bool collection = parts[0] == "docker.io" && (parts[1] == "mcp" || parts[1] == "library");
    return collection ? "" : AsciiLowered(parts[1]);
  }
  return "";
}

std::string RepositoryOwner(std::string_view repository) {
  const std::vector<std::string_view> parts = Split(repository, '/');
  return parts.size() < 3 ? "" : AsciiLowered(parts[1]);
}

std::string RemoteHost(std::string_view remote) {
  const size_t scheme = remote.find("://");
  if (scheme == std::string_view::npos) return "";
  std::string_view host = remote.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/:?#"));
  return AsciiLowered(host);
}

std::string RegistryNamespace(std::string_view registry_name) {
  const size_t slash = registry_name.find('/');
  return slash == std::string_view::npos ? "" : AsciiLowered(registry_name.substr(0, slash));
}

std::string NamespaceAccount(std::string_view registry_namespace) {
  constexpr std::string_view kGitHub = "io.github.";
  if (!registry_namespace.starts_with(kGitHub)) return "";
  return std::string(registry_namespace.substr(kGitHub.size()));
}

std::string NamespaceDomain(std::string_view registry_namespace) {
  if (!NamespaceAccount(registry_namespace).empty()) return "";
  std::vector<std::string_view> labels = Split(registry_namespace, '.');
  if (labels.size() < 2) return "";
  std::string domain;
  for (auto label = labels.rbegin(); label != labels.rend(); ++label) {
    domain += (domain.empty() ? "" : ".") + std::string(*label);
  }
  return domain;
}

bool IsUnderDomain(std::string_view host, std::string_view domain) {
  if (domain.empty() || !host.ends_with(domain)) return false;
  return host.size() == domain.size() || host[host.size() - domain.size() - 1] == '.';
}

}  // namespace mcprisk
