// One server of the catalog with its policy, as every target takes it.
#ifndef MCPRISK_RECORDS_SERVER_POLICY_H_
#define MCPRISK_RECORDS_SERVER_POLICY_H_

#include <memory>
#include <string>
#include <vector>

#include "catalog/reader.h"
#include "policy/config.h"
#include "policy/policy.h"
#include "policy/target.h"

namespace mcprisk {

// Keeps what `target.tools` points to.
struct ServerPolicy {
  std::vector<CatalogTool> tools;
  TargetServer target;
};

// `key` may be empty: then what the configuration says, or a key out of the server's name.
std::unique_ptr<ServerPolicy> PolicyOf(const CatalogServer& server, std::vector<CatalogTool> tools,
                                       const Posture& posture, const PolicyConfig& config,
                                       const std::string& key);
// Over the tools that the catalog has.
std::unique_ptr<ServerPolicy> PolicyOf(CatalogReader& reader, const CatalogServer& server,
                                       const Posture& posture, const PolicyConfig& config,
                                       const std::string& key);

}  // namespace mcprisk

#endif  // MCPRISK_RECORDS_SERVER_POLICY_H_
