#include "stack/toxic_flow.h"

#include <algorithm>
#include <span>
#include <tuple>

namespace mcprisk {
namespace {

// Ids of rules/capabilities.yaml, the most telling first.
constexpr std::string_view kUntrusted[] = {"untrusted-content", "browses-web"};
constexpr std::string_view kPrivate[] = {"reads-secrets", "reads-private-data", "reads-files",
                                         "queries-database"};
// Who runs commands can call any address.
constexpr std::string_view kWaysOut[] = {"calls-url",   "sends-message", "publishes",
                                         "browses-web", "runs-commands", "runs-code"};

struct Candidate {
  size_t rank;  // in the leg's list
  int risk;     // negative, so that the riskiest is first
  FlowStep step;

  auto Key() const { return std::tie(rank, risk, step.server, step.tool); }
};

std::vector<FlowStep> Leg(const std::vector<FlowTool>& tools,
                          std::span<const std::string_view> capabilities) {
  std::vector<Candidate> candidates;
  for (const FlowTool& tool : tools) {
    const std::vector<std::string>& has = tool.classification->capabilities;
    size_t rank = 0;
    for (std::string_view capability : capabilities) {
      if (std::find(has.begin(), has.end(), capability) != has.end()) {
        candidates.push_back({rank,
                              -static_cast<int>(tool.classification->risk),
                              {tool.server, tool.tool, std::string(capability)}});
        break;
      }
      ++rank;
    }
  }
  std::sort(candidates.begin(), candidates.end(),
            [](const Candidate& a, const Candidate& b) { return a.Key() < b.Key(); });
  std::vector<FlowStep> steps;
  for (Candidate& candidate : candidates) steps.push_back(std::move(candidate.step));
  return steps;
}

}  // namespace

std::optional<ToxicFlow> FindToxicFlow(const std::vector<FlowTool>& tools) {
  ToxicFlow flow;
  flow.untrusted = Leg(tools, kUntrusted);
  flow.private_data = Leg(tools, kPrivate);
  flow.way_out = Leg(tools, kWaysOut);
  if (flow.untrusted.empty() || flow.private_data.empty() || flow.way_out.empty()) {
    return std::nullopt;
  }
  flow.secrets = flow.private_data[0].capability == kPrivate[0];
  return flow;
}

}  // namespace mcprisk
