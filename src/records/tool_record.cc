#include "records/tool_record.h"

#include "model/token_cost.h"
#include "policy/targets/neutral.h"
#include "records/assessment_record.h"

namespace mcprisk {
namespace {

Value ParametersRecord(const Tool& tool) {
  Value list = Value::List();
  size_t required = 0;
  for (const Parameter& parameter : tool.parameters) {
    Value one = Value::Map(
        {{"name", parameter.name}, {"type", parameter.type}, {"required", parameter.required}});
    if (!parameter.values.empty()) one.Set("values", Value::Texts(parameter.values));
    list.Add(std::move(one));
    required += parameter.required ? 1 : 0;
  }
  return Value::Map(
      {{"count", tool.parameters.size()}, {"required", required}, {"list", std::move(list)}});
}

}  // namespace

Value EvidenceRecords(const std::vector<Evidence>& evidence) {
  return Value::ListOf(evidence, [](const Evidence& one) {
    return Value::Map({{"field", one.field},
                       {"start", one.begin},
                       {"end", one.end},
                       {"quote", one.quote},
                       {"rule", one.rule}});
  });
}

Value FindingRecords(const std::vector<Finding>& findings) {
  return Value::ListOf(findings, [](const Finding& finding) {
    return Value::Map({{"rule", finding.rule},
                       {"severity", SeverityName(finding.severity)},
                       {"message", finding.message},
                       {"evidence", EvidenceRecords(finding.evidence)}});
  });
}

Value ToolRecord(const RecordInput& input) {
  const Tool& tool = *input.tool;
  const Classification& c = *input.classification;
  Value record = Value::Map({{"server", input.server}, {"name", tool.name}});
  if (tool.title) record.Set("title", *tool.title);
  record.Set("description", tool.description ? Value(*tool.description) : Value());
  record.Set("category", CategoryName(c.category));
  record.Set("risk", RiskName(c.risk));
  record.Set("confidence", c.confidence);
  record.Set("basis", c.basis.Text() + (tool.place.empty() ? "" : ", static"));
  if (!tool.place.empty()) record.Set("declared", tool.place);
  record.Set("capabilities", Value::Texts(c.capabilities));
  record.Set("rationale", c.rationale);
  record.Set("risk_steps", Value::Texts(c.risk_steps));
  record.Set("evidence", EvidenceRecords(c.evidence));
  if (!c.operations.empty()) {
    Value operations = Value::Map();
    for (const Operation& operation : c.operations) {
      operations.Set(operation.value, CategoryName(operation.category));
    }
    record.Set("operation_parameter", c.operation_parameter);
    record.Set("operations", std::move(operations));
  }
  record.Set("parameters", ParametersRecord(tool));
  record.Set("findings", FindingRecords(c.findings));
  record.Set("attacks", ToolAttacks(c));
  record.Set("recommended", RulingValue(input.ruling));
  record.Set("tokens", TokensRecord(EstimateTokens(tool)));
  record.Set("digest", tool.digest.Hex());
  return record;
}

Value ToolRecord(const CatalogTool& tool, const Posture& posture) {
  Ruling ruling = MakeRuling(tool.tool, tool.classification, posture);
  return ToolRecord({tool.server, &tool.tool, &tool.classification, std::move(ruling)});
}

}  // namespace mcprisk
