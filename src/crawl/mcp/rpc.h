// JSON-RPC 2.0 as MCP uses it: messages made, and messages of strangers read.
//
// Source of the format: the MCP specification, "base protocol", revisions 2024-11-05 to 2026-07-28.
// Reading is strict about the envelope, since two readers must not see two messages: a duplicate
// member of the message, its result or its error refuses it. What is inside a tool definition is
// no business of the envelope: a tool that does not parse is given up alone.
//
// Pure functions; safe from any thread.
#ifndef MCPRISK_CRAWL_MCP_RPC_H_
#define MCPRISK_CRAWL_MCP_RPC_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "crawl/fetch/outcome.h"

namespace mcprisk {

// Error codes that decide something. Source: JSON-RPC 2.0 and MCP 2026-07-28.
inline constexpr int kRpcMethodNotFound = -32601;
inline constexpr int kRpcUnsupportedVersion = -32022;

// {"jsonrpc":"2.0","id":"…","method":"…","params":…}; `params` is JSON.
std::string RpcRequest(std::string_view id, std::string_view method, std::string_view params);
std::string RpcNotification(std::string_view method);
// Answers to the server's own questions; `id` is JSON, as it was received.
std::string RpcEmptyResult(std::string_view id);
std::string RpcNoSuchMethod(std::string_view id);

enum class RpcKind {
  kResult,        // an answer: `body` is its result
  kError,         // an answer: `body` is its error
  kRequest,       // the server asks us
  kNotification,  // the server tells us
  kNone,          // JSON, but no message
};

// One message; valid as long as the document that it was read from.
struct RpcMessage {
  RpcKind kind = RpcKind::kNone;
  Json id;  // kMissing for notifications
  std::string_view method;
  Json body;
};

// What `value`, a JSON value, is as a message. An ending that is not Ok: the envelope cannot be
// trusted (kDuplicateKey, kBadEnvelope).
struct RpcReading {
  RpcMessage message;
  Ending ending;
};
RpcReading ReadRpcMessage(const Json& value);

// A document that a server sent, as JSON. Of a result whose list of tools holds definitions that do
// not parse, the others are saved: `text` is then the repaired text and `lost` says what was given
// up, with places "`place`#index".
struct ParsedText {
  Json root;         // valid until the parser parses again
  std::string text;  // parses to `root`
  std::vector<Problem> lost;
  Ending ending;  // not Ok: nothing could be read (kBadJson, kBadUtf8)
};
ParsedText ParseForeignText(std::string text, const std::string& place, JsonParser* parser);

// "-32601: Method not found", of an error object.
std::string RpcErrorText(const Json& error);
// The code of an error object; 0 when it has none.
int RpcErrorCode(const Json& error);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_MCP_RPC_H_
