// MCP servers from npm that nobody here wrote, in the versions of tests/acceptance/servers.
#ifndef MCPRISK_TESTS_ACCEPTANCE_INSTALLED_SERVERS_H_
#define MCPRISK_TESTS_ACCEPTANCE_INSTALLED_SERVERS_H_

#include <string>

namespace mcprisk {

struct InstalledServers {
  std::string folder;   // holds node_modules and ask.mjs
  std::string missing;  // unless empty, why they are not there: a reason to skip
};

// Installs them once for all tests of this build, by `npm ci` from wherever the user's npm gets its
// packages; scripts of packages do not run.
const InstalledServers& NpmServers();

}  // namespace mcprisk

#endif  // MCPRISK_TESTS_ACCEPTANCE_INSTALLED_SERVERS_H_
