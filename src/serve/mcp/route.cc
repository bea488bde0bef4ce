// /mcp: the catalog as an MCP server over Streamable HTTP, without sessions and streams: each POST
// is answered by one JSON document, which both eras of the protocol allow.
#include "serve/context.h"
#include "serve/mcp/protocol.h"
#include "serve/router.h"

namespace mcprisk {
namespace {

WebResponse AnswerPost(const WebRequest& request, const PathArguments&, ServeContext& context) {
  const McpHeaders headers{std::string(request.Header("mcp-protocol-version")),
                           std::string(request.Header("mcp-method")),
                           std::string(request.Header("mcp-name"))};
  McpCatalog catalog{context.reader(), context.classifier(), *context.settings().posture};
  McpAnswer answer = AnswerMcp(request.body, &headers, catalog);
  return {.status = answer.status,
          .content_type = "application/json",
          .body = std::move(answer.text),
          .freshness = Freshness::kNoStore};
}

}  // namespace

extern const RouteGroup kMcpRoutes;
const RouteGroup kMcpRoutes = {"mcp", {{"POST", "/mcp", AnswerPost, false}}};

}  // namespace mcprisk
