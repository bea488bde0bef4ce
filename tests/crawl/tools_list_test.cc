#include <gtest/gtest.h>

#include "support/gather.h"

namespace mcprisk {
namespace {

constexpr char kAddLine[] = "  tool: {\"inputSchema\":{\"type\":\"object\"},\"name\":\"add\"}\n";
constexpr char kAdd[] = R"({"name": "add", "inputSchema": {"type": "object"}})";

std::string Add() { return kAdd; }

TEST(ToolsListFormat, ReadsTheAnswerOfALiveServer) {
  EXPECT_EQ(GatherFolderOf("sums.json", R"({
    "serverInfo": {"name": "acme-sums", "title": "Sums", "version": "2.1.0"},
    "protocolVersion": "2025-06-18", "instructions": "Add only.", "tools": [)" +
                                            Add() + "]}"),
            std::string(R"(tools-list sums.json (live): acme-sums
  title: Sums
  version: 2.1.0
  instructions: Add only.
)") + kAddLine);
}

TEST(ToolsListFormat, ReadsJsonRpc) {
  EXPECT_EQ(GatherFolderOf("sums.json",
                           R"({"jsonrpc": "2.0", "id": 2, "result": {"tools": [)" + Add() + "]}}"),
            std::string("tools-list sums.json (live): sums\n") + kAddLine);
  EXPECT_EQ(GatherFile("sums.json", R"({"jsonrpc": "2.0", "id": 2,
                                        "error": {"code": -32601, "message": "no tools"}})"),
            "problem tools-list sums.json: the server answered with an error: no tools\n");
}

TEST(ToolsListFormat, PutsThePagesOfASessionTogether) {
  EXPECT_EQ(GatherFile("session.json", R"([
    {"jsonrpc": "2.0", "id": 1, "result": {"serverInfo": {"name": "acme-sums"}}},
    {"jsonrpc": "2.0", "id": 2, "result": {"tools": [{"name": "add"}], "nextCursor": "x"}},
    {"jsonrpc": "2.0", "id": 3, "result": {"tools": [{"name": "add"}, {"name": "subtract"}]}}])"),
            R"(tools-list session.json (live): acme-sums
  tools read: 3
  tool: {"name":"add"}
  tool: {"name":"subtract"}
problem tools-list session.json#3#1: the tool "add" is listed twice; the first one stands
)");
}

TEST(ToolsListFormat, NotesNamesWithSeveralDefinitions) {
  EXPECT_EQ(GatherFile("sums.json", R"([{"name": "add"}, {"name": "add", "description": "Adds."},
                                            {"name": "add", "description": "Takes away."},
                                            {"name": "double"}, {"name": "double"}])"),
            R"(tools-list sums.json (other): sums
  tools read: 5
  repeated: add
  tool: {"name":"add"}
  tool: {"name":"double"}
problem tools-list sums.json#2: the tool "add" is listed twice; the first one stands
problem tools-list sums.json#3: the tool "add" is listed twice; the first one stands
problem tools-list sums.json#5: the tool "double" is listed twice; the first one stands
)");
}

TEST(ToolsListFormat, ReadsAnOldServerCard) {
  EXPECT_EQ(GatherFile("server-card.json", R"({
    "version": "1.0", "protocolVersion": "2025-06-18", "description": "Adds",
    "serverInfo": {"name": "acme-sums", "version": "2.1.0"},
    "transport": {"type": "streamable-http", "endpoint": "/mcp"}, "tools": ["dynamic"]})"),
            R"(tools-list server-card.json (live): acme-sums
  description: Adds
  version: 2.1.0
  transports: streamable-http
  tools: unknown
)");
}

TEST(ToolsListFormat, ReadsEveryContainerOfTools) {
  const std::string listed = "tools-list sums.json (other): sums\n";
  EXPECT_EQ(GatherFolderOf("sums.json", "[" + Add() + "]"), listed + kAddLine);
  EXPECT_EQ(GatherFolderOf("sums.json", Add()), listed + kAddLine);
  EXPECT_EQ(GatherFolderOf("sums.json", R"({"add": {"inputSchema": {"type": "object"}}})"),
            listed + kAddLine);
  EXPECT_EQ(GatherFolderOf("sums.json", R"({"tools": [)" + Add() + "]}"), listed + kAddLine);
  EXPECT_EQ(GatherFolderOf("sums.json", R"({"tools": "[{\"name\": \"add\"}]"})"),
            listed + "  tool: {\"name\":\"add\"}\n");
  EXPECT_EQ(GatherFolderOf("sums.json", R"("[{\"name\": \"add\"}]")"),
            listed + "  tool: {\"name\":\"add\"}\n");
  EXPECT_EQ(GatherFolderOf("sums.json", R"({"type": "function", "function": {"name": "add",
                                            "parameters": {"type": "object"}}})"),
            listed + kAddLine);
  EXPECT_EQ(GatherFolderOf("sums.yaml", "tools:\n- name: add\n  inputSchema:\n    type: object\n"),
            "tools-list sums.yaml (other): sums\n" + std::string(kAddLine));
}

TEST(ToolsListFormat, BelievesBareNamesOnlyWhereTheUserNamedTheFile) {
  constexpr char kListed[] =
      "tools-list sums.json (other): sums\n  tool: {\"name\":\"add\"}\n  tool: "
      "{\"name\":\"subtract\"}\n";
  constexpr char kUnknown[] =
      "problem sums.json: not a format that mcprisk reads (mcprisk formats lists them)\n";
  for (const char* text :
       {R"(["add", "subtract"])", R"([{"name": "add"}, {"name": "subtract"}])"}) {
    EXPECT_EQ(GatherFile("sums.json", text), kListed);
    EXPECT_EQ(GatherFolderOf("sums.json", text), kUnknown);
  }
}

TEST(ToolsListFormat, ReadsSeveralServersOfOneFile) {
  const std::string by_key = "tools-list all.json#a (other): a\n" + std::string(kAddLine) +
                             "tools-list all.json#b (other): b\n" + std::string(kAddLine);
  EXPECT_EQ(GatherFile("all.json", R"({"a": {"tools": [)" + Add() + R"(]},
                                       "b": {"server_name": "x", "tools": [)" +
                                       Add() + "]}}"),
            by_key);
  EXPECT_EQ(GatherFile("all.json", R"([{"name": "group", "tools": {
                                         "a": {"tools": [)" +
                                       Add() + R"(]},
                                         "b": {"tools": [)" +
                                       Add() + "]}}}]"),
            "tools-list all.json#1#a (other): a\n" + std::string(kAddLine) +
                "tools-list all.json#1#b (other): b\n" + kAddLine);
  EXPECT_EQ(GatherFile("all.json", R"([{"name": "a", "tools": [)" + Add() + "]}, 7]"),
            "tools-list all.json#1 (other): a\n" + std::string(kAddLine) +
                "problem tools-list all.json#2: not a server with a list of tools\n");
}

TEST(ToolsListFormat, KeepsServersOfOneNameApart) {
  std::string answer = R"({"serverInfo": {"name": "sums"}, "tools": [)" + Add() + "]}";
  Gathered gathered =
      Folder({{"a/one.json", answer}, {"b/two.json", answer}, {"c/two.json", answer}}).Gather();
  ASSERT_EQ(gathered.listings.size(), 3u);
  EXPECT_EQ(gathered.listings[0].server.name, "sums");
  EXPECT_EQ(gathered.listings[1].server.name, "sums (two)");
  EXPECT_EQ(gathered.listings[2].server.name, "sums (c/two.json)");
}

TEST(ToolsListFormat, NamesTheServerAfterTheFolderWhereTheFileSaysNothing) {
  Gathered gathered =
      Folder({{"x/acme/tools.json", "[" + Add() + "]"}, {"x/bits/sums.snap", Add()}}).Gather();
  ASSERT_EQ(gathered.listings.size(), 2u);
  EXPECT_EQ(gathered.listings[0].server.name, "acme");
  EXPECT_EQ(gathered.listings[1].server.name, "sums");
}

TEST(ToolsListFormat, ReportsToolsThatCannotBeRead) {
  EXPECT_EQ(GatherFile("sums.json", R"({"serverInfo": {"name": "sums"}, "tools": [
    {"name": "add"}, 7, null, {"description": "nameless"}, {"name": "add"},
    {"name": "odd", "inputSchema": {"a": 1, "a": 2}}, {"name": "\ud800"}, "subtract"]})"),
            R"(tools-list sums.json (live): sums
  tools read: 8
  tool: {"name":"add"}
  tool: {"name":"subtract"}
problem tools-list sums.json#7: not JSON: a string holds a malformed escape or half a surrogate pair
problem tools-list sums.json#2: this tool is not an object
problem tools-list sums.json#3: this tool is not an object
problem tools-list sums.json#4: this tool has no name
problem tools-list sums.json#5: the tool "add" is listed twice; the first one stands
problem tools-list sums.json#6: tool "odd": duplicate key "a"
)");
}

TEST(ToolsListFormat, ReadsNoMoreToolsThanTheLimit) {
  std::string tools;
  for (size_t i = 0; i < kMaxToolsPerServer + 500; ++i) {
    tools += (i == 0 ? "\"t" : ",\"t") + std::to_string(i) + "\"";
  }
  Gathered gathered = Folder({{"many.json", "[" + tools + "]"}}).Gather("many.json");
  EXPECT_EQ(gathered.listings.at(0).tools->size(), kMaxToolsPerServer);
  EXPECT_EQ(gathered.listings.at(0).tools_read, kMaxToolsPerServer + 500);
  EXPECT_EQ(gathered.Problems(),
            "problem tools-list many.json#10001: a server with more tools than kMaxToolsPerServer "
            "(10,000); the rest of them was not read\n");
}

TEST(ToolsListFormat, SaysWhatIsWrongWithTheWholeList) {
  auto list = [](const std::string& tools) {
    return GatherFile("sums.json", R"({"serverInfo": {"name": "sums"}, "tools": )" + tools + "}");
  };
  const std::string unknown = "tools-list sums.json (live): sums\n  tools: unknown\n";
  EXPECT_EQ(list("null"), unknown);
  EXPECT_EQ(list("\"dynamic\""), unknown);
  EXPECT_EQ(list("3"), unknown + "problem tools-list sums.json: the list of tools is a number\n");
  EXPECT_EQ(list("\"soon\""), unknown +
                                  "problem tools-list sums.json: the list of tools is a text that "
                                  "holds no list: soon\n");
}

}  // namespace
}  // namespace mcprisk
