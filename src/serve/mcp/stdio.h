// MCP over standard input and output: one JSON message a line.
#ifndef MCPRISK_SERVE_MCP_STDIO_H_
#define MCPRISK_SERVE_MCP_STDIO_H_

#include <iosfwd>

#include "serve/mcp/protocol.h"

namespace mcprisk {

// Answers the messages of `in` on `out` until `in` ends or `out` fails. A line beyond
// kMaxMcpMessageBytes is refused and passed over. Throws Error when the catalog cannot be read.
void ServeMcpLines(std::istream& in, std::ostream& out, McpCatalog& catalog);

}  // namespace mcprisk

#endif  // MCPRISK_SERVE_MCP_STDIO_H_
