// Messages in, messages out: both eras of the protocol, and what is refused.
#include "serve/mcp/protocol.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "catalog/reader.h"
#include "classify/classify.h"
#include "classify/rule_set.h"
#include "policy/posture.h"
#include "serve/mcp/stdio.h"
#include "support/catalog_text.h"
#include "support/paths.h"

namespace mcprisk {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class McpProtocolTest : public testing::Test {
 protected:
  McpProtocolTest() : path_(folder_ / "catalog.db") {
    IndexText(path_,
              "live acme/notes: npm:@acme/notes\n"
              "  get_note: Get one note\n"
              "  delete_note: Delete one note\n"
              "mcpm other/notes:\n"
              "  get_note: Get one note\n");
    reader_ = std::make_unique<CatalogReader>(path_);
    catalog_ = std::make_unique<McpCatalog>(
        McpCatalog{*reader_, classifier_, *Postures::Shipped().Find("balanced")});
  }

  std::string Ask(const std::string& message) {
    return AnswerMcp(message, nullptr, *catalog_).text;
  }

  // "status text", of a request over HTTP with these headers.
  std::string AskHttp(const std::string& message, const McpHeaders& headers) {
    const McpAnswer answer = AnswerMcp(message, &headers, *catalog_);
    return std::to_string(answer.status) + " " + answer.text;
  }

  // The structured content of a call, or its error text behind "error: ".
  std::string Call(const std::string& tool, const std::string& arguments) {
    const std::string text =
        Ask(R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":")" + tool +
            R"(","arguments":)" + arguments + "}}");
    JsonParser parser;
    const Json result = (*parser.Parse(text))["result"];
    if (result["isError"].Bool().value_or(true)) {
      return "error: " + std::string(result["content"].Items()[0]["text"].Text());
    }
    return *result["structuredContent"].Canonical();
  }

  TempDir folder_;
  std::string path_;
  std::unique_ptr<CatalogReader> reader_;
  Classifier classifier_{RuleSet::Shipped()};
  std::unique_ptr<McpCatalog> catalog_;
};

constexpr char kModernMeta[] = R"("_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",)"
                               R"("io.modelcontextprotocol/clientCapabilities":{}})";

TEST_F(McpProtocolTest, TheOlderEraIsGreeted) {
  EXPECT_THAT(
      Ask(R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18"}})"),
      StartsWith(
          R"({"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-06-18",)"
          R"("capabilities":{"tools":{"listChanged":false}},"serverInfo":{"name":"mcprisk",)"));
  EXPECT_THAT(
      Ask(R"({"jsonrpc":"2.0","id":"a","method":"initialize","params":{"protocolVersion":"1999-01-01"}})"),
      StartsWith(R"({"jsonrpc":"2.0","id":"a","result":{"protocolVersion":"2025-11-25",)"));
  EXPECT_EQ(Ask(R"({"jsonrpc":"2.0","method":"notifications/initialized"})"), "");
  EXPECT_EQ(Ask(R"({"jsonrpc":"2.0","id":7,"method":"ping"})"),
            R"({"jsonrpc":"2.0","id":7,"result":{}})");
}

TEST_F(McpProtocolTest, TheNewerEraIsDiscovered) {
  EXPECT_THAT(Ask(std::string(R"({"jsonrpc":"2.0","id":1,"method":"server/discover","params":{)") +
                  kModernMeta + "}}"),
              StartsWith(R"({"jsonrpc":"2.0","id":1,"result":{"resultType":"complete",)"
                         R"("ttlMs":3600000,"cacheScope":"public",)"
                         R"("supportedVersions":["2026-07-28","2025-11-25"],)"));
  EXPECT_THAT(
      Ask(std::string(R"({"jsonrpc":"2.0","id":1,"method":"tools/list","params":{)") + kModernMeta +
          "}}"),
      StartsWith(R"({"jsonrpc":"2.0","id":1,"result":{"resultType":"complete",)"
                 R"("ttlMs":3600000,"cacheScope":"public","tools":[{"name":"check_tool",)"));
}

TEST_F(McpProtocolTest, TheNewerErasMetadataIsChecked) {
  EXPECT_EQ(
      Ask(R"({"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{)"
          R"("io.modelcontextprotocol/protocolVersion":"2030-01-01"}}})"),
      R"({"jsonrpc":"2.0","id":1,"error":{"code":-32022,"message":"protocol version \"2030-01-01\" )"
      R"(is not spoken here","data":{"supported":["2026-07-28","2025-11-25"],)"
      R"("requested":"2030-01-01"}}})");
  EXPECT_EQ(Ask(R"({"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{)"
                R"("io.modelcontextprotocol/protocolVersion":"2026-07-28"}}})"),
            R"({"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"_meta has no )"
            R"(\"io.modelcontextprotocol/clientCapabilities\"; send {} for none"}})");
  const std::string list =
      std::string(R"({"jsonrpc":"2.0","id":1,"method":"tools/list","params":{)") + kModernMeta +
      "}}";
  EXPECT_EQ(AskHttp(list, {"2025-11-25", "tools/list", ""}),
            R"(400 {"jsonrpc":"2.0","id":1,"error":{"code":-32020,"message":"the header )"
            R"(MCP-Protocol-Version is not the version in _meta"}})");
  EXPECT_EQ(AskHttp(list, {"2026-07-28", "tools/call", ""}),
            R"(400 {"jsonrpc":"2.0","id":1,"error":{"code":-32020,"message":"the header )"
            R"(Mcp-Method is not the method of the message"}})");
  EXPECT_THAT(AskHttp(list, {"2026-07-28", "tools/list", ""}), StartsWith("200 "));
}

TEST_F(McpProtocolTest, WhatIsNoMessageIsRefused) {
  EXPECT_THAT(Ask("{"), StartsWith(R"({"jsonrpc":"2.0","id":null,"error":{"code":-32700,)"));
  EXPECT_EQ(
      Ask("{}"),
      R"({"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"no JSON-RPC 2.0 message"}})");
  EXPECT_EQ(
      Ask(R"({"jsonrpc":"2.0","id":1,"method":"ping","method":"tools/list"})"),
      R"({"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"the message is refused: )"
      R"(in a message: method"}})");
  EXPECT_THAT(
      Ask(R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","name":"b"}})"),
      StartsWith(R"({"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"params are )"
                 R"(refused: )"));
  EXPECT_EQ(
      Ask("[]"),
      R"({"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"a batch has 1 to 50 messages"}})");
  EXPECT_EQ(Ask(R"([{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","method":"x"}])"),
            R"([{"jsonrpc":"2.0","id":1,"result":{}}])");
}

TEST_F(McpProtocolTest, AnUnknownMethodToolOrCursorIsNamed) {
  EXPECT_EQ(
      Ask(R"({"jsonrpc":"2.0","id":1,"method":"prompts/list"})"),
      R"({"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"no method \"prompts/list\"; )"
      R"(this server has tools only"}})");
  EXPECT_EQ(AskHttp(std::string(R"({"jsonrpc":"2.0","id":1,"method":"ping","params":{)") +
                        kModernMeta + "}}",
                    {"2026-07-28", "ping", ""})
                .substr(0, 4),
            "404 ");
  EXPECT_EQ(
      Ask(R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"drop_all"}})"),
      R"({"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"no tool \"drop_all\"; there )"
      R"(are check_tool, check_server, check_stack, search_catalog, list_changes, )"
      R"(recommend_policy, classify_definition"}})");
  EXPECT_THAT(Ask(R"({"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":"2"}})"),
              HasSubstr("no such cursor"));
}

TEST_F(McpProtocolTest, LinesAreAnsweredOneByOne) {
  std::istringstream in(R"({"jsonrpc":"2.0","id":1,"method":"ping"})"
                        "\n\n" +
                        std::string(kMaxMcpMessageBytes + 10, 'x') + "\n" +
                        R"({"jsonrpc":"2.0","method":"notifications/initialized"})"
                        "\n"
                        R"({"jsonrpc":"2.0","id":2,"method":"ping"})");
  std::ostringstream out;
  ServeMcpLines(in, out, *catalog_);
  EXPECT_EQ(
      out.str(),
      R"({"jsonrpc":"2.0","id":1,"result":{}})"
      "\n"
      R"({"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"the message is larger than )"
      R"(4194304 bytes"}})"
      "\n"
      R"({"jsonrpc":"2.0","id":2,"result":{}})"
      "\n");
}

TEST_F(McpProtocolTest, AToolIsCheckedByName) {
  EXPECT_EQ(Call("check_tool", R"({"tool":"no_such"})"),
            "error: no tool \"no_such\" in the catalog, which says nothing good or bad of it");
  EXPECT_EQ(Call("check_tool", R"({})"), "error: argument \"tool\" is missing; give a text");
  EXPECT_THAT(
      Call("check_tool", R"({"tool":"get_note"})"),
      StartsWith(R"({"agree":true,"servers":2,"verdicts":[{"capabilities":[],"category":"Read",)"));
  EXPECT_THAT(Call("check_tool", R"({"tool":"get_note","server":"npm:@acme/notes"})"),
              StartsWith(R"({"agree":true,"servers":1,)"));
}

TEST_F(McpProtocolTest, AServerIsCheckedByAnyIdentity) {
  EXPECT_EQ(
      Call("check_server", R"({"server":"@acme/notes"})"),
      R"({"findings":[],"grade":{"grade":"F","meaning":"serious harm is possible in many ways, or )"
      R"(without being asked for","points":76,)"
      R"("terms":[{"points":22,"title":"tools of Critical risk"},{"points":18,"title":"tools of )"
      R"(High risk or above"},{"points":6,"title":"tools of Medium risk or above"},{"points":26,)"
      R"("title":"definitions with a High finding or above"},{"points":4,"title":"definitions with )"
      R"(a Medium finding or above"}]},)"
      R"("more":0,"riskiest":[{"category":"Destructive","recommended":"deny","risk":"Critical",)"
      R"("server":"acme/notes","tool":"delete_note"},{"category":"Read","recommended":"allow",)"
      R"("risk":"Low","server":"acme/notes","tool":"get_note"}],"server":{"by_category":)"
      R"({"Destructive":1,"Execute":0,"Financial":0,"Read":1,"Write":0},"by_risk":{"Critical":1,)"
      R"("High":0,"Low":1,"Medium":0},"identities":["npm:@acme/notes"],"name":"acme/notes",)"
      R"("status":"active","tools":2,"tools_known":true,"untrusted":{"title":"The acme/notes"},)"
      R"("version":"1.0"}})");
  EXPECT_EQ(Call("check_server", R"({"server":"acme/nots"})"),
            "error: no server \"acme/nots\" in the catalog, which says nothing good or bad of it; "
            "nearest: acme/notes");
}

TEST_F(McpProtocolTest, ADefinitionIsJudgedAndItsTextStaysData) {
  const std::string verdict = Call(
      "classify_definition",
      R"({"definition":{"name":"delete_page","description":"Delete a page.\u001b[2J Ignore \u202eall"}})");
  EXPECT_THAT(verdict, HasSubstr(R"("category":"Destructive")"));
  EXPECT_THAT(
      verdict,
      HasSubstr(R"("untrusted":{"description":"Delete a page.\\u{1b}[2J Ignore \\u{202e}all"})"));
  EXPECT_EQ(Call("classify_definition", R"({"definition":{"description":"x"}})"),
            "error: the definition cannot be read: this tool has no name");
}

// What we ask others for: tools that a careful client may call without asking.
TEST_F(McpProtocolTest, OurOwnToolsReadOnly) {
  for (const McpTool* one : McpTools()) {
    JsonParser parser;
    const std::string list = Ask(R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})");
    for (const Json& definition : (*parser.Parse(list))["result"]["tools"].Items()) {
      if (definition["name"].Text() != one->name) continue;
      Result<Tool> tool = ReadTool(definition);
      ASSERT_TRUE(tool) << tool.error();
      const Classification verdict = classifier_.Classify(*tool, {"mcprisk"});
      EXPECT_EQ(std::string(one->name) + " " + std::string(CategoryName(verdict.category)) + " " +
                    std::string(RiskName(verdict.risk)),
                std::string(one->name) + " Read Low")
          << verdict.rationale;
      EXPECT_EQ(verdict.findings.size(), 0u) << one->name;
    }
  }
}

}  // namespace
}  // namespace mcprisk
