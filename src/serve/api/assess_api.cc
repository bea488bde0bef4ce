// What follows from verdicts, and what changed: flows, attack patterns, changes.
#include "assess/attack.h"
#include "assess/flow.h"
#include "base/text.h"
#include "records/assessment_record.h"
#include "records/change_record.h"
#include "serve/api/json.h"
#include "serve/lookup.h"
#include "serve/router.h"

namespace mcprisk {
namespace {

constexpr size_t kMaxServersTogether = 50;

// The flows of the servers that ?server= names (it may come again), offered in one session; without
// one, how many servers have which flow alone.
WebResponse Flows(const WebRequest& request, const PathArguments&, ServeContext& context) {
  std::vector<CatalogTool> tools;
  size_t servers = 0;
  for (const auto& [key, name] : request.query) {
    if (key != "server") continue;
    if (++servers > kMaxServersTogether) {
      return ApiProblem(400, "at most " + std::to_string(kMaxServersTogether) + " servers");
    }
    const std::optional<CatalogServer> server = ServerCalled(name, context);
    if (!server) return ApiProblem(404, NoServerText(name, context));
    for (CatalogTool& tool : context.reader().ToolsOfServer(server->id)) {
      tools.push_back(std::move(tool));
    }
  }
  if (servers == 0) {
    return JsonResponse(FlowCountsRecord(context.overview().stats.assessments));
  }
  const std::vector<Flow> flows = FindFlows(FlowRules::Shipped(), AssessedToolsOf(tools));
  return JsonResponse(Value::Map({{"flows", FlowRecords(flows)}}));
}

WebResponse Attacks(const WebRequest&, const PathArguments&, ServeContext&) {
  return JsonResponse(
      Value::Map({{"attacks", Value::ListOf(AttackPatterns::Shipped().all(), AttackRecord)}}));
}

WebResponse OneAttack(const WebRequest&, const PathArguments& arguments, ServeContext&) {
  const AttackPattern* pattern = AttackPatterns::Shipped().Find(arguments.at("attack"));
  if (!pattern) return ApiProblem(404, "there is no such attack pattern");
  return JsonResponse(AttackRecord(*pattern));
}

// Behind ?since=, by sequence; without it the newest.
WebResponse Changes(const WebRequest& request, const PathArguments&, ServeContext& context) {
  const Result<size_t> limit = LimitOf(request);
  if (!limit) return ApiProblem(400, limit.error());
  ChangeQuery query;
  query.limit = *limit;
  const std::string_view since = request.Query("since");
  if (!since.empty()) {
    query.since = ReadWholeNumber(since);
    if (!query.since) return ApiProblem(400, "since is the number that next of an answer held");
  }
  const std::string_view severity = request.Query("severity");
  if (!severity.empty()) {
    const std::optional<Severity> least = ParseSeverity(severity);
    if (!least) return ApiProblem(400, "severity is one of Info, Low, Medium, High, Critical");
    query.at_least = *least;
  }
  const std::string name(request.Query("server"));
  if (!name.empty()) {
    const std::optional<CatalogServer> server = ServerCalled(name, context);
    if (!server) return ApiProblem(404, NoServerText(name, context));
    query.server_id = server->id;
  }
  return JsonResponse(ChangePageRecord(context.reader().Changes(query)));
}

}  // namespace

extern const RouteGroup kAssessApi;
const RouteGroup kAssessApi = {"assessment API",
                               {
                                   {"GET", "/api/v1/flows", Flows},
                                   {"GET", "/api/v1/attacks", Attacks},
                                   {"GET", "/api/v1/attacks/{attack}", OneAttack},
                                   {"GET", "/api/v1/changes", Changes},
                               }};

}  // namespace mcprisk
