#include "records/stack_flows.h"

#include <algorithm>

#include "model/token_cost.h"

namespace mcprisk {
namespace {

StackFlow FindingOf(const ClientFlow& one) {
  const Flow& flow = one.flow;
  StackFlow finding{.client = one.client,
                    .server = flow.smallest.back().server,
                    .flow = flow.rule->id,
                    .message = "toxic flow in " + one.client + ", " + flow.rule->id + ":",
                    .severity = flow.rule->severity};
  for (size_t leg = 0; leg < flow.legs.size(); ++leg) {
    const FlowStep& step = flow.smallest[leg];
    finding.message += (leg == 0 ? " " : ", ") + flow.legs[leg].rule->title + " by " + step.server +
                       ":" + step.tool;
  }
  return finding;
}

}  // namespace

std::vector<AssessedTool> AssessedTools(const JudgedServer& judged) {
  std::vector<AssessedTool> tools;
  for (const StackTool& tool : judged.tools) {
    tools.push_back(AssessedToolOf(judged.server.name, tool.tool.name, tool.classification,
                                   EstimateTokens(tool.tool)));
  }
  return tools;
}

std::vector<ClientFlow> FindClientFlows(const std::vector<JudgedServer>& servers) {
  std::vector<ClientFlow> flows;
  std::vector<std::string> clients;  // in the order of the servers
  for (const JudgedServer& judged : servers) {
    const std::string& client = judged.server.client;
    if (std::find(clients.begin(), clients.end(), client) == clients.end()) {
      clients.push_back(client);
    }
  }
  for (const std::string& client : clients) {
    std::vector<AssessedTool> tools;
    for (const JudgedServer& judged : servers) {
      if (judged.server.client != client || !judged.server.enabled) continue;
      for (const AssessedTool& tool : AssessedTools(judged)) tools.push_back(tool);
    }
    for (Flow& flow : FindFlows(FlowRules::Shipped(), tools)) {
      flows.push_back({client, std::move(flow)});
    }
  }
  return flows;
}

std::vector<StackFinding> FindingsWithFlows(const std::vector<JudgedServer>& servers,
                                            const std::vector<ClientFlow>& flows) {
  std::vector<StackFlow> findings;
  for (const ClientFlow& flow : flows) findings.push_back(FindingOf(flow));
  return FindStackFindings(servers, findings);
}

}  // namespace mcprisk
