// Which registry a package is asked at: never one that this program knows by itself.
//
// What the user chose on the command line comes first, then the user's own configuration of npm and
// pip, since from there an installation would come, then what the record names.
#ifndef MCPRISK_CRAWL_PACKAGES_PACKAGE_REGISTRIES_H_
#define MCPRISK_CRAWL_PACKAGES_PACKAGE_REGISTRIES_H_

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crawl/packages/registry_metadata.h"
#include "crawl/server_package.h"

namespace mcprisk {

struct PackageRegistries {
  std::map<std::string, std::string> chosen;  // by type: URLs without a slash at their end
  Environment environment = [](const std::string&) { return std::string(); };
  std::string npmrc;  // the texts of npm's and pip's files, those that count more behind others
  std::string pip_conf;

  // "npm=https://npm.acme.example"; the message says what the text should be.
  Result<bool> Choose(std::string_view assignment);
};

// Reads the files where npm and pip look for them: npm_config_globalconfig, npm_config_userconfig
// or ~/.npmrc; PIP_CONFIG_FILE, /etc/pip.conf, ~/.config/pip/pip.conf or ~/.pip/pip.conf. Not those
// of the working folder, which may be a stranger's. What is missing or unreadable is empty.
PackageRegistries ReadPackageRegistries(Environment environment);

struct PackageRegistry {
  std::string base;      // URL without a slash at its end; empty: nobody says
  bool of_user = false;  // the user named it
};
// For PyPI the base is that of the simple index, for NuGet the service index.
PackageRegistry RegistryOf(const ServerPackage& package, const PackageRegistries& registries);

// What to do where nobody says: one clause for the user.
std::string HowToConfigure(std::string_view type);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_PACKAGES_PACKAGE_REGISTRIES_H_
