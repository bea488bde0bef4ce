// The protocol without a network: what a server says in, what we say and the ending out.
#include "crawl/mcp/conversation.h"

#include <gtest/gtest.h>

#include "support/mcp_play.h"

namespace mcprisk {
namespace {

const std::string kNotFound = ErrorOf(-32601, "Method not found");

// Discovery fails, the legacy greeting follows; then `pages`.
std::vector<std::string> Legacy(const std::vector<std::string>& pages) {
  std::vector<std::string> script = {kNotFound, LegacyGreeting()};
  script.insert(script.end(), pages.begin(), pages.end());
  return script;
}

constexpr char kLegacyMethods[] =
    "server/discover, initialize, notifications/initialized, tools/list";

// How a legacy server's pages end.
std::string Pages(const std::vector<std::string>& pages, ConversationOptions options) {
  std::string said = PlayMethods(options, Legacy(pages));
  return said.substr(said.find("= ") + 2);
}
std::string Pages(const std::vector<std::string>& pages) { return Pages(pages, PlayOptions()); }

TEST(Conversation, LegacyEra) {
  EXPECT_EQ(
      Play(Legacy({PageOf({"add"}, "\"p2\""), PageOf({"sub"})})),
      R"(-> {"jsonrpc":"2.0","id":#1,"method":"server/discover","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{},"io.modelcontextprotocol/clientInfo":{"name":"mcprisk","version":"0"}}}}
-> {"jsonrpc":"2.0","id":#2,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"mcprisk","version":"0"}}}
-> {"jsonrpc":"2.0","method":"notifications/initialized"}
-> {"jsonrpc":"2.0","id":#3,"method":"tools/list","params":{}}
-> {"jsonrpc":"2.0","id":#4,"method":"tools/list","params":{"cursor":"p2"}}
= ok, 2 pages
)");
}

TEST(Conversation, ModernEra) {
  EXPECT_EQ(
      Play({ModernGreeting(), PageOf({"add"}, "\"p2\""), PageOf({"sub"})}),
      R"(-> {"jsonrpc":"2.0","id":#1,"method":"server/discover","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{},"io.modelcontextprotocol/clientInfo":{"name":"mcprisk","version":"0"}}}}
-> {"jsonrpc":"2.0","id":#2,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{},"io.modelcontextprotocol/clientInfo":{"name":"mcprisk","version":"0"}}}}
-> {"jsonrpc":"2.0","id":#3,"method":"tools/list","params":{"cursor":"p2","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{},"io.modelcontextprotocol/clientInfo":{"name":"mcprisk","version":"0"}}}}
= ok, 2 pages
)");
}

// The table of the official TypeScript SDK: what a server says to server/discover decides.
TEST(Conversation, TheProbeDecidesTheEra) {
  auto version_error = [](const std::string& data) {
    return R"({"jsonrpc":"2.0","id":"$","error":{"code":-32022,"message":"v","data":)" + data +
           "}}";
  };
  auto after = [](const std::string& answer) {
    return PlayMethods({answer}).substr(std::string("server/discover").size());
  };
  EXPECT_EQ(after(ModernGreeting()), ", tools/list = waiting");
  EXPECT_EQ(after(ResultOf(R"({"supportedVersions":["2025-06-18","2026-07-28"]})")),
            ", tools/list = waiting");
  EXPECT_EQ(after(ResultOf(R"({"supportedVersions":["2025-06-18"]})")), ", initialize = waiting");
  EXPECT_EQ(after(ResultOf(R"({"supportedVersions":["2027-01-01"]})")),
            " = protocol.version: the server speaks 2027-01-01");
  EXPECT_EQ(after(ResultOf(R"({"tools":[]})")), ", initialize = waiting");
  EXPECT_EQ(after(ResultOf(R"({"supportedVersions":"2026-07-28"})")), ", initialize = waiting");
  EXPECT_EQ(after(version_error(R"({"supported":["2026-07-28"]})")), ", server/discover = waiting");
  EXPECT_EQ(after(version_error(R"({"supported":["2027-01-01","2028-01-01"]})")),
            " = protocol.version: the server speaks 2027-01-01, 2028-01-01");
  EXPECT_EQ(after(version_error(R"({"supported":["2025-06-18"]})")), ", initialize = waiting");
  EXPECT_EQ(after(version_error(R"({"supported":7})")), ", initialize = waiting");
  EXPECT_EQ(after(version_error("null")), ", initialize = waiting");
  for (int code : {-32601, -32600, -32602, -32000, -32001, -32020, -32021, 0}) {
    EXPECT_EQ(after(ErrorOf(code, "no")), ", initialize = waiting") << code;
  }
  EXPECT_EQ(after("nonsense"), ", initialize = waiting");
}

TEST(Conversation, TheProbeIsRepeatedOnce) {
  const std::string again =
      R"({"jsonrpc":"2.0","id":"$","error":{"code":-32022,"data":{"supported":["2026-07-28"]}}})";
  EXPECT_EQ(PlayMethods({again, again}), "server/discover, server/discover, initialize = waiting");
}

TEST(Conversation, LegacyFirstTriesTheModernEraToo) {
  ConversationOptions options = PlayOptions();
  options.legacy_first = true;
  EXPECT_EQ(PlayMethods(options, {LegacyGreeting(), PageOf({"a"})}),
            "initialize, notifications/initialized, tools/list = ok, 1 page");
  EXPECT_EQ(PlayMethods(options, {kNotFound, ModernGreeting(), PageOf({"a"})}),
            "initialize, server/discover, tools/list = ok, 1 page");
  // Of two failures the first one says what the server is.
  EXPECT_EQ(PlayMethods(options, {ErrorOf(-32000, "not today"), kNotFound}),
            "initialize, server/discover = protocol.error: -32000: not today");
}

TEST(Conversation, VersionsOfTheLegacyEra) {
  auto greeting = [](const std::string& version) {
    return PlayMethods({kNotFound, ResultOf(R"({"protocolVersion":)" + version + "}")});
  };
  for (const char* known :
       {"\"2024-10-07\"", "\"2024-11-05\"", "\"2025-03-26\"", "\"2025-06-18\"", "\"2025-11-25\""}) {
    EXPECT_EQ(greeting(known), std::string(kLegacyMethods) + " = waiting") << known;
  }
  EXPECT_EQ(greeting("\"1999-01-01\""),
            "server/discover, initialize = protocol.version: the server speaks 1999-01-01");
  EXPECT_EQ(greeting("7"),
            "server/discover, initialize = protocol.envelope: the answer to initialize names no "
            "version");
}

TEST(Conversation, WhatTheServerAsksIsAnsweredButNotDone) {
  const std::string said =
      Play({kNotFound, R"({"jsonrpc":"2.0","id":7,"method":"ping"})",
            R"({"jsonrpc":"2.0","id":"x\"y","method":"sampling/createMessage","params":{}})",
            R"({"jsonrpc":"2.0","id":1.5,"method":"roots/list"})",
            R"({"jsonrpc":"2.0","method":"notifications/message","params":{"data":"hi"}})"});
  EXPECT_EQ(said.substr(said.find("-> {\"jsonrpc\":\"2.0\",\"id\":7")),
            R"(-> {"jsonrpc":"2.0","id":7,"result":{}}
-> {"jsonrpc":"2.0","id":"x\"y","error":{"code":-32601,"message":"Method not found"}}
-> {"jsonrpc":"2.0","id":1.5,"error":{"code":-32601,"message":"Method not found"}}
= waiting
)");
}

TEST(Conversation, OnlyTheIdThatWasAskedWithAnswers) {
  const std::string stray_ids[] = {"1",    "3",       "\"x\"", "\"\"",  "null",
                                   "true", "[\"$\"]", "3.0",   "\"$ \""};
  for (const std::string& id : stray_ids) {
    EXPECT_EQ(
        Pages({R"({"jsonrpc":"2.0","id":)" + id + R"(,"result":{"tools":[]}})", PageOf({"a"})}),
        "ok, 1 page")
        << id;
  }
  EXPECT_EQ(Pages({R"({"jsonrpc":"2.0","result":{"tools":[]}})", PageOf({"a"})}), "ok, 1 page");
}

TEST(Conversation, AnErrorWithoutIdIsAboutTheOnlyQuestion) {
  EXPECT_EQ(Pages({R"({"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"what?"}})"}),
            "protocol.error: -32700: what?");
}

TEST(Conversation, FloodsEnd) {
  ConversationOptions options = PlayOptions();
  options.limits.stray_messages = 2;
  const std::string wrong = R"({"jsonrpc":"2.0","id":"wrong","result":{}})";
  const std::string note = R"({"jsonrpc":"2.0","method":"notifications/message"})";
  const std::string ask = R"({"jsonrpc":"2.0","id":1,"method":"roots/list"})";
  EXPECT_EQ(Pages({wrong, wrong, PageOf({"a"})}, options), "ok, 1 page");
  EXPECT_EQ(Pages({wrong, wrong, wrong}, options), "protocol.id: kMaxStrayMessages (2)");
  EXPECT_EQ(Pages({note, ask, PageOf({"a"})}, options), "ok, 1 page");
  EXPECT_EQ(Pages({note, ask, note}, options), "limit.stream: kMaxStrayMessages (2)");
}

TEST(Conversation, PagesThatNeverEnd) {
  ConversationOptions options = PlayOptions();
  options.limits.pages = 2;
  EXPECT_EQ(Pages({PageOf({"a"}, "\"1\""), PageOf({"b"}, "\"2\"")}, options),
            "limit.pages: kMaxToolPages (2), 2 pages");
  options = PlayOptions();
  options.limits.tools = 3;
  EXPECT_EQ(Pages({PageOf({"a", "b"}, "\"1\""), PageOf({"c"}, "\"2\"")}, options),
            "limit.tools: kMaxToolsPerServer (3), 2 pages");
  EXPECT_EQ(Pages({PageOf({"a", "b"}, "\"1\""), PageOf({"c"})}, options), "ok, 2 pages");
  options = PlayOptions();
  options.limits.cursor_bytes = 4;
  EXPECT_EQ(Pages({PageOf({"a"}, "\"12345\"")}, options),
            "limit.cursor: kMaxCursorBytes (4), 1 page");
}

TEST(Conversation, CursorsThatLoop) {
  EXPECT_EQ(Pages({PageOf({"a"}, "\"1\""), PageOf({"b"}, "\"1\"")}),
            "limit.cursor_loop: a cursor came again, 2 pages");
  EXPECT_EQ(Pages({PageOf({"a"}, "\"1\""), PageOf({"b"}, "\"2\""), PageOf({"c"}, "\"1\"")}),
            "limit.cursor_loop: a cursor came again, 3 pages");
  // New cursors and always the same tools: pages without news are not kept.
  EXPECT_EQ(Pages({PageOf({"a"}, "\"1\""), PageOf({"a"}, "\"2\""), PageOf({"a"}, "\"3\"")}),
            "limit.cursor_loop: pages without new tools, 1 page");
  EXPECT_EQ(Pages({PageOf({}, "\"1\""), PageOf({}, "\"2\"")}),
            "limit.cursor_loop: pages without new tools, 1 page");
  EXPECT_EQ(Pages({PageOf({}, "\"1\""), PageOf({"a"})}), "ok, 2 pages");
  EXPECT_EQ(Pages({PageOf({"a"}, "7")}), "protocol.envelope: a nextCursor that is no text, 1 page");
}

TEST(Conversation, AnEmptyCursorIsOneUnlessItMeansTheEnd) {
  EXPECT_EQ(Pages({PageOf({"a"}, "null")}), "ok, 1 page");
  EXPECT_EQ(Pages({PageOf({"a"}, "\"\""), PageOf({"a"}, "\"\"")}), "ok, 1 page");
  EXPECT_EQ(Pages({PageOf({"a"}, "\"\""), ErrorOf(-32602, "bad cursor")}), "ok, 1 page");
  EXPECT_EQ(Pages({PageOf({"a"}, "\"\""), PageOf({"b"})}), "ok, 2 pages");
  EXPECT_EQ(Pages({PageOf({"a"}, "\"\""), PageOf({"b"}, "\"\"")}),
            "limit.cursor_loop: a cursor came again, 2 pages");
}

TEST(Conversation, ErrorsToToolsList) {
  EXPECT_EQ(Pages({kNotFound}), "protocol.error: -32601: Method not found");
  EXPECT_EQ(Pages({PageOf({"a"}, "\"1\""), ErrorOf(-32603, "oops")}),
            "protocol.error: -32603: oops, 1 page");
  EXPECT_EQ(
      PlayMethods({kNotFound, ResultOf(R"({"protocolVersion":"2025-06-18","capabilities":{}})"),
                   kNotFound}),
      std::string(kLegacyMethods) + " = no.tools");
  EXPECT_EQ(
      PlayMethods({kNotFound, ResultOf(R"({"protocolVersion":"2025-06-18"})"), PageOf({"a"})}),
      std::string(kLegacyMethods) + " = ok, 1 page");
}

TEST(Conversation, ResultsThatAreNoList) {
  EXPECT_EQ(Pages({ResultOf("{}")}),
            "protocol.envelope: the answer to tools/list holds no list of tools");
  EXPECT_EQ(Pages({ResultOf(R"({"tools":{}})")}),
            "protocol.envelope: the answer to tools/list holds no list of tools");
  EXPECT_EQ(Pages({ResultOf(R"({"resultType":"input_required","tools":[]})")}),
            "needs.configuration: the server wants input before it lists its tools");
  EXPECT_EQ(Pages({ResultOf(R"({"resultType":"partial","tools":[]})")}),
            "protocol.envelope: a result of an unknown type");
  EXPECT_EQ(Pages({ResultOf(R"({"resultType":"complete","tools":[]})")}), "ok, 1 page");
}

TEST(Conversation, EnvelopesThatTwoReadersReadDifferently) {
  EXPECT_EQ(Pages({R"({"jsonrpc":"2.0","id":"$","result":{"tools":[]},"id":"$"})"}),
            "json.duplicate_key: in a message: id");
  EXPECT_EQ(Pages({ResultOf(R"({"tools":[],"nextCursor":"a","nextCursor":"b"})")}),
            "json.duplicate_key: in a message: nextCursor");
  EXPECT_EQ(Pages({R"({"jsonrpc":"2.0","id":"$","result":{"tools":[]},"error":{"code":1}})"}),
            "protocol.envelope: a result and an error in one answer");
}

TEST(Conversation, TextThatIsNoMessage) {
  std::string deep;
  for (int i = 0; i < 1000; ++i) deep += "[";
  EXPECT_EQ(Pages({deep}),
            "json.invalid: not JSON: brackets, commas and colons do not fit together");
  EXPECT_EQ(Pages({"{\"jsonrpc\":\"2.0\",\"id\":\"$\",\"result\":\"\xFF\"}"}),
            "json.utf8: not valid UTF-8");
  EXPECT_EQ(Pages({"7"}), "protocol.envelope: no JSON-RPC message");
  EXPECT_EQ(Pages({R"({"id":"$","result":{"tools":[]}})"}),
            "protocol.envelope: no JSON-RPC message");
  // A list that was cut off is not repaired: nobody knows what follows.
  EXPECT_EQ(Pages({R"({"jsonrpc":"2.0","id":"$","result":{"tools":[{"name":"a"},{"na)"}),
            "json.invalid: not JSON: a string does not end");
}

TEST(Conversation, ANoisyChannelCarriesOtherThings) {
  ConversationOptions options = PlayOptions();
  options.noisy = true;
  options.legacy_first = true;
  EXPECT_EQ(PlayMethods(options, {"Server running", "{", "[1]", R"({"level":"info"})",
                                  LegacyGreeting(), "bye", PageOf({"a"})}),
            "initialize, notifications/initialized, tools/list = ok, 1 page");
  options.limits.stray_messages = 2;
  EXPECT_EQ(PlayMethods(options, {"a", "b", "c"}),
            "initialize = limit.stream: kMaxStrayMessages (2)");
}

TEST(Conversation, BatchesAreTakenApart) {
  EXPECT_EQ(
      Pages({R"([{"jsonrpc":"2.0","method":"notifications/message"},)" + PageOf({"a"}) + "]"}),
      "ok, 1 page");
}

TEST(Conversation, SizesAreBounded) {
  ConversationOptions options = PlayOptions();
  options.limits.message_bytes = 300;
  const std::string large =
      R"({"jsonrpc":"2.0","method":"n","params":")" + std::string(300, 'x') + "\"}";
  EXPECT_EQ(Pages({large}, options), "limit.body: kMaxMessageBytes (300)");
  options = PlayOptions();
  options.limits.conversation_bytes = 1000;
  EXPECT_EQ(Pages({large, large, large}, options), "limit.body: kMaxConversationBytes (1,000)");
}

TEST(Conversation, ALostSessionIsTakenUpOnce) {
  ConversationOptions options = PlayOptions();
  options.random = [] { return uint64_t{0}; };
  Conversation conversation(options);
  auto say = [&](const std::string& message) {
    conversation.Receive(std::string(message).replace(message.find('$'), 1, 16, '0'));
  };
  conversation.Start();
  say(kNotFound);
  say(LegacyGreeting());
  say(PageOf({"a"}, "\"1\""));
  conversation.LoseSession();
  EXPECT_TRUE(conversation.Greeting());
  say(LegacyGreeting());
  say(PageOf({"a"}));
  EXPECT_EQ(EndingLine(conversation.answer()), "ok, 1 page");

  Conversation lost(options);
  lost.Start();
  lost.LoseSession();
  lost.LoseSession();
  EXPECT_EQ(EndingLine(lost.answer()), "protocol.session_lost");
}

}  // namespace
}  // namespace mcprisk
