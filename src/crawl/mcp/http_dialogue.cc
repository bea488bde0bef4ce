#include "crawl/mcp/http_dialogue.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "crawl/fetch/url.h"
#include "crawl/limits.h"

namespace mcprisk {
namespace {

constexpr size_t kMaxSchemeBytes = 32;
constexpr size_t kShownTypeBytes = 60;
constexpr std::string_view kSessionHeader = "Mcp-Session-Id";
constexpr std::string_view kEventStream = "text/event-stream";

// The header is known since this version; older servers assume theirs.
constexpr std::string_view kVersionHeaderSince = "2025-06-18";

// "text/html", of "Text/HTML; charset=utf-8".
std::string MediaType(const ResponseHead& head) {
  std::string_view type = FindHeader(head.headers, "Content-Type").value_or(std::string_view());
  return AsciiLowered(Trimmed(type.substr(0, type.find(';'))));
}

bool IsJsonType(const std::string& type) {
  return type.empty() || type == "application/json" || type.ends_with("+json");
}

bool IsVisibleAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7F'; });
}

bool Is2xx(int status) { return status >= 200 && status < 300; }

// What a server of 2024-11-05 says to a POST at the address of its stream.
bool MaySpeakSse(int status) { return status == 400 || status == 404 || status == 405; }

// The code of the JSON-RPC error that `body` is, if it is one.
std::optional<int> RpcErrorIn(const std::string& body) {
  JsonParser parser;
  Result<Json> json = parser.Parse(body);
  if (!json || !(*json)["jsonrpc"].IsString() || !(*json)["error"].IsObject()) return std::nullopt;
  return RpcErrorCode((*json)["error"]);
}

bool IsAuthWall(int status) { return status == 401 || status == 403; }

// What the status means, and which scheme a server that wants to know us names.
Ending VerdictOf(const Response& response) {
  Ending verdict = response.Verdict();
  if (!IsAuthWall(response.head.status)) return verdict;
  std::optional<std::string_view> asks = FindHeader(response.head.headers, "WWW-Authenticate");
  std::string scheme = AuthenticationScheme(asks.value_or(std::string_view()));
  if (!scheme.empty()) verdict.detail += std::string(kBeforeScheme) + scheme;
  return verdict;
}

// Refused as it was asked; another way of asking may do.
bool IsRefusal(int status) {
  return status >= 400 && status < 500 && status != 429 && !IsAuthWall(status);
}

}  // namespace

std::string AuthenticationScheme(std::string_view header) {
  header = Trimmed(header);
  std::string_view scheme = header.substr(0, header.find_first_of(" ,="));
  const bool is_token = std::all_of(scheme.begin(), scheme.end(),
                                    [](char c) { return IsAsciiAlnum(c) || c == '-' || c == '_'; });
  return is_token && scheme.size() <= kMaxSchemeBytes ? std::string(scheme) : "";
}

HttpDialogue::HttpDialogue(std::string url, McpTransport transport, ConversationOptions options)
    : url_(std::move(url)),
      wanted_(transport),
      limits_(options.limits),
      conversation_(std::move(options)) {}

DialogueActions HttpDialogue::Start() {
  conversation_.mutable_answer()->transport = McpTransport::kStreamableHttp;
  if (wanted_ == McpTransport::kSse) {
    Get(Kind::kStream, {}, "");
  } else {
    conversation_.Start();
  }
  return Act();
}

DialogueActions HttpDialogue::Fail(Ending ending) {
  conversation_.Fail(std::move(ending));
  return Act();
}

// --- Requests ------------------------------------------------------------------------------------

// Sends what may be sent now, and winds up when all is said.
DialogueActions HttpDialogue::Act() {
  if (conversation_.Done()) {
    waiting_.clear();
    actions_.requests.clear();
    for (const auto& [id, exchange] : exchanges_) {
      if (exchange.kind != Kind::kEnd) actions_.cancel.push_back(id);
    }
    EndSession(&actions_);
    return std::exchange(actions_, {});
  }
  for (OutgoingMessage& message : conversation_.TakeOutgoing()) {
    if (message.kind == OutgoingMessage::Kind::kAnswer) {
      Post(message, &actions_);  // while the server's stream is open
    } else {
      waiting_.push_back(std::move(message));
    }
  }
  if (!waiting_.empty() && !Busy()) {
    OutgoingMessage next = std::move(waiting_.front());
    waiting_.pop_front();
    Post(next, &actions_);
  }
  return std::exchange(actions_, {});
}

bool HttpDialogue::Busy() const {
  return std::any_of(exchanges_.begin(), exchanges_.end(), [](const auto& entry) {
    return entry.second.kind == Kind::kAsk || entry.second.kind == Kind::kTell;
  });
}

DialogueRequest& HttpDialogue::Request(Method method, Kind kind, std::string url,
                                       DialogueActions* actions) {
  DialogueRequest request;
  request.exchange = ++last_exchange_;
  request.method = method;
  request.url = std::move(url);
  const bool in_session = !session_id_.empty() && endpoint_.empty();
  if (in_session) request.headers.push_back({std::string(kSessionHeader), session_id_});
  const std::string& version = conversation_.protocol_version();
  if (version >= kVersionHeaderSince) {
    request.headers.push_back({"MCP-Protocol-Version", version});
  }
  Exchange& exchange = exchanges_[request.exchange];
  exchange.kind = kind;
  exchange.in_session = in_session;
  exchange.question = conversation_.questions();
  actions->requests.push_back(std::move(request));
  return actions->requests.back();
}

void HttpDialogue::Post(const OutgoingMessage& message, DialogueActions* actions) {
  using MessageKind = OutgoingMessage::Kind;
  const Kind kind = message.kind == MessageKind::kRequest        ? Kind::kAsk
                    : message.kind == MessageKind::kNotification ? Kind::kTell
                                                                 : Kind::kReply;
  DialogueRequest& request =
      Request(Method::kPost, kind, endpoint_.empty() ? url_ : endpoint_, actions);
  request.headers.push_back({"Content-Type", "application/json"});
  request.headers.push_back({"Accept", "application/json, text/event-stream"});
  if (conversation_.modern() && kind != Kind::kReply) {
    request.headers.push_back({"Mcp-Method", message.method});
  }
  request.body = message.text;
  request.next_page = message.method == "tools/list" && !conversation_.answer().pages.empty();
  // Few lists have a second page.
  request.last = message.method == "tools/list" && session_id_.empty() && endpoint_.empty();
}

void HttpDialogue::Get(Kind kind, std::chrono::milliseconds delay,
                       const std::string& last_event_id) {
  if (kind == Kind::kStream) stream_tried_ = true;
  DialogueRequest& request = Request(Method::kGet, kind, url_, &actions_);
  request.headers.push_back({"Accept", std::string(kEventStream)});
  if (!last_event_id.empty()) request.headers.push_back({"Last-Event-ID", last_event_id});
  request.stays_open = kind == Kind::kStream;
  request.delay = delay;
}

// A server that keeps sessions need not wait for them to expire.
void HttpDialogue::EndSession(DialogueActions* actions) {
  if (std::exchange(ended_, true) || session_id_.empty() || !endpoint_.empty()) return;
  Request(Method::kDelete, Kind::kEnd, url_, actions).last = true;
}

// --- Answers -------------------------------------------------------------------------------------

DialogueActions HttpDialogue::Receive(int exchange, const ResponseHead& head,
                                      std::string_view bytes, StreamVerdict* verdict) {
  *verdict = StreamVerdict::kEnough;
  auto at = exchanges_.find(exchange);
  if (at == exchanges_.end() || conversation_.Done()) return {};
  Exchange& answer = at->second;
  SeeHead(&answer, head);
  if (conversation_.Done()) return Act();
  if (answer.events) {
    if (TakeEvents(&answer, bytes)) *verdict = StreamVerdict::kMore;
  } else if (answer.kind == Kind::kAsk &&
             answer.body.size() + bytes.size() <= limits_.message_bytes) {
    answer.body += bytes;
    *verdict = StreamVerdict::kMore;
  } else if (answer.kind == Kind::kAsk) {
    conversation_.Fail({Outcome::kLimitBody, LimitText("kMaxMessageBytes", limits_.message_bytes)});
  }
  return Act();
}

void HttpDialogue::NotePeer(const ResponseHead& head) {
  if (!head.tls.key.empty()) conversation_.mutable_answer()->tls = head.tls;
}

// The session belongs to who answered initialize; so do the requests that follow.
void HttpDialogue::SeeHead(Exchange* exchange, const ResponseHead& head) {
  if (std::exchange(exchange->seen_head, true)) return;
  NotePeer(head);
  if (exchange->kind == Kind::kEnd || exchange->kind == Kind::kReply) return;
  if (!head.url.empty() && endpoint_.empty()) url_ = head.url;
  if (MediaType(head) == kEventStream && (endpoint_.empty() || exchange->kind == Kind::kStream)) {
    exchange->events = std::make_unique<SseParser>(limits_.message_bytes, limits_.stream_events);
  }
  std::optional<std::string_view> session = FindHeader(head.headers, kSessionHeader);
  if (!session || !conversation_.Greeting() || !endpoint_.empty()) return;
  if (session->size() > kMaxSessionIdBytes || !IsVisibleAscii(*session)) {
    conversation_.Fail({Outcome::kBadEnvelope, "a session id that no header can carry"});
    return;
  }
  session_id_ = *session;
}

// True while more of the stream is wanted.
bool HttpDialogue::TakeEvents(Exchange* exchange, std::string_view bytes) {
  const bool legacy = exchange->kind == Kind::kStream;
  bool go_on = true;
  const bool within = exchange->events->Feed(bytes, [&](SseEvent event) {
    if (event.data.empty()) return true;  // 2025-11-25 primes a stream with an id and no data
    if (legacy) return go_on = TakeStreamEvent(std::move(event));
    if (event.name == "message") conversation_.Receive(std::move(event.data));
    return go_on = !Answered(*exchange);
  });
  if (!within) {
    conversation_.Fail(
        {Outcome::kLimitStream, "beyond " + LimitText("kMaxMessageBytes", limits_.message_bytes) +
                                    " or " + LimitText("kMaxStreamEvents", limits_.stream_events)});
  }
  return go_on && within && !conversation_.Done();
}

bool HttpDialogue::TakeStreamEvent(SseEvent event) {
  if (event.name == "message") {
    conversation_.Receive(std::move(event.data));
  } else if (event.name == "endpoint" && endpoint_.empty()) {
    tl::expected<WebUrl, Ending> base = ParseUrl(url_, kMaxUrlBytes);
    if (!base) return conversation_.Fail(base.error()), false;
    tl::expected<WebUrl, Ending> endpoint = ResolveUrl(*base, event.data, kMaxUrlBytes);
    if (!endpoint) return conversation_.Fail(endpoint.error()), false;
    if (endpoint->Origin() != base->Origin()) {
      conversation_.Fail({Outcome::kBadEnvelope, "it sends us to " + endpoint->Origin()});
      return false;
    }
    endpoint_ = endpoint->text;
    conversation_.mutable_answer()->transport = McpTransport::kSse;
    conversation_.StartLegacy();
  }
  return !conversation_.Done();
}

bool HttpDialogue::Answered(const Exchange& exchange) const {
  return conversation_.Done() || conversation_.questions() != exchange.question;
}

DialogueActions HttpDialogue::Finish(int exchange, const Response& response) {
  auto at = exchanges_.find(exchange);
  if (at == exchanges_.end()) return {};
  Exchange ended = std::move(at->second);
  exchanges_.erase(at);
  if (conversation_.Done()) return {};
  NotePeer(response.head);
  if (ended.kind == Kind::kStream) {
    FinishStream(response);
  } else if (ended.kind == Kind::kAsk) {
    FinishAsk(std::move(ended), response);
  }
  // What becomes of a notification or an answer of ours shows in the next question.
  return Act();
}

void HttpDialogue::FinishAsk(Exchange exchange, const Response& response) {
  if (Answered(exchange)) return;
  if (!response.ending.Ok()) return conversation_.Fail(response.ending);
  if (Is2xx(response.head.status)) return FinishAnswer(std::move(exchange), response);
  FinishRefusal(exchange, response);
}

void HttpDialogue::FinishAnswer(Exchange exchange, const Response& response) {
  if (!endpoint_.empty()) return;  // the answer comes on the stream
  SeeHead(&exchange, response.head);
  if (conversation_.Done()) return;
  if (exchange.events) {
    const std::string& last_id = exchange.events->last_event_id();
    if (last_id.empty() || resumes_ >= limits_.stream_resumes) {
      return conversation_.Refuse({Outcome::kBadEnvelope, "the stream ended without an answer"},
                                  "");
    }
    ++resumes_;
    return Get(Kind::kAsk, std::chrono::milliseconds(kResumeMilliseconds), last_id);
  }
  const std::string& body = exchange.body.empty() ? response.body : exchange.body;
  const std::string type = MediaType(response.head);
  if (Trimmed(body).empty()) {
    return conversation_.Refuse(
        {Outcome::kBadContent,
         "HTTP " + std::to_string(response.head.status) + " without an answer"},
        "");
  }
  if (!IsJsonType(type)) {
    return conversation_.Refuse(
        {Outcome::kBadContent, std::string(Utf8Prefix(type, kShownTypeBytes))}, "");
  }
  conversation_.Receive(body);
  if (!Answered(exchange)) {
    conversation_.Refuse({Outcome::kBadEnvelope, "no answer to the question"}, "");
  }
}

void HttpDialogue::FinishRefusal(const Exchange& exchange, const Response& response) {
  const int status = response.head.status;
  Ending verdict = VerdictOf(response);
  if (!IsRefusal(status)) return conversation_.Fail(std::move(verdict));
  const std::optional<int> rpc_error = RpcErrorIn(response.body);
  if (status == 404 && exchange.in_session && rpc_error != kRpcMethodNotFound) {
    session_id_.clear();
    return conversation_.LoseSession();
  }
  if (conversation_.Greeting() && !stream_tried_ && MaySpeakSse(status) && !rpc_error) {
    refusal_ = std::move(verdict);
    return Get(Kind::kStream, {}, "");
  }
  conversation_.Refuse(verdict, response.body);
}

void HttpDialogue::FinishStream(const Response& response) {
  Ending verdict = VerdictOf(response);
  if (!endpoint_.empty()) {
    if (verdict.Ok()) verdict = {Outcome::kNetwork, "the stream ended before the answer"};
    return conversation_.Fail(std::move(verdict));
  }
  if (refusal_) return conversation_.Refuse(*refusal_, "");
  const int status = response.head.status;
  if (response.ending.Ok() && (Is2xx(status) || IsRefusal(status))) return conversation_.Start();
  conversation_.Fail(std::move(verdict));
}

}  // namespace mcprisk
