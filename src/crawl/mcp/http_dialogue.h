// Asking one MCP server over HTTP: which requests to make next, without making them.
//
// Between the conversation, which knows the protocol, and the network. Both HTTP transports are
// here: Streamable HTTP (since 2025-03-26, every message a POST, answers as JSON or as a stream of
// events) and HTTP+SSE (2024-11-05, a GET whose stream carries the answers to POSTs). Which one a
// server has is not known before it is asked, and what registries say of it is often wrong; so a
// server that refuses one is asked by the other, by the rules of the specification ("backwards
// compatibility").
//
// Every call returns what is to be done now. 401 and 403 end the dialogue with a posture; no
// authorization is attempted and no URL that a server names is asked, but for the endpoint of
// HTTP+SSE, which must be of the same origin. Deterministic; threads: one dialogue for one.
#ifndef MCPRISK_CRAWL_MCP_HTTP_DIALOGUE_H_
#define MCPRISK_CRAWL_MCP_HTTP_DIALOGUE_H_

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crawl/fetch/fetcher.h"
#include "crawl/mcp/conversation.h"
#include "crawl/mcp/sse.h"

namespace mcprisk {

// How long a stream rests that ended early and is to be taken up again.
inline constexpr size_t kResumeMilliseconds = 1000;

struct DialogueRequest {
  int exchange = 0;  // names it in the calls below
  Method method = Method::kPost;
  std::string url;
  Headers headers;
  std::string body;
  // Stays open while others come and go.
  bool stays_open = false;
  // As far as one knows, nothing follows: its connection need not be kept.
  bool last = false;
  // The list of tools goes on; one page follows the other as fast as the host's pace allows.
  bool next_page = false;
  std::chrono::milliseconds delay{0};
};

struct DialogueActions {
  std::vector<DialogueRequest> requests;
  std::vector<int> cancel;  // exchanges
};

class HttpDialogue {
 public:
  // `transport`: what is said of the server, kStreamableHttp or kSse. `url` is valid.
  HttpDialogue(std::string url, McpTransport transport, ConversationOptions options);

  DialogueActions Start();
  // A piece of the body of a 2xx answer. *verdict: whether more of it is wanted.
  DialogueActions Receive(int exchange, const ResponseHead& head, std::string_view bytes,
                          StreamVerdict* verdict);
  // An exchange ended. Also after Receive; `response.body` is then empty.
  DialogueActions Finish(int exchange, const Response& response);
  // Out of time, or not wanted any more.
  DialogueActions Fail(Ending ending);

  // The answer is there. A last request, which ends the session, may still be under way.
  bool Done() const { return conversation_.Done(); }
  const LiveAnswer& answer() const { return conversation_.answer(); }

 private:
  enum class Kind { kAsk, kTell, kReply, kStream, kEnd };
  struct Exchange {
    Kind kind = Kind::kAsk;
    uint64_t question = 0;  // of a kAsk: which question it asks
    bool in_session = false;
    bool seen_head = false;
    std::unique_ptr<SseParser> events;  // when the answer is a stream
    std::string body;                   // when it is not
  };

  DialogueActions Act();
  void Post(const OutgoingMessage& message, DialogueActions* actions);
  void Get(Kind kind, std::chrono::milliseconds delay, const std::string& last_event_id);
  DialogueRequest& Request(Method method, Kind kind, std::string url, DialogueActions* actions);
  void EndSession(DialogueActions* actions);
  bool Busy() const;

  void NotePeer(const ResponseHead& head);
  void SeeHead(Exchange* exchange, const ResponseHead& head);
  bool TakeEvents(Exchange* exchange, std::string_view bytes);
  bool TakeStreamEvent(SseEvent event);
  bool Answered(const Exchange& exchange) const;

  void FinishAsk(Exchange exchange, const Response& response);
  void FinishAnswer(Exchange exchange, const Response& response);
  void FinishRefusal(const Exchange& exchange, const Response& response);
  void FinishStream(const Response& response);

  std::string url_;
  const McpTransport wanted_;
  const ConversationLimits limits_;
  Conversation conversation_;
  std::string session_id_;
  std::string endpoint_;  // of HTTP+SSE, where POSTs go
  bool stream_tried_ = false;
  bool ended_ = false;             // the session's end was told
  std::optional<Ending> refusal_;  // why HTTP+SSE is tried
  size_t resumes_ = 0;

  std::deque<OutgoingMessage> waiting_;  // for their turn
  std::map<int, Exchange> exchanges_;    // under way
  int last_exchange_ = 0;
  DialogueActions actions_;
};

// "Bearer", of a WWW-Authenticate header's value; empty when it names no scheme.
std::string AuthenticationScheme(std::string_view header);

}  // namespace mcprisk

#endif  // MCPRISK_CRAWL_MCP_HTTP_DIALOGUE_H_
