// MCP servers and clients from npm that nobody here wrote, in the versions of
// tests/acceptance/servers and tests/acceptance/clients.
#ifndef MCPRISK_TESTS_ACCEPTANCE_INSTALLED_SERVERS_H_
#define MCPRISK_TESTS_ACCEPTANCE_INSTALLED_SERVERS_H_

#include <string>

namespace mcprisk {

struct InstalledServers {
  std::string folder;   // holds node_modules and the scripts of its source
  std::string missing;  // unless empty, why they are not there: a reason to skip
};

// Installs them once for all tests of this build, by `npm ci` from wherever the user's npm gets its
// packages; scripts of packages do not run.
const InstalledServers& NpmServers();
// The same for clients: call.mjs speaks through them.
const InstalledServers& NpmClients();

}  // namespace mcprisk

#endif  // MCPRISK_TESTS_ACCEPTANCE_INSTALLED_SERVERS_H_
