#include <algorithm>

#include "policy/target.h"

namespace mcprisk {

extern const Target kAgentgatewayTarget;
extern const Target kAgtTarget;
extern const Target kCedarAgentcoreTarget;
extern const Target kCedarToolhiveTarget;
extern const Target kDockerGatewayTarget;
extern const Target kEnvoyAiGatewayTarget;
extern const Target kPolicyLayerTarget;
extern const Target kRegoTarget;

const std::vector<const Target*>& Targets() {
  static const std::vector<const Target*> targets = {
      // gateways
      &kPolicyLayerTarget,   &kDockerGatewayTarget,  &kAgentgatewayTarget, &kEnvoyAiGatewayTarget,
      &kCedarToolhiveTarget, &kCedarAgentcoreTarget, &kAgtTarget,          &kRegoTarget,
  };
  return targets;
}

const Target* FindTarget(std::string_view name) {
  auto found = std::find_if(Targets().begin(), Targets().end(),
                            [&](const Target* target) { return target->name == name; });
  return found == Targets().end() ? nullptr : *found;
}

}  // namespace mcprisk
