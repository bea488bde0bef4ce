#include "assess/server_names.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

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

// Letters that look like ASCII ones. Source: confusables.txt of UTS #39.
constexpr std::pair<uint32_t, char> kResembling[] = {
    {'0', 'o'},   {'1', 'l'},   {'|', 'l'},   {0x131, 'i'}, {0x142, 'l'}, {0x251, 'a'},
    {0x261, 'g'}, {0x3b1, 'a'}, {0x3b9, 'i'}, {0x3ba, 'k'}, {0x3bd, 'v'}, {0x3bf, 'o'},
    {0x3c1, 'p'}, {0x3c3, 'o'}, {0x3c4, 't'}, {0x3c5, 'u'}, {0x430, 'a'}, {0x435, 'e'},
    {0x43a, 'k'}, {0x43e, 'o'}, {0x440, 'p'}, {0x441, 'c'}, {0x443, 'y'}, {0x445, 'x'},
    {0x455, 's'}, {0x456, 'i'}, {0x458, 'j'}, {0x4bb, 'h'}, {0x4cf, 'l'}, {0x501, 'd'},
    {0x51b, 'q'}, {0x51d, 'w'}, {0x561, 'w'}, {0x570, 'h'}, {0x578, 'n'}, {0x57d, 'u'},
    {0x581, 'g'}, {0x584, 'f'}, {0x585, 'o'}, {0x410, 'a'}, {0x412, 'b'}, {0x415, 'e'},
    {0x41a, 'k'}, {0x41c, 'm'}, {0x41d, 'h'}, {0x41e, 'o'}, {0x420, 'p'}, {0x421, 'c'},
    {0x422, 't'}, {0x425, 'x'}, {0x405, 's'}, {0x406, 'i'}, {0x408, 'j'}, {0x391, 'a'},
    {0x392, 'b'}, {0x395, 'e'}, {0x397, 'h'}, {0x399, 'i'}, {0x39a, 'k'}, {0x39c, 'm'},
    {0x39d, 'n'}, {0x39f, 'o'}, {0x3a1, 'p'}, {0x3a4, 't'}, {0x3a7, 'x'}, {0x3a5, 'y'}};

std::string Resembled(uint32_t c) {
  for (const auto& [foreign, ascii] : kResembling) {
    if (c == foreign) return {ascii};
  }
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

std::string NameSkeleton(std::string_view name) {
  std::string skeleton;
  for (size_t at = 0; at < name.size();) skeleton += Resembled(NextCodePoint(name, &at));
  return skeleton;
}

std::vector<std::string> NameWords(std::string_view name, bool skeleton) {
  const std::string_view own = OwnPart(name);
  const std::string text = skeleton ? NameSkeleton(own) : AsciiLowered(own);
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty() && !IsEveryday(word)) words.push_back(word);
    word.clear();
  };
  for (char c : text) {
    const bool inside = IsAsciiAlpha(c) || IsAsciiDigit(c) || (c & 0x80) != 0;
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
