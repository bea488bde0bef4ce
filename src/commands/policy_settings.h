// What the policy commands share: the posture and mcprisk.yaml in force, policies out of the
// catalog, and policies out of files.
#ifndef MCPRISK_COMMANDS_POLICY_SETTINGS_H_
#define MCPRISK_COMMANDS_POLICY_SETTINGS_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "catalog/reader.h"
#include "commands/console.h"
#include "policy/config.h"
#include "policy/posture.h"
#include "policy/target.h"
#include "records/server_policy.h"

namespace mcprisk {

inline constexpr char kConfigFile[] = "mcprisk.yaml";

class PolicySettings {
 public:
  // `posture` is a name or a file (with a "/" or ".yaml"), or empty for what the configuration
  // says, or else balanced. `config` is a file, or empty for mcprisk.yaml of the current folder,
  // where there is one. Throws Error with all problems of both files, UsageError for an unknown
  // name.
  PolicySettings(const std::string& posture, const std::string& config);

  const Posture& posture() const { return *posture_; }
  const PolicyConfig& config() const { return config_; }

 private:
  PolicyConfig config_;
  std::unique_ptr<Posture> own_;
  const Posture* posture_ = nullptr;
};

inline std::unique_ptr<ServerPolicy> PolicyOf(CatalogReader& reader, const CatalogServer& server,
                                              const PolicySettings& settings,
                                              const std::string& key) {
  return PolicyOf(reader, server, settings.posture(), settings.config(), key);
}

// The policy in a file: mcprisk's own or one of a target that can be read back, told by its
// content. Throws Error.
Policy ReadPolicyFile(const std::string& path, const std::string& key);

}  // namespace mcprisk

#endif  // MCPRISK_COMMANDS_POLICY_SETTINGS_H_
