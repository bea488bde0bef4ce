// MCP servers that do to whoever asks them what hostile and broken servers do, one behavior a path,
// on one loopback server.
//
// The list is kMcpBehaviors in hostile_mcp.cc; each has the ending that asking it must come to.
#ifndef MCPRISK_TESTS_SUPPORT_HOSTILE_MCP_H_
#define MCPRISK_TESTS_SUPPORT_HOSTILE_MCP_H_

#include <string>
#include <string_view>
#include <vector>

#include "support/loopback_server.h"

namespace mcprisk {

// A JSON-RPC request, as far as servers look at it.
struct McpRequest {
  std::string method;  // of JSON-RPC; empty when there is none
  std::string id;      // as JSON; empty for notifications
  std::string cursor;
  const HttpRequest* http = nullptr;
};

struct McpBehavior {
  std::string_view path;    // "/pages/endless"
  std::string_view ending;  // EndingLine of mcp_play.h
  Reply (*reply)(const McpRequest& request);
};

const std::vector<McpBehavior>& McpBehaviors();

// Answers as the behavior of the path says; 404 for any other path.
Reply HostileMcpReply(const HttpRequest& request);

}  // namespace mcprisk

#endif  // MCPRISK_TESTS_SUPPORT_HOSTILE_MCP_H_
