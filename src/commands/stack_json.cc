#include <nlohmann/json.hpp>

#include "commands/stack_text.h"

namespace mcprisk {
namespace {

using OrderedJson = nlohmann::ordered_json;

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

OrderedJson CountsJson(const JudgedServer& judged) {
  OrderedJson by_category;
  OrderedJson by_risk;
  for (int c = 0; c < kCategories; ++c) {
    by_category[std::string(CategoryName(static_cast<Category>(c)))] = 0;
  }
  for (int r = 0; r < kRisks; ++r) by_risk[std::string(RiskName(static_cast<Risk>(r)))] = 0;
  for (const StackTool& tool : judged.tools) {
    auto& category = by_category[std::string(CategoryName(tool.classification.category))];
    category = category.get<size_t>() + 1;
    auto& risk = by_risk[std::string(RiskName(tool.classification.risk))];
    risk = risk.get<size_t>() + 1;
  }
  return {{"by_category", by_category}, {"by_risk", by_risk}};
}

OrderedJson ToolsJson(const JudgedServer& judged) {
  if (!judged.tools_known) return nullptr;
  OrderedJson tools = OrderedJson::array();
  for (const StackTool& tool : judged.tools) {
    tools.push_back({{"name", tool.tool.name},
                     {"category", CategoryName(tool.classification.category)},
                     {"risk", RiskName(tool.classification.risk)},
                     {"capabilities", tool.classification.capabilities},
                     {"approved", judged.server.Approves(tool.tool.name)}});
  }
  return tools;
}

OrderedJson ServerJson(const JudgedServer& judged) {
  const StackServer& server = judged.server;
  OrderedJson identities = OrderedJson::array();
  for (const Identity& identity : server.identities) {
    identities.push_back({{"kind", IdentityKindName(identity.kind)}, {"value", identity.value}});
  }
  OrderedJson json = {{"client", server.client},
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
                      {"identities", identities},
                      {"environment", server.environment},
                      {"headers", server.headers},
                      {"catalog_server", nullptr}};
  if (!judged.catalog_name.empty()) json["catalog_server"] = judged.catalog_name;
  json.update(CountsJson(judged));
  json["tools"] = ToolsJson(judged);
  return json;
}

OrderedJson StepsJson(const std::vector<FlowStep>& steps) {
  OrderedJson json = OrderedJson::array();
  for (const FlowStep& step : steps) {
    json.push_back({{"server", step.server}, {"tool", step.tool}, {"capability", step.capability}});
  }
  return json;
}

OrderedJson FindingJson(const StackFinding& finding) {
  return {{"rule", finding.rule},       {"severity", SeverityName(finding.severity)},
          {"message", finding.message}, {"client", finding.client},
          {"server", finding.server},   {"file", finding.file},
          {"line", finding.at.line},    {"column", finding.at.column}};
}

}  // namespace

std::string StackJson(const JudgedStack& judged, const std::vector<StackFinding>& findings) {
  OrderedJson json;
  json["files"] = OrderedJson::array();
  for (const StackFile& file : judged.stack.files) {
    json["files"].push_back({{"path", file.path},
                             {"client", file.client},
                             {"scope", ScopeName(file.scope)},
                             {"servers", file.servers}});
  }
  json["servers"] = OrderedJson::array();
  for (const JudgedServer& server : judged.servers) json["servers"].push_back(ServerJson(server));
  json["toxic_flows"] = OrderedJson::array();
  for (const ClientFlow& one : FindClientFlows(judged.servers)) {
    json["toxic_flows"].push_back({{"client", one.client},
                                   {"secrets", one.flow.secrets},
                                   {"untrusted", StepsJson(one.flow.untrusted)},
                                   {"private", StepsJson(one.flow.private_data)},
                                   {"way_out", StepsJson(one.flow.way_out)}});
  }
  json["findings"] = OrderedJson::array();
  for (const StackFinding& finding : findings) json["findings"].push_back(FindingJson(finding));
  json["problems"] = OrderedJson::array();
  for (const Problem& problem : judged.stack.problems) {
    json["problems"].push_back({{"place", problem.place}, {"what", problem.what}});
  }
  return json.dump(2, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
}

}  // namespace mcprisk
