// Servers, tools, search and figures of the catalog.
#include <algorithm>
#include <map>
#include <utility>

#include "base/text.h"
#include "records/server_record.h"
#include "records/stats_record.h"
#include "records/tool_record.h"
#include "serve/api/json.h"
#include "serve/lookup.h"
#include "serve/pages/page.h"
#include "serve/router.h"

namespace mcprisk {
namespace {

constexpr size_t kServersFound = 10;

// A tool as lists show it; its record is a link away.
Value ListedToolRecord(const ListedTool& tool, const ServeSettings& settings) {
  Value record = Value::Map({{"server", tool.server},
                             {"name", tool.name},
                             {"category", CategoryName(tool.category)},
                             {"risk", RiskName(tool.risk)}});
  if (!tool.description.empty()) record.Set("description", tool.description);
  if (settings.fixed) return record;
  const std::string path = ToolPath(tool.name, tool.server);
  record.Set("links", Value::Map({{"page", settings.base_url + path},
                                  {"record", settings.base_url + kApi + path}}));
  return record;
}

Value ToolRecords(const std::vector<ListedTool>& tools, const ServeSettings& settings) {
  return Value::ListOf(tools,
                       [&](const ListedTool& tool) { return ListedToolRecord(tool, settings); });
}

WebResponse Stats(const WebRequest&, const PathArguments&, ServeContext& context) {
  Value record = StatsRecord(context.overview().stats, false);
  record.Set("capabilities",
             Value::ListOf(context.overview().capabilities, [](const CapabilityCount& one) {
               return Value::Map({{"id", one.id},
                                  {"meaning", one.meaning},
                                  {"tools", one.tools},
                                  {"servers", one.servers}});
             }));
  return JsonResponse(record);
}

// Servers by name; ?q= narrows to names that hold it, ?risk= to those with a tool of that class or
// above, ?max_risk= to those without one above it, ?grade= to those of this grade or a better one.
struct ServerFilters {
  std::string text;
  std::optional<Risk> at_least;
  std::optional<Risk> at_most;
  char grade = 0;  // 0: any

  bool Holds(const ServerRow& server) const {
    const std::optional<Risk> worst = server.Worst();
    return (text.empty() || AsciiLowered(server.name).find(text) != std::string::npos) &&
           (!at_least || (worst && *worst >= *at_least)) &&
           (!at_most || (worst && *worst <= *at_most)) &&
           (grade == 0 || (server.grade != 0 && server.grade <= grade));
  }
};

Result<std::optional<Risk>> RiskAsked(const WebRequest& request, std::string_view name) {
  const std::string_view text = request.Query(name);
  if (text.empty()) return std::optional<Risk>();
  const std::optional<Risk> risk = ParseRisk(text);
  if (!risk) return Failure(std::string(name) + " is one of Low, Medium, High, Critical");
  return risk;
}

// The last name as hexadecimal digits: opaque, and a place in the order even when it is gone.
std::string NameCursor(const std::string& name) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string cursor;
  for (unsigned char c : name) cursor += {kHex[c >> 4], kHex[c & 15]};
  return cursor;
}

std::optional<std::string> NameOfCursor(std::string_view cursor) {
  std::string escaped;
  for (size_t i = 0; i + 1 < cursor.size(); i += 2) {
    escaped.append("%").append(cursor.substr(i, 2));
  }
  return cursor.size() % 2 == 0 ? PercentDecoded(escaped) : std::nullopt;
}

WebResponse Servers(const WebRequest& request, const PathArguments&, ServeContext& context) {
  const Result<size_t> limit = LimitOf(request);
  const Result<std::optional<Risk>> at_least = RiskAsked(request, "risk");
  const Result<std::optional<Risk>> at_most = RiskAsked(request, "max_risk");
  const std::optional<std::string> after = NameOfCursor(request.Query("cursor"));
  if (!limit) return ApiProblem(400, limit.error());
  if (!at_least) return ApiProblem(400, at_least.error());
  if (!at_most) return ApiProblem(400, at_most.error());
  if (!after) return ApiProblem(400, "cursor is none that this API gave");
  const std::string_view grade = request.Query("grade");
  if (!grade.empty() && (grade.size() != 1 || grade[0] < 'A' || grade[0] > 'F')) {
    return ApiProblem(400, "grade is one of A, B, C, D, E, F");
  }
  const ServerFilters filters{AsciiLowered(Trimmed(request.Query("q"))), *at_least, *at_most,
                              grade.empty() ? '\0' : grade[0]};
  const std::vector<ServerRow>& rows = context.overview().servers;
  auto next = after->empty() ? rows.begin()
                             : std::upper_bound(rows.begin(), rows.end(), *after,
                                                [](const std::string& name, const ServerRow& row) {
                                                  return name < row.name;
                                                });
  std::vector<const ServerRow*> found;
  for (; next != rows.end() && found.size() <= *limit; ++next) {
    if (filters.Holds(*next)) found.push_back(&*next);
  }
  std::string cursor;
  if (found.size() > *limit) {
    found.pop_back();
    cursor = NameCursor(found.back()->name);
  }
  const auto total = static_cast<size_t>(std::count_if(
      rows.begin(), rows.end(), [&](const ServerRow& row) { return filters.Holds(row); }));
  return JsonResponse(Value::Map({{"servers", Value::ListOf(found,
                                                            [&](const ServerRow* row) {
                                                              return ServerRowRecord(
                                                                  *row, context.overview(),
                                                                  context.settings());
                                                            })},
                                  {"total", total},
                                  {"next", NextValue(cursor)}}));
}

Value LinksOf(const CatalogServer& server, const ServeSettings& settings) {
  const std::string& base = settings.base_url;
  return Value::Map({{"page", base + ServerPath(server.name)},
                     {"policy", base + kApi + "/policy/" + EncodeSegments(server.name)},
                     {"badge", base + "/badge/" + EncodeSegments(server.name) + ".svg"}});
}

WebResponse OneServer(const WebRequest&, const PathArguments& arguments, ServeContext& context) {
  std::optional<CatalogServer> server = ServerCalled(arguments.at("server"), context);
  if (!server) return ApiProblem(404, NoServerText(arguments.at("server"), context));
  Value record = ServerRecord(ViewServer(context.reader(), *server), *context.settings().posture);
  record.Set("id", server->id);
  if (!context.settings().fixed) record.Set("links", LinksOf(*server, context.settings()));
  return JsonResponse(record);
}

WebResponse Tools(const WebRequest& request, const PathArguments&, ServeContext& context) {
  const Result<size_t> limit = LimitOf(request);
  const Result<Filters> filters = FiltersOf(request, context.overview());
  if (!limit) return ApiProblem(400, limit.error());
  if (!filters) return ApiProblem(400, filters.error());
  const Result<ToolPage> page = BrowseTools(*filters, request.Query("cursor"), *limit, context);
  if (!page) return ApiProblem(400, page.error());
  return JsonResponse(Value::Map({{"tools", ToolRecords(page->tools, context.settings())},
                                  {"total", page->total},
                                  {"next", NextValue(page->next)}}));
}

// Riskiest first: each verdict with how many servers have it, and the record of one of them.
std::vector<Value> VerdictRecords(const std::vector<ToolVerdict>& all, ServeContext& context) {
  std::map<std::pair<int, int>, std::pair<size_t, const ToolVerdict*>> verdicts;
  for (const ToolVerdict& one : all) {
    auto& [servers, first] =
        verdicts[{-static_cast<int>(one.risk), -static_cast<int>(one.category)}];
    if (servers++ == 0) first = &one;
  }
  std::vector<Value> records;
  for (const auto& [verdict, group] : verdicts) {
    Value record = Value::Map({{"category", CategoryName(group.second->category)},
                               {"risk", RiskName(group.second->risk)},
                               {"servers", group.first}});
    if (const std::optional<CatalogTool> tool = context.reader().ToolAt(group.second->key)) {
      record.Set("example", ToolRecord(*tool, *context.settings().posture));
    }
    records.push_back(std::move(record));
  }
  return records;
}

WebResponse ToolsNamed(const WebRequest& request, const PathArguments& arguments,
                       ServeContext& context) {
  const std::string& name = arguments.at("tool");
  const Result<size_t> limit = LimitOf(request);
  if (!limit) return ApiProblem(400, limit.error());
  const std::vector<ToolVerdict> all = VerdictsNamed(name, context);
  if (all.empty()) return ApiProblem(404, NoToolText(name, context));
  auto next = all.begin();
  if (!request.Query("cursor").empty()) {
    const auto last = DecodeCursor(request.Query("cursor"), 2);
    if (!last) return ApiProblem(400, "cursor is none that this API gave");
    next = std::find_if(all.begin(), all.end(), [&](const ToolVerdict& one) {
      return one.key.listing_id == (*last)[0] && one.key.definition_id == (*last)[1];
    });
    if (next == all.end()) return ApiProblem(410, "the catalog has changed; begin anew");
    ++next;
  }
  std::vector<Value> tools;
  for (; next != all.end() && tools.size() < *limit; ++next) {
    tools.push_back(ListedToolRecord({.server = next->server,
                                      .name = next->tool,
                                      .description = {},
                                      .category = next->category,
                                      .risk = next->risk},
                                     context.settings()));
  }
  std::string cursor;
  if (next != all.end()) {
    const ToolKey& key = (next - 1)->key;
    cursor = EncodeCursor({key.listing_id, key.definition_id});
  }
  std::vector<Value> verdicts = VerdictRecords(all, context);
  const bool agree = verdicts.size() == 1;
  return JsonResponse(Value::Map({{"name", all[0].tool},
                                  {"total", all.size()},
                                  {"agree", agree},
                                  {"verdicts", Value::List(std::move(verdicts))},
                                  {"tools", Value::List(std::move(tools))},
                                  {"next", NextValue(cursor)}}));
}

WebResponse OneTool(const WebRequest&, const PathArguments& arguments, ServeContext& context) {
  const std::optional<ServerRef> server = ServerMeant(arguments.at("server"), context);
  if (!server) return ApiProblem(404, NoServerText(arguments.at("server"), context));
  const std::optional<CatalogTool> tool = ToolCalled(server->id, arguments.at("tool"), context);
  if (!tool) return ApiProblem(404, "this server has no such tool in this catalog");
  return JsonResponse(FullToolRecord(*tool, context));
}

WebResponse Search(const WebRequest& request, const PathArguments&, ServeContext& context) {
  const std::string text(Trimmed(request.Query("q")));
  const Result<size_t> limit = LimitOf(request);
  const Result<Filters> filters = FiltersOf(request, context.overview());
  if (text.empty()) return ApiProblem(400, "q is missing: the words to search for");
  if (!limit) return ApiProblem(400, limit.error());
  if (!filters) return ApiProblem(400, filters.error());
  const Result<ToolPage> page =
      SearchTools(text, *filters, request.Query("cursor"), *limit, context);
  if (!page) return ApiProblem(400, page.error());
  const bool first = request.Query("cursor").empty() && filters->None();
  const std::vector<const ServerRow*> servers =
      first ? ServersLike(text, kServersFound, context.overview())
            : std::vector<const ServerRow*>();
  return JsonResponse(Value::Map({{"tools", ToolRecords(page->tools, context.settings())},
                                  {"servers", Value::ListOf(servers,
                                                            [&](const ServerRow* row) {
                                                              return ServerRowRecord(
                                                                  *row, context.overview(),
                                                                  context.settings());
                                                            })},
                                  {"next", NextValue(page->next)}}));
}

}  // namespace

extern const RouteGroup kCatalogApi;
const RouteGroup kCatalogApi = {"catalog API",
                                {
                                    {"GET", "/api/v1/stats", Stats},
                                    {"GET", "/api/v1/servers", Servers},
                                    {"GET", "/api/v1/servers/{server...}", OneServer},
                                    {"GET", "/api/v1/tools", Tools},
                                    {"GET", "/api/v1/tools/{tool}", ToolsNamed},
                                    {"GET", "/api/v1/tools/{tool}/{server...}", OneTool},
                                    {"GET", "/api/v1/search", Search},
                                }};

}  // namespace mcprisk
