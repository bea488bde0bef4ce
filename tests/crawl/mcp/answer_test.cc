// From what a server said to a listing, by the reader that all lists of tools share.
#include "crawl/mcp/answer.h"

#include <gtest/gtest.h>

#include "support/gather.h"
#include "support/mcp_play.h"

namespace mcprisk {
namespace {

// What a conversation with a server that says `script` leaves, as a listing and problems.
std::string Listed(const std::vector<std::string>& script,
                   McpTransport transport = McpTransport::kStreamableHttp) {
  ConversationOptions options = PlayOptions();
  options.place = "https://acme.example/mcp";
  options.random = [] { return uint64_t{0}; };
  Conversation conversation(options);
  conversation.mutable_answer()->transport = transport;
  conversation.Start();
  for (std::string message : script) {
    size_t id = message.find('$');
    if (id != std::string::npos) message.replace(id, 1, 16, '0');
    conversation.Receive(message);
  }
  return ListingText(conversation.answer(), options.place);
}

const std::string kNotFound = ErrorOf(-32601, "Method not found");

TEST(LiveAnswer, BecomesAListing) {
  EXPECT_EQ(Listed({kNotFound,
                    ResultOf(R"({"protocolVersion":"2025-11-25","instructions":"Use add first.",)"
                             R"("serverInfo":{"name":"sums","title":"Sums","version":"3"}})"),
                    PageOf({"add"}, "\"2\""), PageOf({"sub"})}),
            R"(live https://acme.example/mcp (live): sums
  title: Sums
  version: 3
  transports: streamable-http
  remote: https://acme.example/mcp
  instructions: Use add first.
  tool: {"inputSchema":{"type":"object"},"name":"add"}
  tool: {"inputSchema":{"type":"object"},"name":"sub"}
)");
}

TEST(LiveAnswer, OfTheModernEraToo) {
  EXPECT_EQ(Listed({ModernGreeting(), PageOf({"add"})}),
            R"(live https://acme.example/mcp (live): acme
  version: 2.0
  transports: streamable-http
  remote: https://acme.example/mcp
  tool: {"inputSchema":{"type":"object"},"name":"add"}
)");
}

// Its tools are unknown, but how it meets who asks is not.
TEST(LiveAnswer, AServerThatWantsCredentialsIsListed) {
  LiveAnswer answer;
  answer.transport = McpTransport::kStreamableHttp;
  answer.tls = {"ab12", "CN=R3,O=Acme"};
  answer.ending = {Outcome::kAuthRequired, "HTTP 401, Bearer"};
  EXPECT_EQ(ListingText(answer, "https://acme.example/mcp"),
            R"(live https://acme.example/mcp (live): https://acme.example/mcp
  transports: streamable-http
  remote: https://acme.example/mcp
  access: required|Bearer|ab12|CN=R3,O=Acme
  tools: unknown
problem live https://acme.example/mcp: auth.required: the server wants credentials (HTTP 401, Bearer)
)");
  answer.ending = {Outcome::kForbidden, "HTTP 403"};
  answer.tls = {};
  EXPECT_EQ(ListingText(answer, "https://acme.example/mcp"),
            R"(live https://acme.example/mcp (live): https://acme.example/mcp
  transports: streamable-http
  remote: https://acme.example/mcp
  access: forbidden|||
  tools: unknown
problem live https://acme.example/mcp: auth.forbidden: the server refuses (HTTP 403)
)");
}

TEST(LiveAnswer, AServerWithoutANameIsCalledByItsAddress) {
  EXPECT_EQ(Listed({kNotFound, ResultOf(R"({"protocolVersion":"2025-11-25"})"), PageOf({})},
                   McpTransport::kStdio),
            "live https://acme.example/mcp (live): https://acme.example/mcp\n"
            "  transports: stdio\n"
            "  tools: none\n");
}

TEST(LiveAnswer, OneBadToolCostsOneTool) {
  const std::string page = ResultOf(
      R"({"tools":[{"name":"a"},{"name":"b","description":"\ud800"},{"name":"c","x":1,"x":2},)"
      R"({"name":"d"},{"name":"a"},7]})");
  EXPECT_EQ(Listed({ModernGreeting(), page}),
            R"(live https://acme.example/mcp (live): acme
  version: 2.0
  transports: streamable-http
  remote: https://acme.example/mcp
  tools read: 6
  tool: {"name":"a"}
  tool: {"name":"d"}
problem live https://acme.example/mcp#2#2: not JSON: a string holds a malformed escape or half a surrogate pair
problem live https://acme.example/mcp#2#3: tool "c": duplicate key "x"
problem live https://acme.example/mcp#2#5: the tool "a" is listed twice; the first one stands
problem live https://acme.example/mcp#2#6: this tool is not an object
)");
}

TEST(LiveAnswer, NoneIsNotUnknown) {
  const std::string greeting = ResultOf(R"({"protocolVersion":"2025-11-25","capabilities":{}})");
  EXPECT_EQ(Listed({kNotFound, greeting, kNotFound}),
            "live https://acme.example/mcp (live): https://acme.example/mcp\n"
            "  transports: streamable-http\n"
            "  remote: https://acme.example/mcp\n"
            "  tools: none\n");
  EXPECT_EQ(Listed({kNotFound, greeting, ErrorOf(-32603, "oops")}),
            "live https://acme.example/mcp (live): https://acme.example/mcp\n"
            "  transports: streamable-http\n"
            "  remote: https://acme.example/mcp\n"
            "  tools: unknown\n"
            "problem live https://acme.example/mcp: protocol.error: the server answered with an "
            "error (-32603: oops)\n");
}

TEST(LiveAnswer, PartOfAListIsKeptAndSaidToBePart) {
  EXPECT_EQ(Listed({ModernGreeting(), PageOf({"a"}, "\"1\""), PageOf({"b"}, "\"1\"")}),
            R"(live https://acme.example/mcp (live): acme
  version: 2.0
  transports: streamable-http
  remote: https://acme.example/mcp
  tool: {"inputSchema":{"type":"object"},"name":"a"}
  tool: {"inputSchema":{"type":"object"},"name":"b"}
problem live https://acme.example/mcp: limit.cursor_loop: the pages go in a circle (a cursor came again)
)");
}

TEST(LiveAnswer, WhoSaysNothingIsAProblemAndNoListing) {
  EXPECT_EQ(Listed({kNotFound, kNotFound}),
            "problem live https://acme.example/mcp: protocol.error: the server answered with an "
            "error (-32601: Method not found)\n");
}

// A saved session is a file like any other.
TEST(LiveAnswer, SessionsCanBeReplayed) {
  LiveAnswer answer;
  auto message = [](std::string text) { return text.replace(text.find('$'), 1, "1"); };
  answer.greeting = message(ModernGreeting());
  answer.pages = {message(PageOf({"add"}, "\"2\"")), message(PageOf({"sub"}))};
  EXPECT_EQ(GatherFile("session.json", SessionText(answer)),
            R"(tools-list session.json (live): acme
  version: 2.0
  tool: {"inputSchema":{"type":"object"},"name":"add"}
  tool: {"inputSchema":{"type":"object"},"name":"sub"}
)");
}

}  // namespace
}  // namespace mcprisk
