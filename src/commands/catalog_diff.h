// What differs between two catalogs: servers matched, states judged by the rules of this program,
// events of drift/.
#ifndef MCPRISK_COMMANDS_CATALOG_DIFF_H_
#define MCPRISK_COMMANDS_CATALOG_DIFF_H_

#include <string>
#include <vector>

#include "catalog/reader.h"
#include "classify/rule_set.h"
#include "model/change.h"

namespace mcprisk {

struct ServerChange {
  std::string server;  // its name on the newer side where it is there
  ChangeEvent event;
};

// From `before` to `after`. A server is the same in both where its name is, else where an identity
// is. By server, then as CompareServers orders them. The same catalog twice: nothing.
std::vector<ServerChange> CompareCatalogs(CatalogReader& before, CatalogReader& after,
                                          const RuleSet& rules);

}  // namespace mcprisk

#endif  // MCPRISK_COMMANDS_CATALOG_DIFF_H_
