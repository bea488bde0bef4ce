#include "serve/api/json.h"

#include "records/tool_record.h"
#include "serve/pages/page.h"

namespace mcprisk {
namespace {

void AllowEverySite(WebResponse* response) {
  response->headers.emplace_back("Access-Control-Allow-Origin", "*");
}

}  // namespace

WebResponse JsonResponse(const Value& value) {
  WebResponse response{.content_type = "application/json", .body = value.Json(-1) + "\n"};
  AllowEverySite(&response);
  return response;
}

WebResponse ApiProblem(int status, const std::string& detail) {
  WebResponse response = ProblemResponse(status, detail);
  AllowEverySite(&response);
  return response;
}

Value FullToolRecord(const CatalogTool& tool, ServeContext& context) {
  const ServeSettings& settings = context.settings();
  const std::string& base = settings.base_url;
  Value record = ToolRecord(tool, *settings.posture);
  record.Set("definition", Value::RawJson(CanonicalDefinition(tool.tool)));
  record.Set("source", Value::Map({{"format", tool.source_format}}));
  record.Set("first_seen", tool.first_seen);
  if (!settings.fixed) {
    record.Set("links", Value::Map({{"page", base + ToolPath(tool.tool.name, tool.server)},
                                    {"server", base + kApi + ServerPath(tool.server)}}));
  }
  return record;
}

Value ServerRowRecord(const ServerRow& server, const Overview& overview,
                      const ServeSettings& settings) {
  const std::string& base = settings.base_url;
  const std::optional<Risk> worst = server.Worst();
  std::vector<std::string> capabilities;
  for (size_t bit = 0; bit < overview.capabilities.size(); ++bit) {
    if ((server.capabilities >> bit & 1) != 0) {
      capabilities.push_back(overview.capabilities[bit].id);
    }
  }
  return Value::Map(
      {{"id", server.id},
       {"name", server.name},
       {"tools", server.Tools()},
       {"grade", server.grade != 0 ? Value(std::string(1, server.grade)) : Value()},
       {"worst_risk", worst ? Value(RiskName(*worst)) : Value()},
       {"by_risk", CountsByRisk([&](Risk risk) { return server.by_risk[static_cast<int>(risk)]; })},
       {"by_category", CountsByCategory([&](Category category) {
          return server.by_category[static_cast<int>(category)];
        })},
       {"capabilities", Value::Texts(capabilities)},
       {"links", Value::Map({{"page", base + ServerPath(server.name)},
                             {"record", base + kApi + ServerPath(server.name)}})}});
}

Value NextValue(const std::string& next) { return next.empty() ? Value() : Value(next); }

}  // namespace mcprisk
