#include "records/stack_flows.h"

#include <algorithm>

#include "assess/tool_set.h"
#include "base/text.h"
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

// The enabled servers of each client, in the order of the servers.
std::vector<std::vector<const JudgedServer*>> ServersByClient(
    const std::vector<JudgedServer>& servers) {
  std::vector<std::vector<const JudgedServer*>> by_client;
  for (const JudgedServer& judged : servers) {
    if (!judged.server.enabled) continue;
    const auto known = std::find_if(by_client.begin(), by_client.end(), [&](const auto& some) {
      return some[0]->server.client == judged.server.client;
    });
    if (known == by_client.end()) {
      by_client.push_back({&judged});
    } else {
      known->push_back(&judged);
    }
  }
  return by_client;
}

const StackTool* ToolNamed(const JudgedServer& judged, std::string_view name) {
  const auto found = std::find_if(judged.tools.begin(), judged.tools.end(),
                                  [&](const StackTool& one) { return one.tool.name == name; });
  return found == judged.tools.end() ? nullptr : &*found;
}

// What a text of `one` says of tools that only other servers have: "the description of db:query",
// "query" for short.
void AddSteeringIn(std::string_view text, const std::string& whose, const std::string& subject,
                   const JudgedServer& one, const std::vector<const JudgedServer*>& servers,
                   std::vector<StackFlow>* crossings) {
  for (const ToolMention& mention : DirectedMentions(text)) {
    if (ToolNamed(one, mention.name) != nullptr) continue;
    const auto other = std::find_if(servers.begin(), servers.end(), [&](const JudgedServer* some) {
      return some != &one && ToolNamed(*some, mention.name) != nullptr;
    });
    if (other == servers.end()) continue;
    crossings->push_back(
        {.client = one.server.client,
         .server = one.server.name,
         .flow = subject + " " + mention.name,
         .message = whose + " how to call " + (*other)->server.name + ":" + mention.name,
         .severity = Severity::kHigh,
         .rule = "stack/steers-other-server"});
  }
}

void AddSteering(const JudgedServer& one, const std::vector<const JudgedServer*>& servers,
                 std::vector<StackFlow>* crossings) {
  AddSteeringIn(one.instructions, "the instructions of " + one.server.name + " tell",
                "instructions", one, servers, crossings);
  for (const StackTool& tool : one.tools) {
    if (!tool.tool.description) continue;
    AddSteeringIn(*tool.tool.description,
                  "the description of " + one.server.name + ":" + tool.tool.name + " tells",
                  tool.tool.name, one, servers, crossings);
  }
}

// Told of the later of the two servers.
void AddSameNames(const JudgedServer& first, const JudgedServer& later,
                  std::vector<StackFlow>* crossings) {
  constexpr size_t kNamed = 5;
  std::vector<std::string> names;
  for (const StackTool& tool : later.tools) {
    const StackTool* twin = ToolNamed(first, tool.tool.name);
    if (twin != nullptr && twin->tool.digest != tool.tool.digest) names.push_back(tool.tool.name);
  }
  if (names.empty()) return;
  const size_t all = names.size();
  if (all > kNamed) names.resize(kNamed);
  crossings->push_back({.client = later.server.client,
                        .server = later.server.name,
                        .flow = first.server.name,
                        .message = "servers " + first.server.name + " and " + later.server.name +
                                   " both have " + Counted(all, "tool") + " named " +
                                   Join(names, ", ") + (all > kNamed ? " and others" : ""),
                        .severity = Severity::kLow,
                        .rule = "stack/same-tool-name"});
}

}  // namespace

std::vector<StackFlow> FindCrossings(const std::vector<JudgedServer>& servers) {
  std::vector<StackFlow> crossings;
  for (const std::vector<const JudgedServer*>& of_client : ServersByClient(servers)) {
    for (size_t i = 0; i < of_client.size(); ++i) {
      AddSteering(*of_client[i], of_client, &crossings);
      for (size_t j = 0; j < i; ++j) AddSameNames(*of_client[j], *of_client[i], &crossings);
    }
  }
  return crossings;
}

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
  for (const std::vector<const JudgedServer*>& of_client : ServersByClient(servers)) {
    std::vector<AssessedTool> tools;
    for (const JudgedServer* judged : of_client) {
      for (const AssessedTool& tool : AssessedTools(*judged)) tools.push_back(tool);
    }
    for (Flow& flow : FindFlows(FlowRules::Shipped(), tools)) {
      flows.push_back({of_client[0]->server.client, std::move(flow)});
    }
  }
  return flows;
}

std::vector<StackFinding> FindingsWithFlows(const std::vector<JudgedServer>& servers,
                                            const std::vector<ClientFlow>& flows) {
  std::vector<StackFlow> findings;
  for (const ClientFlow& flow : flows) findings.push_back(FindingOf(flow));
  for (StackFlow& crossing : FindCrossings(servers)) findings.push_back(std::move(crossing));
  return FindStackFindings(servers, findings);
}

}  // namespace mcprisk
