// Speaking MCP as a server: what to answer to one message, whatever carries it.
//
// Both eras of the protocol (the MCP specification, revisions 2024-11-05 to 2026-07-28): the older
// one with `initialize`, the newer one with `server/discover` and the version in each request's
// `_meta`. Nothing is remembered between messages, so a message is answered alike on every
// connection and no session has to be kept. Only tools are offered.
//
// Who asks is a stranger: an envelope that two readers could read in two ways is refused, and an
// error says what would have been right. One server for one thread.
#ifndef MCPRISK_SERVE_MCP_PROTOCOL_H_
#define MCPRISK_SERVE_MCP_PROTOCOL_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "base/value.h"

namespace mcprisk {

// The largest message: a definition may have 256 KiB, and a stack's configuration fits many times.
inline constexpr size_t kMaxMcpMessageBytes = size_t{4} << 20;
// Messages in one array, which only revision 2025-03-26 allows.
inline constexpr size_t kMaxMcpBatch = 50;
// How long a client may keep the list of tools: it changes with the program alone.
inline constexpr size_t kMcpListLifetimeMilliseconds = 3600000;

class CatalogReader;
class Classifier;
struct Posture;

// What tools answer from. All outlive the call.
struct McpCatalog {
  CatalogReader& reader;
  Classifier& classifier;
  const Posture& posture;  // of what is recommended
};

// One tool that we offer. All of them only read, and only the catalog.
struct McpTool {
  std::string_view name;
  std::string_view title;
  std::string_view description;
  std::string_view input_schema;   // JSON Schema 2020-12 of an object
  std::string (*output_schema)();  // of what `run` returns
  // Fails, with a sentence that says what to do, when the arguments are wrong or nothing is found.
  Result<Value> (*run)(const Json& arguments, McpCatalog& catalog);
};

// In the order in which clients are shown them. One file each under serve/mcp/.
const std::vector<const McpTool*>& McpTools();

// What the HTTP headers of a request said beside its body; over standard input there are none.
struct McpHeaders {
  std::string protocol_version;  // MCP-Protocol-Version
  std::string method;            // Mcp-Method
  std::string name;              // Mcp-Name
};

struct McpAnswer {
  std::string text;  // one message, or an array of them; empty: there is nothing to say
  int status = 200;  // over HTTP: 202 where there is nothing to say
};

// The answer to `message`. `headers` is null over standard input. Throws Error when the catalog
// cannot be read.
McpAnswer AnswerMcp(std::string_view message, const McpHeaders* headers, McpCatalog& catalog);

}  // namespace mcprisk

#endif  // MCPRISK_SERVE_MCP_PROTOCOL_H_
