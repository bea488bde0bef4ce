// Asks live MCP servers over HTTP, as many at a time as the Fetcher lets through.
#ifndef MCPRISK_CRAWL_MCP_ASK_HTTP_H_
#define MCPRISK_CRAWL_MCP_ASK_HTTP_H_

#include <cstddef>
#include <functional>
#include <string>

#include "crawl/fetch/fetcher.h"
#include "crawl/mcp/answer.h"
#include "crawl/mcp/conversation.h"

namespace mcprisk {

struct HttpTarget {
  std::string url;
  McpTransport transport = McpTransport::kStreamableHttp;  // as far as one knows
  bool named_by_user = false;                              // as in Request
  Headers secret_headers;                                  // to the URL's own origin only
};

struct HttpAskOptions {
  ConversationOptions conversation;
  FetchLimits fetch;
  // All waiting for the server, from its first answer to its last; before that, the limits of the
  // first exchange and of its further tries hold, as waiting for one's turn is nobody's fault.
  size_t budget_milliseconds = kConversationMilliseconds;
};

// Calls `done` once, inside Fetcher::Run(): also for a URL that cannot be asked, such as one with
// an unresolved {variable} (kNeedsConfiguration). A request that ends the server's session may
// still be under way then. Whatever `done` captures must outlive Run().
void AskOverHttp(Fetcher& fetcher, const HttpTarget& target, HttpAskOptions options,
                 std::function<void(LiveAnswer)> done);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_MCP_ASK_HTTP_H_
