// The API's description for programs, and for people.
#include "base/embedded.h"
#include "base/json.h"
#include "base/result.h"
#include "serve/api/json.h"
#include "serve/pages/page.h"
#include "serve/router.h"

namespace mcprisk {
namespace {

std::string_view Description() {
  for (const EmbeddedFile& file : EmbeddedFiles()) {
    if (file.path == "data/site/openapi.json") return file.text;
  }
  throw Error("no data/site/openapi.json");
}

WebResponse OpenApi(const WebRequest&, const PathArguments&, ServeContext&) {
  WebResponse response{.content_type = "application/json", .body = std::string(Description())};
  response.headers.emplace_back("Access-Control-Allow-Origin", "*");
  return response;
}

// One operation with its parameters, as a row.
View OperationView(const Json::Member& path, const Json::Member& operation,
                   const std::string& root) {
  View view;
  std::string method(operation.key);
  for (char& c : method) c = static_cast<char>(c - 'a' + 'A');
  view.Set("method", method);
  view.Set("path", path.key);
  view.Set("operation_summary", operation.value["summary"].Text());
  const bool plain = path.key.find('{') == std::string_view::npos && method == "GET";
  view.Set("try_url", plain ? root + std::string(path.key) : std::string());
  std::vector<View> parameters;
  for (const Json& one : operation.value["parameters"].Items()) {
    if (one["in"].Text() != "query") continue;
    View parameter;
    parameter.Set("parameter", one["name"].Text());
    parameters.push_back(std::move(parameter));
  }
  view.Set("query", std::move(parameters));
  return view;
}

WebResponse ApiPage(const WebRequest&, const PathArguments&, ServeContext& context) {
  const std::string root = RootOf(context.settings());
  JsonParser parser;
  const Result<Json> document = parser.Parse(Description());
  if (!document) throw Error("data/site/openapi.json: " + document.error());
  std::vector<View> operations;
  for (const Json::Member& path : (*document)["paths"].Members()) {
    for (const Json::Member& operation : path.value.Members()) {
      if (operation.key == "parameters") continue;
      operations.push_back(OperationView(path, operation, root));
    }
  }
  View view;
  view.Set("operations", std::move(operations));
  view.Set("openapi_url", root + "/api/openapi.json");
  return PageResponse("api",
                      {.title = "REST API",
                       .description = "Every page's data as JSON: servers, tools, search, "
                                      "policies, and the judgement of a definition.",
                       .path = "/api",
                       .section = "api"},
                      std::move(view), context);
}

}  // namespace

extern const RouteGroup kOpenApiRoutes;
const RouteGroup kOpenApiRoutes = {
    "API description", {{"GET", "/api", ApiPage}, {"GET", "/api/openapi.json", OpenApi}}};

}  // namespace mcprisk
