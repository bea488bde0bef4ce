// Asking one MCP server for its tools: what to say next, whatever carries the words.
//
// No input or output happens here. A transport (http_dialogue.h, stdio_dialogue.h) tells what came
// in and sends what TakeOutgoing gives, until Done(). So a crawl can hold thousands of
// conversations in one loop, and a test is a text.
//
// Two generations of the protocol are spoken: the legacy era (2024-11-05 to 2025-11-25:
// initialize, initialized, tools/list) and the modern one (2026-07-28: server/discover and
// tools/list, each carrying its context in _meta). Which one a server speaks is decided as the
// official TypeScript SDK decides it: server/discover first, and what comes back tells. With
// `legacy_first` it is the other way round; that is for processes, where some servers exit on any
// request before initialize and a slow start cannot be told from silence.
//
// Only questions about tools are asked; nothing that the server asks is acted on. One request is
// under way at a time, with a random id that its answer must repeat exactly.
//
// Hostile servers: every loop has a bound (limits.h) and every way to end its word (Outcome). What
// was read before a limit is kept, and the ending says that it is not all. Deterministic but for
// `random`. Threads: one conversation for one thread.
#ifndef MCPRISK_CRAWL_MCP_CONVERSATION_H_
#define MCPRISK_CRAWL_MCP_CONVERSATION_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/json.h"
#include "crawl/fetch/outcome.h"
#include "crawl/mcp/answer.h"
#include "crawl/mcp/limits.h"
#include "crawl/mcp/rpc.h"

namespace mcprisk {

struct ConversationOptions {
  std::string client_version;        // of this program, as it introduces itself
  std::string place;                 // names the server in problems
  std::function<uint64_t()> random;  // makes ids
  bool legacy_first = false;
  // The channel also carries what is no message, such as a banner on standard output; else that
  // ends the conversation.
  bool noisy = false;
  ConversationLimits limits;
};

// Random numbers of the operating system, for ConversationOptions::random.
uint64_t SystemRandom();

struct OutgoingMessage {
  enum class Kind { kRequest, kNotification, kAnswer };
  Kind kind = Kind::kRequest;
  std::string method;  // empty for answers
  std::string text;
};

class Conversation {
 public:
  explicit Conversation(ConversationOptions options);

  void Start();
  // Says initialize, on a channel where nothing was said before; forgets what was read.
  void StartLegacy();

  // What came in: one JSON-RPC message, or an array of them (2025-03-26 has batches).
  void Receive(std::string text);
  // The transport refused the request under way with an HTTP status from 400 to 499, but for 401
  // and 403, or answered it with nothing that is a message. `body` is JSON of a JSON-RPC error or
  // anything else.
  void Refuse(const Ending& why, const std::string& body);
  // The session is gone: starts anew, once.
  void LoseSession();
  // The transport failed, or the user gave up: the end.
  void Fail(Ending ending);

  // To be sent, in this order. Empty when the server's answer must come first.
  std::vector<OutgoingMessage> TakeOutgoing();

  bool Done() const { return stage_ == Stage::kDone; }
  // A request is under way.
  bool Waiting() const { return !pending_id_.empty(); }
  // It is initialize.
  bool Greeting() const { return stage_ == Stage::kInitialize; }
  // Requests made so far.
  uint64_t questions() const { return questions_; }
  bool modern() const { return modern_; }
  // For the MCP-Protocol-Version header; empty while no version is agreed on.
  const std::string& protocol_version() const { return answer_.protocol_version; }
  const LiveAnswer& answer() const { return answer_; }
  LiveAnswer* mutable_answer() { return &answer_; }

 private:
  enum class Stage { kIdle, kDiscover, kInitialize, kList, kDone };

  void Discover();
  void Initialize();
  void ListTools(std::optional<std::string> cursor);
  void Ask(std::string_view method, const std::string& params);
  std::string ModernMeta() const;

  void ReceiveOne(const Json& value, ParsedText* parsed);
  bool CountStray(bool is_answer);
  void AnswerServer(const RpcMessage& message);

  void TakeResult(const Json& result, ParsedText* parsed);
  void TakeDiscovery(const Json& result, ParsedText* parsed);
  void TakeGreeting(const Json& result, ParsedText* parsed);
  void TakePage(const Json& result, ParsedText* parsed);
  bool CountNews(const Json& tools);
  void TakeNextCursor(const Json& next, bool has_news);
  void TakeError(const Json& error);
  void TakeVersionError(const Json& error);
  void TryOtherEra(const Ending& failed);
  void Finish(Ending ending);

  const ConversationOptions options_;
  JsonParser parser_;
  std::vector<OutgoingMessage> outgoing_;
  LiveAnswer answer_;
  Stage stage_ = Stage::kIdle;
  std::string pending_id_;  // empty: nothing is under way
  uint64_t questions_ = 0;
  bool modern_ = false;
  bool discovered_ = false;   // server/discover was tried
  bool initialized_ = false;  // initialize was tried
  bool repeated_ = false;     // server/discover was repeated after kRpcUnsupportedVersion
  bool restarted_ = false;    // LoseSession happened
  bool states_tools_ = true;  // its capabilities name tools
  Ending first_failure_;      // of the era that was tried first

  size_t received_bytes_ = 0;
  size_t stray_answers_ = 0;
  size_t stray_messages_ = 0;
  size_t empty_pages_ = 0;  // in a row, with nothing new
  std::string cursor_;      // of the page under way; only with has_cursor_
  bool has_cursor_ = false;
  std::unordered_set<std::string> cursors_;
  std::unordered_set<std::string> names_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_MCP_CONVERSATION_H_
