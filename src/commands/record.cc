#include "commands/record.h"

#include <nlohmann/json.hpp>

#include "policy/targets/neutral.h"

namespace mcprisk {
namespace {

using OrderedJson = nlohmann::ordered_json;

OrderedJson EvidenceJson(const std::vector<Evidence>& evidence) {
  OrderedJson list = OrderedJson::array();
  for (const Evidence& one : evidence) {
    list.push_back({{"field", one.field},
                    {"start", one.begin},
                    {"end", one.end},
                    {"quote", one.quote},
                    {"rule", one.rule}});
  }
  return list;
}

OrderedJson FindingsJson(const std::vector<Finding>& findings) {
  OrderedJson list = OrderedJson::array();
  for (const Finding& finding : findings) {
    list.push_back({{"rule", finding.rule},
                    {"severity", SeverityName(finding.severity)},
                    {"message", finding.message},
                    {"evidence", EvidenceJson(finding.evidence)}});
  }
  return list;
}

OrderedJson ParametersJson(const Tool& tool) {
  OrderedJson list = OrderedJson::array();
  size_t required = 0;
  for (const Parameter& parameter : tool.parameters) {
    OrderedJson one = {
        {"name", parameter.name}, {"type", parameter.type}, {"required", parameter.required}};
    if (!parameter.values.empty()) one["values"] = parameter.values;
    list.push_back(std::move(one));
    required += parameter.required ? 1 : 0;
  }
  return {{"count", tool.parameters.size()}, {"required", required}, {"list", list}};
}

}  // namespace

std::string ToolRecordJson(const RecordInput& input, int indent) {
  const Tool& tool = *input.tool;
  const Classification& c = *input.classification;
  OrderedJson record;
  record["server"] = input.server;
  record["name"] = tool.name;
  if (tool.title) record["title"] = *tool.title;
  record["description"] = tool.description ? OrderedJson(*tool.description) : OrderedJson();
  record["category"] = CategoryName(c.category);
  record["risk"] = RiskName(c.risk);
  record["confidence"] = c.confidence;
  record["basis"] = c.basis.Text();
  record["capabilities"] = c.capabilities;
  record["rationale"] = c.rationale;
  record["risk_steps"] = c.risk_steps;
  record["evidence"] = EvidenceJson(c.evidence);
  if (!c.operations.empty()) {
    OrderedJson operations = OrderedJson::object();
    for (const Operation& operation : c.operations) {
      operations[operation.value] = CategoryName(operation.category);
    }
    record["operation_parameter"] = c.operation_parameter;
    record["operations"] = std::move(operations);
  }
  record["parameters"] = ParametersJson(tool);
  record["findings"] = FindingsJson(c.findings);
  record["recommended"] = OrderedJson::parse(RulingValue(input.ruling).JsonOnOneLine());
  record["digest"] = tool.digest.Hex();
  return record.dump(indent, ' ', false, OrderedJson::error_handler_t::replace);
}

}  // namespace mcprisk
