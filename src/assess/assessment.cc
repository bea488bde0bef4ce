#include "assess/assessment.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>

#include "base/shipped_table.h"

namespace mcprisk {
namespace {

// Capabilities in the order of records.
const std::vector<std::string>& CapabilityOrder() {
  static const std::vector<std::string> order = [] {
    std::vector<std::string> ids;
    for (const auto& entry : YAML::Load(EmbeddedText("rules/capabilities.yaml"))) {
      ids.push_back(entry.first.Scalar());
    }
    return ids;
  }();
  return order;
}

std::vector<CapabilityUse> CapabilitiesOf(const std::vector<AssessedTool>& tools) {
  std::vector<CapabilityUse> uses;
  for (const std::string& capability : CapabilityOrder()) uses.push_back({capability, {}});
  for (const AssessedTool& tool : tools) {
    for (const std::string& capability : *tool.capabilities) {
      const auto use = std::find_if(uses.begin(), uses.end(), [&](const CapabilityUse& one) {
        return one.capability == capability;
      });
      // A catalog may have been judged by rules that know more capabilities than ours.
      if (use == uses.end()) {
        uses.push_back({capability, {std::string(tool.name)}});
      } else {
        use->tools.emplace_back(tool.name);
      }
    }
  }
  std::erase_if(uses, [](const CapabilityUse& use) { return use.tools.empty(); });
  return uses;
}

std::vector<std::string> IdsOf(const std::vector<Flow>& flows) {
  std::vector<std::string> ids;
  for (const Flow& flow : flows) ids.push_back(flow.rule->id);
  return ids;
}

size_t TokensOf(const std::vector<AssessedTool>& tools) {
  size_t tokens = 0;
  for (const AssessedTool& tool : tools) tokens += tool.tokens;
  return tokens;
}

}  // namespace

Assessment Assess(const std::vector<AssessedTool>& tools, const std::vector<Finding>& findings) {
  Assessment assessment;
  assessment.flows = FindFlows(FlowRules::Shipped(), tools);
  assessment.grade = GradeOf(GradeRules::Shipped(), tools, findings, IdsOf(assessment.flows));
  assessment.capabilities = CapabilitiesOf(tools);
  assessment.tokens = TokensOf(tools);
  return assessment;
}

Digest AssessmentTables() {
  return Sha256("assessment " + std::to_string(kAssessmentVersion) + '\n' +
                EmbeddedText("rules/flows.yaml") + '\0' + EmbeddedText("rules/grade.yaml") + '\0' +
                EmbeddedText("rules/capabilities.yaml") + '\0' + EmbeddedText("rules/server.yaml"));
}

AssessmentSummary Summarize(const std::vector<AssessedTool>& tools,
                            const std::vector<Finding>& findings) {
  AssessmentSummary summary;
  if (tools.empty()) return summary;
  summary.flows = FlowIds(FlowRules::Shipped(), tools);
  const std::optional<Grade> grade = GradeOf(GradeRules::Shipped(), tools, findings, summary.flows);
  summary.grade = grade->letter;
  summary.points = grade->points;
  summary.tokens = TokensOf(tools);
  for (const CapabilityUse& use : CapabilitiesOf(tools)) {
    summary.capabilities.push_back(use.capability);
  }
  for (const AssessedTool& tool : tools) {
    summary.worst_risk = std::max(summary.worst_risk, std::optional(tool.risk));
    summary.worst_finding = std::max(summary.worst_finding, tool.worst_finding);
  }
  for (const Finding& finding : findings) {
    summary.worst_finding = std::max(summary.worst_finding, std::optional(finding.severity));
  }
  return summary;
}

}  // namespace mcprisk
