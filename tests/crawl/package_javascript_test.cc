#include <gtest/gtest.h>

#include "support/declared.h"

namespace mcprisk {
namespace {

constexpr char kImport[] = "import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';\n";

std::string Found(const std::string& code) { return Declared("index.js", kImport + code); }
std::string Names(const std::string& code) { return DeclaredNames("index.js", kImport + code); }

TEST(JavaScriptTools, ReadsRegisterTool) {
  EXPECT_EQ(Found(R"(server.registerTool("mow_lawn", {
  title: "Mow the lawn",
  description: "Mows " + 'the lawn',
  inputSchema: { height: z.number().describe("In mm"), edges: z.boolean().optional() },
  annotations: { destructiveHint: true },
}, async () => ({}));)"),
            "index.js:2 {\"annotations\":{\"destructiveHint\":true},\"description\":\"Mows the "
            "lawn\",\"inputSchema\":{\"properties\":{\"edges\":{\"type\":\"boolean\"},\"height\":"
            "{\"description\":\"In mm\",\"type\":\"number\"}},\"required\":[\"height\"],\"type\":"
            "\"object\"},\"name\":\"mow_lawn\",\"title\":\"Mow the lawn\"}\n");
}

TEST(JavaScriptTools, ReadsTheOlderToolMethod) {
  EXPECT_EQ(
      Found(R"(server.tool("a", () => 1);
server.tool("b", "Does b", { path: z.string() }, { readOnlyHint: true }, cb);
server.tool('c', { kind: z.enum(["x", "y"]) }, cb);)"),
      "index.js:2 {\"name\":\"a\"}\n"
      "index.js:3 {\"annotations\":{\"readOnlyHint\":true},\"description\":\"Does "
      "b\",\"inputSchema\":{\"properties\":{\"path\":{\"type\":\"string\"}},\"required\":["
      "\"path\"],\"type\":\"object\"},\"name\":\"b\"}\n"
      "index.js:4 {\"inputSchema\":{\"properties\":{\"kind\":{\"enum\":[\"x\",\"y\"],\"type\":"
      "\"string\"}},\"required\":[\"kind\"],\"type\":\"object\"},\"name\":\"c\"}\n");
}

TEST(JavaScriptTools, ReadsTheListHandler) {
  EXPECT_EQ(Found(R"(const tools = [{ name: "a", inputSchema: { type: "object" } }];
if (process.env.MORE) tools.push({ name: "b", description: `Two
lines` });
server.setRequestHandler(ListToolsRequestSchema, async () => { return { tools }; });)"),
            "index.js:2 {\"inputSchema\":{\"type\":\"object\"},\"name\":\"a\"}\n"
            "index.js:3 {\"description\":\"Two\\nlines\",\"name\":\"b\"}\n");
  EXPECT_EQ(Names("server.setRequestHandler('tools/list', wrap(() => ({tools: all.filter(f)})));"
                  "const all = [one]; const one = {name: 'x'};"),
            "x");
}

TEST(JavaScriptTools, ReadsFastmcpAndFrameworkClasses) {
  EXPECT_EQ(Declared("a.ts",
                     "import { FastMCP } from 'fastmcp';\nserver.addTool({name: 'a', "
                     "parameters: z.object({n: z.number().int()}), execute});\n"
                     "class B extends MCPTool<I> { name = 'b'; description = 'B'; }"),
            "a.ts:2 {\"inputSchema\":{\"properties\":{\"n\":{\"type\":\"integer\"}},\"required\":["
            "\"n\"],\"type\":\"object\"},\"name\":\"a\"}\n"
            "a.ts:3 {\"description\":\"B\",\"name\":\"b\"}\n");
}

TEST(JavaScriptTools, FollowsConstantsAndImports) {
  EXPECT_EQ(DeclaredNames({{"dist/index.js", std::string(kImport) +
                                                 "import * as t from './tools.js';\n"
                                                 "import all, { ONE as first } from './tools.js';\n"
                                                 "s.registerTool(first, {}, cb);\n"
                                                 "s.registerTool(t.two.name, {}, cb);\n"
                                                 "s.addTool(all.three);"},
                           {"dist/tools.js",
                            "export const ONE = 'one';\n"
                            "export const two = { name: `${ONE}_two` };\n"
                            "export default { three: { name: 'three' } };"}}),
            "one one_two three");
}

TEST(JavaScriptTools, FollowsFunctionsAroundTheForm) {
  EXPECT_EQ(
      Names(R"(const tool = (name, what) => { server.registerTool(name, {description: what}, cb); };
tool("a", "A"); tool("b", "B");
for (const each of [{name: "c"}, {name: "d"}]) server.registerTool(each.name, each, cb);
LIST.forEach((t) => server.tool(t.name, t.text, cb));
const LIST = [{name: "e", text: "E"}];)"),
      "a b e c d");
}

TEST(JavaScriptTools, ReadsMinifiedCode) {
  EXPECT_EQ(Names("var n=\"x_y\";function r(e){e.registerTool(n,{description:`D`,annotations:"
                  "{readOnlyHint:!0}},async t=>t)}e.setRequestHandler(Hs,async()=>({tools:[{name:"
                  "\"z\",inputSchema:{}}]}));"),
            "x_y z");
}

TEST(JavaScriptTools, InventsNoNames) {
  EXPECT_EQ(Names(R"(// server.registerTool("comment", {}, cb)
/* server.registerTool("block", {}, cb) */
const text = 'server.registerTool("text", {}, cb)';
const pattern = /server.registerTool("pattern", {}, cb)/;
server.registerTool(`made_${random()}`, {}, cb);
server.registerTool(name(), {}, cb);
server.registerTool(process.env.NAME || "fallback", {}, cb);
server.registerPrompt("prompt", {}, cb);
const lonely = { name: "lonely", inputSchema: {} };)"),
            "");
  EXPECT_EQ(DeclaredNames("index.js", "toolbox.tool('hammer', () => 1);"), "");
  EXPECT_EQ(DeclaredNames("tests/index.js", std::string(kImport) + "s.tool('a', () => 1);"), "");
}

TEST(JavaScriptTools, LeavesOutWhatIsNotLiteral) {
  EXPECT_EQ(
      Found(R"(server.registerTool("a", { description: describe(), inputSchema: shape() }, cb);
server.registerTool("b", { description: `Up to ${MAX} rows`, inputSchema: { ...more, x: z.string() } }, cb);)"),
      "index.js:2 {\"name\":\"a\"}\n"
      "index.js:3 {\"description\":\"Up to … rows\",\"name\":\"b\"}\n");
}

}  // namespace
}  // namespace mcprisk
