// Toxic flows: tools that together let a stranger's text carry private data out, though each alone
// looks harmless. Three legs make one: something private is read, something that strangers wrote
// comes into the context, and there is a way out (S. Willison's "lethal trifecta", Invariant Labs'
// toxic flows).
//
// Told from capabilities alone (rules/capabilities.yaml). Pure function, deterministic, safe from
// any thread.
#ifndef MCPRISK_STACK_TOXIC_FLOW_H_
#define MCPRISK_STACK_TOXIC_FLOW_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/classification.h"

namespace mcprisk {

// A tool that one session can call.
struct FlowTool {
  std::string server;  // as its user calls it
  std::string tool;
  const Classification* classification = nullptr;
};

// A tool and the capability that makes it a leg.
struct FlowStep {
  std::string server;
  std::string tool;
  std::string capability;
};

// Each leg has at least one tool, the most telling first: by capability, then risk, then names.
struct ToxicFlow {
  std::vector<FlowStep> untrusted;
  std::vector<FlowStep> private_data;
  std::vector<FlowStep> way_out;
  bool secrets = false;  // credentials are within reach, not only private data
};

// The flow over tools that are offered in one and the same session; nothing when a leg is missing.
std::optional<ToxicFlow> FindToxicFlow(const std::vector<FlowTool>& tools);

}  // namespace mcprisk

#endif  // MCPRISK_STACK_TOXIC_FLOW_H_
