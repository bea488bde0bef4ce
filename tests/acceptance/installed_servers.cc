#include "acceptance/installed_servers.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>

#include "base/digest.h"
#include "support/paths.h"
#include "support/run.h"

namespace mcprisk {
namespace {

namespace fs = std::filesystem;

// Tests run side by side; one installs and the others wait.
class FileLock {
 public:
  explicit FileLock(const std::string& path)
      : file_(open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0644)) {
    if (file_ >= 0) flock(file_, LOCK_EX);
  }
  ~FileLock() {
    if (file_ >= 0) close(file_);
  }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int file_;
};

InstalledServers Install(const std::string& name) {
  InstalledServers servers;
  const std::string source = SourceDir() + "/tests/acceptance/" + name;
  const std::string digest = Sha256(ReadWholeFile(source + "/package-lock.json")).Hex();
  servers.folder = AcceptanceDir() + "/npm-" + digest.substr(0, 12);
  fs::create_directories(servers.folder);
  FileLock lock(servers.folder + "/lock");
  if (RunShell("node --version && npm --version", servers.folder).code != 0) {
    servers.missing = "node and npm are not installed";
    return servers;
  }
  fs::copy(source, servers.folder,
           fs::copy_options::overwrite_existing | fs::copy_options::recursive);
  if (fs::exists(servers.folder + "/installed")) return servers;
  Ran ran =
      RunShell("npm ci --ignore-scripts --omit=optional --no-audit --no-fund 1>&2", servers.folder);
  if (ran.code != 0) {
    servers.missing = "npm could not install them: " + ran.err.substr(0, 500);
    return servers;
  }
  WriteWholeFile(servers.folder + "/installed", "");
  return servers;
}

}  // namespace

const InstalledServers& NpmServers() {
  static const InstalledServers servers = Install("servers");
  return servers;
}

const InstalledServers& NpmClients() {
  static const InstalledServers clients = Install("clients");
  return clients;
}

}  // namespace mcprisk
