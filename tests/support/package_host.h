// Registries of packages on the loopback: npm's, PyPI's simple index, NuGet's, and plain files.
#ifndef MCPRISK_TESTS_SUPPORT_PACKAGE_HOST_H_
#define MCPRISK_TESTS_SUPPORT_PACKAGE_HOST_H_

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "support/loopback_server.h"

namespace mcprisk {

class PackageHost {
 public:
  PackageHost();

  // The metadata promise the digest of `bytes`; what is sent is `sent`, when it is given.
  void PutNpm(const std::string& name, const std::string& version, const std::string& bytes,
              const std::string& sent = {});
  void PutPypi(const std::string& name, const std::string& version, const std::string& bytes);
  void PutNuget(const std::string& id, const std::string& version, const std::string& bytes);
  // The URL of a file with these bytes.
  std::string PutFile(const std::string& path, const std::string& bytes);

  // "http://127.0.0.1:port/npm", "…/pypi" and "…/nuget": as records name a registry.
  std::string Registry(const std::string& type) const { return server_->Url("/" + type); }
  size_t requests() const { return server_->RequestCount(); }
  // "files/lawn-1.0.0.tgz npm/lawn/1.0.0": what was asked for since the last call, sorted, since
  // several packages are asked for at once.
  std::string Asked();

 private:
  Reply Answer(const HttpRequest& request);

  std::mutex mutex_;
  std::map<std::string, std::string> files_;  // by path
  std::map<std::string, std::vector<std::string>> pypi_, nuget_;
  size_t told_ = 0;
  std::unique_ptr<LoopbackServer> server_;
};

// A package of npm whose source declares one tool of this name.
std::string NpmTarball(const std::string& name, const std::string& version,
                       const std::string& tool);

}  // namespace mcprisk

#endif  // MCPRISK_TESTS_SUPPORT_PACKAGE_HOST_H_
