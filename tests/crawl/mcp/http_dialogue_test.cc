// Both HTTP transports without a network: what a server answers in, our requests and the ending
// out.
#include "crawl/mcp/http_dialogue.h"

#include <gtest/gtest.h>

#include <deque>
#include <functional>

#include "base/text.h"
#include "support/mcp_play.h"

namespace mcprisk {
namespace {

// What a test server answers to one request; `stream` is sent on the open GET, if there is one.
struct Said {
  int status = 200;
  std::string type = "application/json";
  std::string body;  // "$" stands for the id of the question
  Headers headers;
  std::string stream;
};
using Server = std::function<Said(const DialogueRequest& request, std::string_view method)>;

Said Json(const std::string& body, Headers headers = {}) {
  return {200, "application/json", body, std::move(headers), ""};
}
Said Events(const std::string& stream) { return {200, "text/event-stream", stream, {}, ""}; }
Said Status(int status, const std::string& body = "", Headers headers = {}) {
  return {status, "text/plain", body, std::move(headers), ""};
}

// Runs a dialogue with `server` and writes down every request with what is not in each of them:
//
//   POST /mcp initialize
//   POST /mcp tools/list session=7 version=2025-06-18
//   = ok, 1 page
class Run {
 public:
  Run(McpTransport transport, Server server)
      : server_(std::move(server)),
        dialogue_("https://acme.example/mcp", transport, PlayOptions()) {
    Queue(dialogue_.Start());
    while (!requests_.empty()) {
      DialogueRequest request = std::move(requests_.front());
      requests_.pop_front();
      Serve(request);
    }
    transcript_ += "= ";
    transcript_ += dialogue_.Done() ? EndingLine(dialogue_.answer()) : "waiting";
    if (dialogue_.answer().transport == McpTransport::kSse) transcript_ += " over sse";
    transcript_ += "\n";
  }
  const std::string& transcript() const { return transcript_; }

 private:
  void Queue(DialogueActions actions) {
    for (DialogueRequest& request : actions.requests) requests_.push_back(std::move(request));
    for (int exchange : actions.cancel) {
      if (exchange == stream_) transcript_ += "the stream is closed\n";
      if (exchange == stream_) stream_ = 0;
    }
  }

  void Serve(const DialogueRequest& request) {
    JsonParser parser;
    Result<mcprisk::Json> json = parser.Parse(request.body);
    const std::string method(json ? (*json)["method"].Text() : "");
    const std::string id(json ? (*json)["id"].Text() : "");
    Note(request, method);
    Said said = server_(request, method);
    if (!id.empty()) said.body = ReplaceAll(said.body, "$", id);
    if (!id.empty()) said.stream = ReplaceAll(said.stream, "$", id);
    Response response;
    response.head.status = said.status;
    response.head.url = request.url;
    response.head.headers = std::move(said.headers);
    response.head.headers.push_back({"Content-Type", said.type});
    bool open = request.stays_open && said.status == 200;
    if (said.status == 200) {
      open &= Send(request.exchange, response.head, said.body);
    } else {
      response.body = said.body;
    }
    if (open) {
      stream_ = request.exchange;
      stream_head_ = response.head;
    } else {
      Queue(dialogue_.Finish(request.exchange, response));
    }
    if (stream_ != 0 && !said.stream.empty()) Send(stream_, stream_head_, said.stream);
  }

  // True while more is wanted.
  bool Send(int exchange, const ResponseHead& head, const std::string& bytes) {
    StreamVerdict verdict = StreamVerdict::kMore;
    Queue(dialogue_.Receive(exchange, head, bytes, &verdict));
    return verdict == StreamVerdict::kMore;
  }

  void Note(const DialogueRequest& request, const std::string& method) {
    constexpr std::string_view kMethods[] = {"GET", "POST", "DELETE"};
    transcript_ += kMethods[static_cast<size_t>(request.method)];
    transcript_ += " " + ReplaceAll(request.url, "https://acme.example", "");
    if (!method.empty()) transcript_ += " " + method;
    if (method.empty() && !request.body.empty()) transcript_ += " answer";
    for (auto [header, shown] :
         {std::pair("Mcp-Session-Id", "session"), std::pair("MCP-Protocol-Version", "version"),
          std::pair("Mcp-Method", "mcp-method"), std::pair("Last-Event-ID", "last-event")}) {
      if (auto value = FindHeader(request.headers, header)) {
        transcript_ += std::string(" ") + shown + "=" + std::string(*value);
      }
    }
    if (request.next_page) transcript_ += " paced";
    transcript_ += "\n";
  }

  Server server_;
  HttpDialogue dialogue_;
  std::deque<DialogueRequest> requests_;
  int stream_ = 0;
  ResponseHead stream_head_;
  std::string transcript_;
};

std::string Talk(Server server, McpTransport transport = McpTransport::kStreamableHttp) {
  return Run(transport, std::move(server)).transcript();
}

// Answers of a legacy server that keeps sessions; nullopt for what is not its business.
std::optional<Said> LegacySaid(std::string_view method) {
  if (method == "initialize") return Json(LegacyGreeting(), {{"mcp-session-id", "s1"}});
  if (method == "notifications/initialized") return Status(202);
  if (method == "tools/list") return Json(PageOf({"a"}));
  if (method.empty()) return Status(405);
  return std::nullopt;
}

TEST(HttpDialogue, LegacyServerWithASession) {
  EXPECT_EQ(Talk([](const DialogueRequest&, std::string_view method) {
              return LegacySaid(method).value_or(Status(400));
            }),
            R"(POST /mcp server/discover version=2026-07-28 mcp-method=server/discover
POST /mcp initialize
POST /mcp notifications/initialized session=s1 version=2025-06-18
POST /mcp tools/list session=s1 version=2025-06-18
DELETE /mcp session=s1 version=2025-06-18
= ok, 1 page
)");
}

TEST(HttpDialogue, ModernServer) {
  EXPECT_EQ(Talk([](const DialogueRequest&, std::string_view method) {
              return Json(method == "server/discover" ? ModernGreeting() : PageOf({"a"}));
            }),
            R"(POST /mcp server/discover version=2026-07-28 mcp-method=server/discover
POST /mcp tools/list version=2026-07-28 mcp-method=tools/list
= ok, 1 page
)");
}

TEST(HttpDialogue, AnswersAsStreams) {
  const std::string note = "event: message\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"n\"}\n\n";
  const std::string ping =
      "data: {\"jsonrpc\":\"2.0\",\"id\":9,\ndata: \"method\":\"ping\"}\n\n: still here\n\n";
  EXPECT_EQ(Talk([&](const DialogueRequest& request, std::string_view method) {
              if (request.body.empty() || method.empty()) return Status(202);
              Said said = LegacySaid(method).value_or(Json(ErrorOf(-32601, "?")));
              return Events("id: 1\ndata:\n\n" + note + ping + "data: " + said.body + "\n\n");
            }),
            R"(POST /mcp server/discover version=2026-07-28 mcp-method=server/discover
POST /mcp answer
POST /mcp initialize
POST /mcp answer version=2025-06-18
POST /mcp notifications/initialized version=2025-06-18
POST /mcp answer version=2025-06-18
POST /mcp tools/list version=2025-06-18
= ok, 1 page
)");
}

TEST(HttpDialogue, AStreamThatEndsEarlyIsTakenUpAgain) {
  const std::string answer = ReplaceAll(ModernGreeting(), "$", "0000000000000001");
  EXPECT_EQ(Talk([&](const DialogueRequest& request, std::string_view method) {
              if (request.method == Method::kGet) return Events("data: " + answer + "\n\n");
              if (method == "tools/list") return Json(PageOf({"a"}));
              return Events("id: e1\ndata:\n\n");
            }),
            R"(POST /mcp server/discover version=2026-07-28 mcp-method=server/discover
GET /mcp version=2026-07-28 last-event=e1
POST /mcp tools/list version=2026-07-28 mcp-method=tools/list
= ok, 1 page
)");
  EXPECT_EQ(Talk([&](const DialogueRequest&, std::string_view method) {
              if (method == "initialize") return Status(400, ErrorOf(-32600, "no"));
              return Events("id: e1\ndata:\n\n");
            }),
            R"(POST /mcp server/discover version=2026-07-28 mcp-method=server/discover
GET /mcp version=2026-07-28 last-event=e1
GET /mcp version=2026-07-28 last-event=e1
POST /mcp initialize
= protocol.error: -32600: no
)");
}

// A server of 2024-11-05: POSTs go to the endpoint that its stream names, answers come there.
Said SseSaid(const DialogueRequest& request, std::string_view method,
             const std::string& endpoint = "/messages?session=1") {
  if (request.method == Method::kGet) {
    return Events("event: endpoint\ndata: " + endpoint + "\n\n");
  }
  if (request.url == "https://acme.example/mcp") return Status(405);
  Said accepted = Status(202, "Accepted");
  std::optional<Said> said = LegacySaid(method);
  if (said && method != "notifications/initialized") {
    accepted.stream = "event: message\ndata: " + said->body + "\n\n";
  }
  return accepted;
}

TEST(HttpDialogue, SseServerFoundByItsRefusals) {
  EXPECT_EQ(Talk([](const DialogueRequest& request, std::string_view method) {
              return SseSaid(request, method);
            }),
            R"(POST /mcp server/discover version=2026-07-28 mcp-method=server/discover
POST /mcp initialize
GET /mcp
POST /messages?session=1 initialize
POST /messages?session=1 notifications/initialized version=2025-06-18
POST /messages?session=1 tools/list version=2025-06-18
the stream is closed
= ok, 1 page over sse
)");
}

TEST(HttpDialogue, SseServerAsRegistered) {
  EXPECT_EQ(Talk([](const DialogueRequest& request,
                    std::string_view method) { return SseSaid(request, method); },
                 McpTransport::kSse),
            R"(GET /mcp
POST /messages?session=1 initialize
POST /messages?session=1 notifications/initialized version=2025-06-18
POST /messages?session=1 tools/list version=2025-06-18
the stream is closed
= ok, 1 page over sse
)");
  // What is registered as sse often speaks Streamable HTTP.
  EXPECT_EQ(Talk(
                [](const DialogueRequest& request, std::string_view method) {
                  if (request.method == Method::kGet) return Status(405);
                  return Json(method == "server/discover" ? ModernGreeting() : PageOf({"a"}));
                },
                McpTransport::kSse),
            R"(GET /mcp
POST /mcp server/discover version=2026-07-28 mcp-method=server/discover
POST /mcp tools/list version=2026-07-28 mcp-method=tools/list
= ok, 1 page
)");
}

TEST(HttpDialogue, TheEndpointMustBeOfTheSameOrigin) {
  for (const char* endpoint :
       {"https://evil.example/m", "http://acme.example/m", "https://acme.example:8443/m",
        "//evil.example/m", "http://169.254.169.254/latest"}) {
    const std::string said =
        Talk([&](const DialogueRequest& request,
                 std::string_view method) { return SseSaid(request, method, endpoint); },
             McpTransport::kSse);
    EXPECT_TRUE(said.starts_with("GET /mcp\n= protocol.envelope: it sends us to ")) << said;
  }
  for (const char* endpoint : {"https://acme.example/m", "m", "?s=1", "/m"}) {
    const std::string said =
        Talk([&](const DialogueRequest& request,
                 std::string_view method) { return SseSaid(request, method, endpoint); },
             McpTransport::kSse);
    EXPECT_EQ(said.find("it sends us"), std::string::npos) << said;
  }
}

TEST(HttpDialogue, WallsArePostures) {
  auto wall = [](int status, const std::string& header) {
    const std::string said = Talk([&](const DialogueRequest&, std::string_view) {
      // Whatever the body says, there is no verdict about the era.
      return Status(status, ErrorOf(-32601, "?"), {{"www-authenticate", header}});
    });
    return said.substr(said.find("= "));
  };
  EXPECT_EQ(wall(401, "Bearer resource_metadata=\"http://169.254.169.254/\""),
            "= auth.required: HTTP 401, Bearer\n");
  EXPECT_EQ(wall(403, "Basic"), "= auth.forbidden: HTTP 403, Basic\n");
  EXPECT_EQ(wall(401, "\x1b[31m"), "= auth.required: HTTP 401\n");
  EXPECT_EQ(wall(401, ""), "= auth.required: HTTP 401\n");
}

TEST(HttpDialogue, FailuresGiveNoVerdictAboutTheEra) {
  auto only = [](int status) {
    const std::string said =
        Talk([&](const DialogueRequest&, std::string_view) { return Status(status, "oops"); });
    return said.substr(said.find('\n') + 1);
  };
  EXPECT_EQ(only(500), "= http.server_error: HTTP 500\n");
  EXPECT_EQ(only(503), "= http.server_error: HTTP 503\n");
  EXPECT_EQ(only(429), "= http.rate_limited: HTTP 429\n");
  EXPECT_EQ(only(302), "= http.status: HTTP 302\n");
}

TEST(HttpDialogue, RefusalsWithoutJsonLeadToTheOlderForms) {
  auto refused = [](int status) {
    return Talk([&](const DialogueRequest&, std::string_view) { return Status(status, "no"); });
  };
  for (int status : {400, 404, 405}) {
    EXPECT_EQ(refused(status).substr(0, refused(status).find("= ")),
              "POST /mcp server/discover version=2026-07-28 mcp-method=server/discover\n"
              "POST /mcp initialize\nGET /mcp\n");
  }
  EXPECT_EQ(refused(406),
            "POST /mcp server/discover version=2026-07-28 mcp-method=server/discover\n"
            "POST /mcp initialize\n= http.client_error: HTTP 406\n");
}

TEST(HttpDialogue, AnswersThatAreNone) {
  auto only = [](const Said& said) {
    const std::string text = Talk([&](const DialogueRequest&, std::string_view) { return said; });
    return text.substr(text.find("= "));
  };
  EXPECT_EQ(only({200, "text/html", "<html>", {}, ""}), "= content.unknown: text/html\n");
  EXPECT_EQ(only({200, "text/plain", PageOf({}), {}, ""}), "= content.unknown: text/plain\n");
  EXPECT_EQ(only({200, "application/json", "", {}, ""}),
            "= content.unknown: HTTP 200 without an answer\n");
  EXPECT_EQ(only({202, "", "", {}, ""}), "= content.unknown: HTTP 202 without an answer\n");
  EXPECT_EQ(only({204, "", "", {}, ""}), "= content.unknown: HTTP 204 without an answer\n");
  EXPECT_EQ(only(Json("{}")), "= protocol.envelope: no JSON-RPC message\n");
  EXPECT_EQ(only(Json(R"({"jsonrpc":"2.0","id":1,"result":{}})")),
            "= protocol.id: an answer with another id than was asked with\n");
  EXPECT_EQ(only(Json(R"({"jsonrpc":"2.0","method":"n"})")),
            "= protocol.envelope: no answer to the question\n");
  EXPECT_EQ(only(Events("data: {}\n\n")), "= protocol.envelope: no JSON-RPC message\n");
  EXPECT_EQ(only(Events("")), "= protocol.envelope: the stream ended without an answer\n");
}

TEST(HttpDialogue, ALostSessionIsTakenUpOnce) {
  int lists = 0;
  auto forgetful = [&lists](int times) {
    lists = 0;
    return Talk([&lists, times](const DialogueRequest&, std::string_view method) {
      if (method == "tools/list" && ++lists <= times) return Status(404, "Session not found");
      return LegacySaid(method).value_or(Status(400));
    });
  };
  EXPECT_EQ(forgetful(1),
            R"(POST /mcp server/discover version=2026-07-28 mcp-method=server/discover
POST /mcp initialize
POST /mcp notifications/initialized session=s1 version=2025-06-18
POST /mcp tools/list session=s1 version=2025-06-18
POST /mcp initialize
POST /mcp notifications/initialized session=s1 version=2025-06-18
POST /mcp tools/list session=s1 version=2025-06-18
DELETE /mcp session=s1 version=2025-06-18
= ok, 1 page
)");
  EXPECT_TRUE(forgetful(2).ends_with("= protocol.session_lost\n"));
}

TEST(HttpDialogue, PagesBehindTheFirstOneArePaced) {
  int lists = 0;
  EXPECT_EQ(Talk([&lists](const DialogueRequest&, std::string_view method) {
              if (method != "tools/list" || ++lists == 3) {
                return LegacySaid(method).value_or(Status(400));
              }
              const std::string number = std::to_string(lists);
              return Json(ResultOf("{\"tools\":[{\"name\":\"t" + number +
                                   "\",\"inputSchema\":{\"type\":\"object\"}}],\"nextCursor\":\"c" +
                                   number + "\"}"));
            }),
            R"(POST /mcp server/discover version=2026-07-28 mcp-method=server/discover
POST /mcp initialize
POST /mcp notifications/initialized session=s1 version=2025-06-18
POST /mcp tools/list session=s1 version=2025-06-18
POST /mcp tools/list session=s1 version=2025-06-18 paced
POST /mcp tools/list session=s1 version=2025-06-18 paced
DELETE /mcp session=s1 version=2025-06-18
= ok, 3 pages
)");
}

TEST(HttpDialogue, SessionIdsThatNoHeaderCanCarry) {
  for (const std::string& id : {std::string("a b"), std::string("a\x01"), std::string(2000, 'a')}) {
    EXPECT_TRUE(Talk([&](const DialogueRequest&, std::string_view method) {
                  if (method != "initialize") return Status(400);
                  return Json(LegacyGreeting(), {{"Mcp-Session-Id", id}});
                }).ends_with("= protocol.envelope: a session id that no header can carry\n"));
  }
}

}  // namespace
}  // namespace mcprisk
