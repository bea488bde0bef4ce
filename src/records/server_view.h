// A server of the catalog with everything that follows for it: what every command and page that
// shows one server begins with.
#ifndef MCPRISK_RECORDS_SERVER_VIEW_H_
#define MCPRISK_RECORDS_SERVER_VIEW_H_

#include <string>
#include <vector>

#include "assess/assessment.h"
#include "assess/attack.h"
#include "assess/publisher.h"
#include "catalog/reader.h"

namespace mcprisk {

// How many servers that share an identity are named.
inline constexpr size_t kMostSharersNamed = 5;

// An identity that other servers state, too. Of a repository that is usual: it may hold many.
struct SharedIdentity {
  Identity identity;
  std::vector<std::string> servers;  // names of the others, the first ones
  size_t count = 0;                  // of all others
};

struct ServerView {
  CatalogServer server;
  std::vector<CatalogTool> tools;  // riskiest first
  Assessment assessment;
  std::vector<ServerAttack> attacks;
  PublisherReport publisher;
  std::vector<SharedIdentity> shared;  // packages and addresses before repositories
};

// Of a server that is not in a catalog; `shared` stays empty.
ServerView ViewServer(CatalogServer server, std::vector<CatalogTool> tools);
// Reads from the catalog what is not in `server` yet.
ServerView ViewServer(CatalogReader& reader, CatalogServer server);

// The tools as an assessment sees them; views into `tools`.
std::vector<AssessedTool> AssessedToolsOf(const std::vector<CatalogTool>& tools);

}  // namespace mcprisk

#endif  // MCPRISK_RECORDS_SERVER_VIEW_H_
