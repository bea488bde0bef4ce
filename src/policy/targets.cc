#include <algorithm>

#include "policy/target.h"

namespace mcprisk {

extern const Target kPolicyLayerTarget;

const std::vector<const Target*>& Targets() {
  static const std::vector<const Target*> targets = {
      // gateways
      &kPolicyLayerTarget,
  };
  return targets;
}

const Target* FindTarget(std::string_view name) {
  auto found = std::find_if(Targets().begin(), Targets().end(),
                            [&](const Target* target) { return target->name == name; });
  return found == Targets().end() ? nullptr : *found;
}

}  // namespace mcprisk
