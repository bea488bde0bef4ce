#include <algorithm>

#include "policy/target.h"

namespace mcprisk {

extern const Target kAgentgatewayTarget;
extern const Target kAgtTarget;
extern const Target kAnthropicApiTarget;
extern const Target kCedarAgentcoreTarget;
extern const Target kCedarToolhiveTarget;
extern const Target kClaudeCodeTarget;
extern const Target kCodexTarget;
extern const Target kCopilotTarget;
extern const Target kCursorCliTarget;
extern const Target kCursorTarget;
extern const Target kDockerGatewayTarget;
extern const Target kEnvoyAiGatewayTarget;
extern const Target kGeminiTarget;
extern const Target kGooseTarget;
extern const Target kInterceptTarget;
extern const Target kNeutralTarget;
extern const Target kOpenAiApiTarget;
extern const Target kOpencodeTarget;
extern const Target kPolicyLayerTarget;
extern const Target kRegoTarget;
extern const Target kVsCodeTarget;

const std::vector<const Target*>& Targets() {
  static const std::vector<const Target*> targets = {
      &kNeutralTarget,
      // clients
      &kClaudeCodeTarget,
      &kCodexTarget,
      &kGeminiTarget,
      &kOpencodeTarget,
      &kVsCodeTarget,
      &kCursorTarget,
      &kCursorCliTarget,
      &kCopilotTarget,
      &kGooseTarget,
      // gateways
      &kPolicyLayerTarget,
      &kInterceptTarget,
      &kDockerGatewayTarget,
      &kAgentgatewayTarget,
      &kEnvoyAiGatewayTarget,
      &kCedarToolhiveTarget,
      &kCedarAgentcoreTarget,
      &kAgtTarget,
      &kRegoTarget,
      // models' APIs
      &kOpenAiApiTarget,
      &kAnthropicApiTarget,
  };
  return targets;
}

const Target* FindTarget(std::string_view name) {
  auto found = std::find_if(Targets().begin(), Targets().end(),
                            [&](const Target* target) { return target->name == name; });
  return found == Targets().end() ? nullptr : *found;
}

}  // namespace mcprisk
