#include <utility>

#include "base/value.h"
#include "commands/stack_text.h"
#include "records/assessment_record.h"
#include "records/problem_record.h"
#include "records/server_record.h"
#include "records/tool_record.h"

namespace mcprisk {
namespace {

std::string_view PinName(Pin pin) {
  switch (pin) {
    case Pin::kPinned:
      return "pinned";
    case Pin::kUnpinned:
      return "unpinned";
    case Pin::kNone:
      break;
  }
  return "none";
}

Value ToolsRecord(const JudgedServer& judged) {
  if (!judged.tools_known) return Value();
  return Value::ListOf(judged.tools, [&judged](const StackTool& tool) {
    return Value::Map({{"name", tool.tool.name},
                       {"category", CategoryName(tool.classification.category)},
                       {"risk", RiskName(tool.classification.risk)},
                       {"capabilities", Value::Texts(tool.classification.capabilities)},
                       {"approved", judged.server.Approves(tool.tool.name)}});
  });
}

Value ServerInspectionRecord(const ServerInspection& inspection) {
  if (!inspection.asked) return Value();
  Value record = InspectionRecord(*inspection.asked);
  record.Set("left_out", Value::Texts(inspection.left_out));
  return record;
}

Value StackServerRecord(const JudgedServer& judged, const ServerInspection& inspection) {
  const StackServer& server = judged.server;
  size_t by_category[kCategories] = {};
  size_t by_risk[kRisks] = {};
  for (const StackTool& tool : judged.tools) {
    ++by_category[static_cast<size_t>(tool.classification.category)];
    ++by_risk[static_cast<size_t>(tool.classification.risk)];
  }
  const Assessment assessment = Assess(AssessedTools(judged), judged.findings);
  return Value::Map(
      {{"client", server.client},
       {"scope", ScopeName(server.scope)},
       {"file", server.file},
       {"project", server.project},
       {"line", server.at.line},
       {"column", server.at.column},
       {"name", server.name},
       {"enabled", server.enabled},
       {"transport", server.transport},
       {"runs", RunsText(server)},
       {"pin", PinName(server.pin)},
       {"identities", IdentityRecords(server.identities)},
       {"environment", Value::Texts(server.environment)},
       {"headers", Value::Texts(server.headers)},
       {"catalog_server", judged.catalog_name.empty() ? Value() : Value(judged.catalog_name)},
       {"answered", judged.answered},
       {"inspection", ServerInspectionRecord(inspection)},
       {"grade", GradeRecord(assessment.grade)},
       {"tokens", TokensRecord(assessment.tokens)},
       {"by_category",
        CountsByCategory([&](Category c) { return by_category[static_cast<size_t>(c)]; })},
       {"by_risk", CountsByRisk([&](Risk r) { return by_risk[static_cast<size_t>(r)]; })},
       {"tools", ToolsRecord(judged)}});
}

Value ClientFlowRecord(const ClientFlow& one) {
  return Value::Map({{"client", one.client}, {"flow", FlowRecord(one.flow)}});
}

Value FindingRecord(const StackFinding& finding) {
  return Value::Map({{"rule", finding.rule},
                     {"severity", SeverityName(finding.severity)},
                     {"message", finding.message},
                     {"client", finding.client},
                     {"server", finding.server},
                     {"file", finding.file},
                     {"line", finding.at.line},
                     {"column", finding.at.column}});
}

Value FileRecord(const StackFile& file) {
  return Value::Map({{"path", file.path},
                     {"client", file.client},
                     {"scope", ScopeName(file.scope)},
                     {"servers", file.servers}});
}

}  // namespace

std::string StackJson(const JudgedStack& judged, const std::vector<StackFinding>& findings) {
  Value servers = Value::List();
  for (size_t i = 0; i < judged.servers.size(); ++i) {
    servers.Add(StackServerRecord(judged.servers[i], judged.inspections.empty()
                                                         ? ServerInspection()
                                                         : judged.inspections[i]));
  }
  return Value::Map({{"files", Value::ListOf(judged.stack.files, FileRecord)},
                     {"servers", std::move(servers)},
                     {"toxic_flows", Value::ListOf(judged.flows, ClientFlowRecord)},
                     {"findings", Value::ListOf(findings, FindingRecord)},
                     {"problems", Value::ListOf(judged.stack.problems, ProblemRecord)}})
             .Json() +
         "\n";
}

}  // namespace mcprisk
