// mcprisk.yaml: what a person wishes of all policies, kept beside the project that they are for.
//
//   posture: careful                # a name, or a file: ./postures/ours.yaml
//   servers:
//     acme/pg-admin: { key: db }    # the name under which clients know the server
//   overrides:                      # from the top; the first that matches decides
//     - server: acme/*              # any of server, tool (both with * for anything), category and
//       category: [Read, Write]     # capability; all that are given must hold, of a list one
//       ruling: limit
//       limit: { max: 5, window: hour }
//       reason: our quota is small
//
// An override stands over the posture, to either side. Plain data, made once, never changed; safe
// from any thread.
#ifndef MCPRISK_POLICY_CONFIG_H_
#define MCPRISK_POLICY_CONFIG_H_

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/classification.h"
#include "policy/policy.h"

namespace mcprisk {

struct PolicyOverride {
  std::string place;  // "mcprisk.yaml:7"
  std::vector<std::string> servers;
  std::vector<std::string> tools;
  std::vector<Category> categories;
  std::vector<std::string> capabilities;
  Decision ruling = Decision::kDeny;
  std::optional<CallLimit> limit;
  std::string reason;

  bool Holds(std::string_view server, std::string_view tool,
             const Classification& classification) const;
};

struct PolicyConfig {
  std::string posture;                      // empty: not said
  std::map<std::string, std::string> keys;  // by the server's name
  std::vector<PolicyOverride> overrides;

  // The first override that holds; nullptr when none does.
  const PolicyOverride* Find(std::string_view server, std::string_view tool,
                             const Classification& classification) const;
};

// Reads such a file; `path` is what problems call it. nullptr when there was a problem; all of them
// are in `problems`, placed "path:line:column".
std::unique_ptr<PolicyConfig> ParseConfig(std::string_view path, std::string_view yaml,
                                          std::vector<Problem>* problems);

// Whether `pattern`, in which "*" stands for any text, is all of `text`; ASCII case ignored. Linear
// in the product of both lengths.
bool GlobMatches(std::string_view pattern, std::string_view text);

}  // namespace mcprisk

#endif  // MCPRISK_POLICY_CONFIG_H_
