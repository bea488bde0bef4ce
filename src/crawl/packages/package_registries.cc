#include "crawl/packages/package_registries.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "crawl/stream.h"

namespace mcprisk {
namespace {

// Configuration files are small; beyond this one is something else.
constexpr size_t kMaxUserFileBytes = size_t{1} << 20;

constexpr std::array<std::string_view, 3> kTypes = {"npm", "pypi", "nuget"};

std::string FileText(const std::string& path) {
  if (path.empty()) return {};
  Result<Stream> stream = Stream::OpenFile(path);
  if (!stream || stream->size_hint() > kMaxUserFileBytes) return {};
  stream->Fill(kMaxUserFileBytes);
  return std::string(stream->Ahead()) + "\n";
}

bool IsWebUrl(std::string_view url) {
  return url.starts_with("https://") || url.starts_with("http://");
}

std::string WithoutSlash(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  return url;
}

// A registry as records name it is the site; its lists of files are below it.
std::string DocumentsBelow(std::string base, std::string_view type) {
  if (type == "pypi" && !base.ends_with("/simple")) return base + "/simple";
  if (type == "nuget" && !base.ends_with(".json")) return base + "/v3/index.json";
  return base;
}

}  // namespace

Result<bool> PackageRegistries::Choose(std::string_view assignment) {
  const size_t equals = assignment.find('=');
  const std::string type(assignment.substr(0, equals));
  const std::string url(equals == std::string_view::npos ? "" : assignment.substr(equals + 1));
  if (std::find(kTypes.begin(), kTypes.end(), type) == kTypes.end() || !IsWebUrl(url)) {
    return Failure("\"" + std::string(assignment) +
                   "\" is not TYPE=URL with npm, pypi or nuget as its type");
  }
  chosen[type] = WithoutSlash(url);
  return true;
}

PackageRegistries ReadPackageRegistries(Environment environment) {
  PackageRegistries registries;
  const std::string home = environment("HOME");
  const auto below_home = [&](const std::string& path) {
    return home.empty() ? std::string() : home + "/" + path;
  };
  const auto first_of = [](const std::string& a, const std::string& b) {
    return a.empty() ? b : a;
  };
  registries.npmrc = FileText(environment("npm_config_globalconfig")) +
                     FileText(first_of(environment("npm_config_userconfig"), below_home(".npmrc")));
  registries.pip_conf =
      FileText("/etc/pip.conf") + FileText(below_home(".pip/pip.conf")) +
      FileText(first_of(environment("XDG_CONFIG_HOME"), below_home(".config")) + "/pip/pip.conf") +
      FileText(environment("PIP_CONFIG_FILE"));
  registries.environment = std::move(environment);
  return registries;
}

PackageRegistry RegistryOf(const ServerPackage& package, const PackageRegistries& registries) {
  const std::string& type = package.type;
  if (auto chosen = registries.chosen.find(type); chosen != registries.chosen.end()) {
    return {DocumentsBelow(chosen->second, type), true};
  }
  std::string of_user;
  if (type == "npm") {
    of_user = NpmRegistry(package.identifier, registries.environment, registries.npmrc);
  } else if (type == "pypi") {
    of_user = PypiIndex(registries.environment, registries.pip_conf);
  }
  if (!of_user.empty()) return {std::move(of_user), true};
  if (!IsWebUrl(package.registry)) return {};
  return {DocumentsBelow(WithoutSlash(package.registry), type), false};
}

std::string HowToConfigure(std::string_view type) {
  if (type == "npm") return "set registry in ~/.npmrc, or give --package-registry npm=URL";
  if (type == "pypi") return "set index-url in pip.conf, or give --package-registry pypi=URL";
  return "give --package-registry nuget=URL";
}

}  // namespace mcprisk
