// Toxic flows that a change made: by the same table as whoever looks for flows.
#include <algorithm>
#include <map>

#include "drift/events.h"
#include "model/flow_rules.h"

namespace mcprisk {
namespace {

using Legs = std::vector<const FlowLegRule*>;

bool Fills(const DriftTool& tool, const FlowLegRule& leg) {
  return leg.CaseOf(AssessedToolOf({}, tool.tool.name, tool.classification, 0)).has_value();
}

Legs MissingLegs(const FlowRule& flow, const std::vector<DriftTool>& tools) {
  Legs missing;
  for (const FlowLegRule& leg : flow.legs) {
    const bool has = std::any_of(tools.begin(), tools.end(),
                                 [&](const DriftTool& tool) { return Fills(tool, leg); });
    if (!has) missing.push_back(&leg);
  }
  return missing;
}

}  // namespace

std::vector<const DriftTool*> ToolsThatMakeFlows(const DriftSide& before, const DriftSide& after) {
  const std::vector<DriftTool> none;
  const std::vector<DriftTool>& old_tools = before.exists ? *before.tools : none;
  std::map<std::string_view, const DriftTool*> bringing;
  for (const FlowRule& flow : FlowRules::Shipped().all()) {
    const Legs missing = MissingLegs(flow, old_tools);
    if (missing.empty() || !MissingLegs(flow, *after.tools).empty()) continue;
    for (const DriftTool& tool : *after.tools) {
      const bool brings = std::any_of(missing.begin(), missing.end(),
                                      [&](const FlowLegRule* leg) { return Fills(tool, *leg); });
      if (brings) bringing.emplace(tool.tool.name, &tool);
    }
  }
  std::vector<const DriftTool*> tools;
  for (const auto& [name, tool] : bringing) tools.push_back(tool);
  return tools;
}

}  // namespace mcprisk
