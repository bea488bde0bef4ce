#include "support/hostile_mcp.h"

#include "base/json.h"
#include "base/text.h"
#include "support/archives.h"
#include "support/mcp_play.h"

namespace mcprisk {
namespace {

using std::chrono::milliseconds;

using M = const McpRequest&;

std::string For(M request, const std::string& message) {
  return ReplaceAll(message, "\"$\"", request.id);
}

Reply Said(M request, const std::string& message) { return AnsweredJson(For(request, message)); }

Reply Page(M request, const std::vector<std::string>& names, const std::string& next = "") {
  return Said(request, PageOf(names, next));
}

// What every server here says until it is asked for its tools: a legacy server without sessions.
// True when that was it.
bool Politely(M request, Reply* reply) {
  if (request.method == "server/discover") {
    *reply = Said(request, ErrorOf(-32601, "Method not found"));
  } else if (request.method == "initialize") {
    *reply = Said(request, LegacyGreeting());
  } else if (request.method == "notifications/initialized") {
    *reply = Answered(202, "");
  } else if (request.method.empty()) {
    *reply = Answered(405, "");
  } else {
    return false;
  }
  return true;
}

constexpr char kStreamHead[] =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";

// An event stream of `first`, then `again` for ever.
Reply EndlessStream(const std::string& first, const std::string& again,
                    milliseconds pause = milliseconds(0)) {
  return {{{kStreamHead + first}, {again, 0, pause}}, true};
}

Reply Stream(const std::string& events) { return {{{kStreamHead + events}}, true}; }

std::string NumberAfter(const std::string& cursor) {
  return "\"" + std::to_string(cursor.empty() ? 1 : std::stoul(cursor) + 1) + "\"";
}

std::string Times(const std::string& text, size_t times) {
  std::string repeated;
  for (size_t i = 0; i < times; ++i) repeated += text;
  return repeated;
}

std::vector<McpBehavior> PageBehaviors() {
  return {
      {"/pages/endless", "limit.pages: kMaxToolPages (200), 200 pages",
       [](M r) { return Page(r, {"tool" + r.cursor}, NumberAfter(r.cursor)); }},
      {"/pages/same", "limit.cursor_loop: pages without new tools, 1 page",
       [](M r) { return Page(r, {"tool"}, NumberAfter(r.cursor)); }},
      {"/pages/empty", "limit.cursor_loop: pages without new tools, 1 page",
       [](M r) { return Page(r, {}, NumberAfter(r.cursor)); }},
      {"/pages/loop", "limit.cursor_loop: a cursor came again, 2 pages",
       [](M r) { return Page(r, {"tool" + r.cursor}, "\"1\""); }},
      {"/pages/long-cursor", "limit.cursor: kMaxCursorBytes (4,096), 1 page",
       [](M r) { return Page(r, {"tool"}, "\"" + std::string(5000, 'c') + "\""); }},
      {"/pages/many-tools", "limit.tools: kMaxToolsPerServer (10,000), 4 pages",
       [](M r) {
         std::vector<std::string> names;
         for (int i = 0; i < 3000; ++i) names.push_back("t" + r.cursor + "_" + std::to_string(i));
         return Page(r, names, NumberAfter(r.cursor));
       }},
      {"/pages/huge", "limit.body: kMaxConversationBytes (16,777,216), 2 pages",
       [](M r) {
         return Page(r, {"tool" + r.cursor, std::string(size_t{7} << 20, 'x')},
                     NumberAfter(r.cursor));
       }},
  };
}

std::vector<McpBehavior> StreamBehaviors() {
  return {
      {"/sse/endless-events", "limit.stream: kMaxStrayMessages (1,000)",
       [](M) { return EndlessStream("", "data: {\"jsonrpc\":\"2.0\",\"method\":\"n\"}\n\n"); }},
      {"/sse/endless-comments",
       "limit.stream: beyond kMaxMessageBytes (8,388,608) or kMaxStreamEvents (10,000)",
       [](M) { return EndlessStream("", ": still here\n\n"); }},
      {"/sse/one-line",
       "limit.stream: beyond kMaxMessageBytes (8,388,608) or kMaxStreamEvents (10,000)",
       [](M) { return EndlessStream("data: ", std::string(65536, 'x')); }},
      {"/sse/ends-early", "protocol.envelope: the stream ended without an answer",
       [](M) { return Stream(": hello\n\n"); }},
      {"/sse/resumes-for-ever", "http.client_error: HTTP 405",
       [](M) { return Stream("id: 1\ndata:\n\n"); }},
      {"/sse/answer-then-endless", "ok, 1 page",
       [](M r) {
         return EndlessStream("data: " + For(r, PageOf({"a"})) + "\n\n", ": more\n\n",
                              milliseconds(10));
       }},
      {"/sse/mixed-lines", "ok, 1 page",
       [](M r) {
         return Stream("\xEF\xBB\xBF:hi\r\nid: 1\rdata:\n\nevent: message\r\ndata: " +
                       For(r, PageOf({"a"})) + "\r\n\r\n");
       }},
  };
}

std::vector<McpBehavior> MessageBehaviors() {
  return {
      {"/id/other", "protocol.id: an answer with another id than was asked with",
       [](M) { return AnsweredJson(R"({"jsonrpc":"2.0","id":7,"result":{"tools":[]}})"); }},
      {"/id/null", "protocol.id: an answer with another id than was asked with",
       [](M) { return AnsweredJson(R"({"jsonrpc":"2.0","id":null,"result":{"tools":[]}})"); }},
      {"/id/flood", "protocol.id: kMaxStrayMessages (1,000)",
       [](M) {
         return EndlessStream("", "data: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n\n");
       }},
      {"/message/result-and-error", "protocol.envelope: a result and an error in one answer",
       [](M r) {
         return Said(r, R"({"jsonrpc":"2.0","id":"$","result":{"tools":[]},"error":{"code":1}})");
       }},
      {"/message/duplicate-key", "json.duplicate_key: in a message: result",
       [](M r) {
         return Said(r, R"({"jsonrpc":"2.0","id":"$","result":{"tools":[]},"result":{}})");
       }},
      {"/message/not-utf8", "json.utf8: not valid UTF-8",
       [](M r) { return Said(r, ResultOf("{\"tools\":[],\"x\":\"\xC0\xAF\"}")); }},
      {"/message/deep", "json.invalid: nested deeper than 100 levels",
       [](M r) {
         return Said(
             r, ResultOf("{\"tools\":[],\"x\":" + Times("[", 100000) + Times("]", 100000) + "}"));
       }},
      {"/message/cut-off", "json.invalid: not JSON: a string does not end",
       [](M r) { return Said(r, PageOf({"a"}).substr(0, 60)); }},
      {"/message/not-rpc", "protocol.envelope: no JSON-RPC message",
       [](M) { return AnsweredJson("{\"tools\":[]}"); }},
      {"/message/huge", "limit.body: kMaxMessageBytes (8,388,608)",
       [](M) {
         return Reply{{{"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"x\":\""},
                       {std::string(65536, 'x'), 0}},
                      true};
       }},
      {"/message/input-required",
       "needs.configuration: the server wants input before it lists its tools",
       [](M r) { return Said(r, ResultOf(R"({"resultType":"input_required"})")); }},
      {"/message/no-list", "protocol.envelope: the answer to tools/list holds no list of tools",
       [](M r) { return Said(r, ResultOf(R"({"tools":"many"})")); }},
      {"/tools/one-bad", "ok, 1 page",
       [](M r) {
         return Said(r, ResultOf(R"({"tools":[{"name":"a","name":"b"},{"name":"c"},)"
                                 "{\"name\":\"d\xFF\"}]}"));
       }},
      {"/tools/escapes", "ok, 1 page",
       [](M r) {
         return Page(r, {R"(\u001b[31mread\u001b]0;x\u0007)", "../../etc/passwd"});
       }},
  };
}

std::vector<McpBehavior> HttpBehaviors() {
  return {
      {"/http/html", "content.unknown: text/html",
       [](M) {
         return Answered(200, "<html></html>", {{"Content-Type", "text/html"}});
       }},
      {"/http/empty", "content.unknown: HTTP 200 without an answer",
       [](M) { return AnsweredJson(""); }},
      {"/http/202", "content.unknown: HTTP 202 without an answer",
       [](M) { return Answered(202, ""); }},
      {"/http/204", "content.unknown: HTTP 204 without an answer",
       [](M) { return RawAnswer("HTTP/1.1 204 No Content\r\n\r\n"); }},
      {"/http/401", "auth.required: HTTP 401, Bearer",
       [](M) {
         return Answered(
             401, "",
             {{"WWW-Authenticate", "Bearer resource_metadata=\"http://169.254.169.254/\""}});
       }},
      {"/http/500", "http.server_error: HTTP 500", [](M) { return Answered(500, "oops"); }},
      {"/http/bomb", "limit.ratio",
       [](M) {
         return AnsweredJson(Compressed("gzip", std::string(size_t{64} << 20, '\0')),
                             {{"Content-Encoding", "gzip"}});
       }},
      {"/http/breaks-off", "network",
       [](M) {
         return RawAnswer(
             "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{");
       }},
      {"/http/slow", "timeout",
       [](M) {
         return Reply{{{"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"},
                       {" ", 0, milliseconds(100)}},
                      true};
       }},
      {"/http/session-lost", "protocol.session_lost",
       [](M) { return Answered(404, "Session not found"); }},
  };
}

McpRequest Parsed(const HttpRequest& http) {
  McpRequest request;
  request.http = &http;
  JsonParser parser;
  Result<Json> json = parser.Parse(http.body);
  if (!json) return request;
  request.method = (*json)["method"].Text();
  request.cursor = (*json)["params"]["cursor"].Text();
  if (!(*json)["id"].IsMissing()) request.id = (*json)["id"].Canonical().value_or("null");
  return request;
}

}  // namespace

const std::vector<McpBehavior>& McpBehaviors() {
  static const std::vector<McpBehavior> kMcpBehaviors = [] {
    std::vector<McpBehavior> all;
    for (auto part : {PageBehaviors, StreamBehaviors, MessageBehaviors, HttpBehaviors}) {
      for (const McpBehavior& behavior : part()) all.push_back(behavior);
    }
    return all;
  }();
  return kMcpBehaviors;
}

Reply HostileMcpReply(const HttpRequest& request) {
  for (const McpBehavior& behavior : McpBehaviors()) {
    if (behavior.path != request.path) continue;
    const McpRequest parsed = Parsed(request);
    Reply reply;
    if (!Politely(parsed, &reply)) return behavior.reply(parsed);
    // A session, so that it can be lost.
    if (parsed.method == "initialize" && behavior.path == "/http/session-lost") {
      return AnsweredJson(For(parsed, LegacyGreeting()), {{"Mcp-Session-Id", "s1"}});
    }
    return reply;
  }
  return Answered(404, "no such behavior");
}

}  // namespace mcprisk
