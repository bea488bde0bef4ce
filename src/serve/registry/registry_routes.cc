// /v0.1 and /v0: the catalog as an MCP registry, by the rules of the official one, so that a client
// whose registry URL is this address is shown what is in the catalog, or what a company allows of
// it (?max_risk=medium, ?grade=B). Read-only.
//
// Source: modelcontextprotocol/registry, generic registry API v0.1 (frozen in October 2025).
#include <algorithm>
#include <charconv>
#include <utility>

#include "base/text.h"
#include "serve/api/json.h"
#include "serve/context.h"
#include "serve/lookup.h"
#include "serve/registry/registry_record.h"
#include "serve/router.h"

namespace mcprisk {
namespace {

constexpr size_t kRegistryPage = 30;  // the official registry's own limits
constexpr size_t kMaxRegistryPage = 100;
// Servers that one page looks at; where filters leave less, the page is short and has a cursor.
constexpr size_t kMaxRegistryScan = 2000;
constexpr std::string_view kGrades = "ABCDEF";

// The official registry's answer to a parameter that it cannot take.
WebResponse Unprocessable(const std::string& parameter, const std::string& value,
                          const std::string& message) {
  Value error =
      Value::Map({{"message", message}, {"location", "query." + parameter}, {"value", value}});
  WebResponse response = JsonResponse(Value::Map({{"title", "Unprocessable Entity"},
                                                  {"status", 422},
                                                  {"detail", "validation failed"},
                                                  {"errors", Value::List({std::move(error)})}}));
  response.status = 422;
  response.content_type = "application/problem+json";
  return response;
}

// "2026-01-02T03:04:05Z", with or without a fraction: the form that compares as text.
bool IsTime(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00";
  if (text.size() <= kForm.size() || !text.ends_with('Z')) return false;
  for (size_t i = 0; i < kForm.size(); ++i) {
    if (kForm[i] == '0' ? !IsAsciiDigit(text[i]) : text[i] != kForm[i]) return false;
  }
  return true;
}

struct RegistryQuery {
  size_t limit = kRegistryPage;
  std::string search;
  std::string version;
  std::string updated_since;
  bool deleted = false;
  std::optional<Risk> max_risk;
  char worst_grade = 0;  // 0: any
  size_t begin = 0;      // index into Overview::servers
};

// The part of `version` and `updated_since` that needs more than the overview is asked in Wanted().
std::optional<WebResponse> ReadQuery(const WebRequest& request, const Overview& overview,
                                     RegistryQuery* query) {
  const std::string limit(request.Query("limit"));
  if (!limit.empty()) {
    const auto [end, error] =
        std::from_chars(limit.data(), limit.data() + limit.size(), query->limit);
    if (error != std::errc() || end != limit.data() + limit.size() || query->limit == 0 ||
        query->limit > kMaxRegistryPage) {
      return Unprocessable("limit", limit, "expected a number from 1 to 100");
    }
  }
  query->search = AsciiLowered(request.Query("search"));
  query->version = request.Query("version");
  query->updated_since = request.Query("updated_since");
  if (!query->updated_since.empty() && !IsTime(query->updated_since)) {
    return ProblemResponse(400,
                           "updated_since is no RFC 3339 time in UTC, as in "
                           "2026-01-02T03:04:05Z");
  }
  query->deleted = request.Query("include_deleted") == "true" || !query->updated_since.empty();
  const std::string risk(request.Query("max_risk"));
  query->max_risk = ParseRisk(risk);
  if (!risk.empty() && !query->max_risk) {
    return Unprocessable("max_risk", risk, "expected low, medium, high or critical");
  }
  const std::string grade(request.Query("grade"));
  if (!grade.empty()) {
    query->worst_grade = static_cast<char>(AsciiLower(grade[0]) - 'a' + 'A');
    if (grade.size() != 1 || kGrades.find(query->worst_grade) == std::string_view::npos) {
      return Unprocessable("grade", grade, "expected A to F: that grade or a better one");
    }
  }
  if (const std::string_view cursor = request.Query("cursor"); !cursor.empty()) {
    std::optional<std::vector<int64_t>> values = DecodeCursor(cursor, 1);
    const ServerRow* last = values ? overview.Server((*values)[0]) : nullptr;
    if (!last) return ProblemResponse(400, "the cursor is none of this registry's, or too old");
    query->begin = static_cast<size_t>(last - overview.servers.data()) + 1;
  }
  return std::nullopt;
}

// What the overview alone can tell. A server whose tools nobody knows passes no filter on them.
bool MayBeListed(const ServerRow& row, const RegistryQuery& query) {
  if (!query.search.empty() && AsciiLowered(row.name).find(query.search) == std::string::npos) {
    return false;
  }
  if (query.max_risk && (!row.Worst() || *row.Worst() > *query.max_risk)) return false;
  return query.worst_grade == 0 || (row.grade != 0 && row.grade <= query.worst_grade);
}

RegistryTimes TimesOf(const ServerRow& row) { return {row.first_seen, row.last_changed}; }

bool IsListed(const CatalogServer& server, const ServerRow& row, const RegistryQuery& query) {
  if (server.status == "deleted" && !query.deleted) return false;
  if (!query.updated_since.empty() && row.last_changed <= query.updated_since) return false;
  return query.version.empty() || query.version == "latest" ||
         query.version == RegistryVersion(server);
}

Value RecordOf(const CatalogServer& server, const ServerRow& row, ServeContext& context) {
  RegistryVerdict verdict;
  if (row.grade != 0) verdict.grade = std::string(1, row.grade);
  verdict.policy_url = context.settings().base_url + PolicyPath("policylayer", server.name);
  return RegistryRecord(server, verdict, TimesOf(row));
}

WebResponse List(const WebRequest& request, const PathArguments&, ServeContext& context) {
  const Overview& overview = context.overview();
  RegistryQuery query;
  if (std::optional<WebResponse> refused = ReadQuery(request, overview, &query)) return *refused;
  std::vector<Value> records;
  size_t at = query.begin;
  const size_t end = std::min(overview.servers.size(), at + kMaxRegistryScan);
  for (; at < end && records.size() < query.limit; ++at) {
    const ServerRow& row = overview.servers[at];
    if (!MayBeListed(row, query)) continue;
    std::optional<CatalogServer> server = context.reader().ServerById(row.id);
    if (server && IsListed(*server, row, query)) records.push_back(RecordOf(*server, row, context));
  }
  Value metadata = Value::Map({{"count", records.size()}});
  if (at > query.begin && at < overview.servers.size()) {
    metadata.Set("nextCursor", EncodeCursor({overview.servers[at - 1].id}));
  }
  return JsonResponse(Value::Map(
      {{"servers", Value::List(std::move(records))}, {"metadata", std::move(metadata)}}));
}

// Exactly this registry name, in any case of its letters.
std::optional<CatalogServer> ServerOf(const std::string& name, ServeContext& context) {
  std::optional<CatalogServer> server;
  if (std::optional<int64_t> id = UnregisteredId(name)) {
    server = context.reader().ServerById(*id);
  } else {
    server = ServerCalled(name, context);
  }
  if (server && !EqualsNoCase(RegistryName(*server), name)) return std::nullopt;
  return server;
}

std::optional<Value> OneRecord(const PathArguments& arguments, ServeContext& context,
                               std::string* version) {
  std::optional<CatalogServer> server = ServerOf(arguments.at("name"), context);
  const ServerRow* row = server ? context.overview().Server(server->id) : nullptr;
  if (!row) return std::nullopt;
  *version = RegistryVersion(*server);
  return RecordOf(*server, *row, context);
}

// The catalog keeps one version of a server: the one that was last shown.
WebResponse Versions(const WebRequest&, const PathArguments& arguments, ServeContext& context) {
  std::string version;
  std::optional<Value> record = OneRecord(arguments, context, &version);
  if (!record) return ProblemResponse(404, "Server not found");
  return JsonResponse(Value::Map(
      {{"servers", Value::List({std::move(*record)})}, {"metadata", Value::Map({{"count", 1}})}}));
}

WebResponse Version(const WebRequest&, const PathArguments& arguments, ServeContext& context) {
  std::string version;
  std::optional<Value> record = OneRecord(arguments, context, &version);
  if (!record) return ProblemResponse(404, "Server not found");
  const std::string& wanted = arguments.at("version");
  if (wanted != "latest" && wanted != version) return ProblemResponse(404, "Version not found");
  return JsonResponse(*record);
}

WebResponse Health(const WebRequest&, const PathArguments&, ServeContext&) {
  return JsonResponse(Value::Map({{"status", "ok"}}));
}

WebResponse Ping(const WebRequest&, const PathArguments&, ServeContext&) {
  return JsonResponse(Value::Map({{"pong", true}}));
}

WebResponse ProgramVersion(const WebRequest&, const PathArguments&, ServeContext& context) {
  return JsonResponse(Value::Map({{"version", context.settings().program_version}}));
}

}  // namespace

extern const RouteGroup kRegistryRoutes;
const RouteGroup kRegistryRoutes = {"registry",
                                    {{"GET", "/v0.1/servers", List},
                                     {"GET", "/v0.1/servers/{name}/versions", Versions},
                                     {"GET", "/v0.1/servers/{name}/versions/{version}", Version},
                                     {"GET", "/v0.1/health", Health},
                                     {"GET", "/v0.1/ping", Ping},
                                     {"GET", "/v0.1/version", ProgramVersion},
                                     {"GET", "/v0/servers", List},
                                     {"GET", "/v0/servers/{name}/versions", Versions},
                                     {"GET", "/v0/servers/{name}/versions/{version}", Version},
                                     {"GET", "/v0/health", Health},
                                     {"GET", "/v0/ping", Ping},
                                     {"GET", "/v0/version", ProgramVersion}}};

}  // namespace mcprisk
