#include "stack/findings.h"

#include <gtest/gtest.h>

#include "support/stack_lines.h"

namespace mcprisk {
namespace {

// The servers of one Cursor configuration, all unknown.
std::vector<JudgedServer> Configured(std::string_view text) {
  Stack stack;
  ReadConfig(*FindClient("cursor"), Scope::kProject, ".cursor/mcp.json", text, &stack);
  std::vector<JudgedServer> servers;
  for (const StackServer& server : stack.servers) {
    servers.push_back({.server = server, .catalog_name = "", .tools_known = false, .tools = {}});
  }
  return servers;
}

void Know(JudgedServer* server, std::vector<StackTool> tools) {
  server->catalog_name = "acme/" + server->server.name;
  server->tools_known = true;
  server->tools = std::move(tools);
}

std::string Lines(const std::vector<JudgedServer>& servers) {
  std::string lines;
  for (const StackFinding& finding : FindStackFindings(servers)) {
    lines += std::string(SeverityName(finding.severity)) + " " + finding.rule + " " +
             std::to_string(finding.at.line) + ": " + finding.message + "\n";
  }
  return lines;
}

TEST(FindingsTest, WhatAConfigurationAloneShows) {
  EXPECT_EQ(Lines(Configured(R"({"mcpServers": {
  "a": {"command": "npx", "args": ["a"], "env": {"A_TOKEN": "abcdef123456"}},
  "b": {"url": "http://b.example/mcp"},
  "c": {"url": "http://127.0.0.1:8000/mcp"},
  "d": {"command": "npx", "args": ["d"], "disabled": true}
}})")),
            "High stack/plain-text-secret 2: plain-text token in environment variable A_TOKEN of "
            "server a (value not shown)\n"
            "Medium stack/unpinned-package 2: server a runs npx a without a version\n"
            "Medium stack/unknown-server 2: server a (npx a) is not in the catalog\n"
            "High stack/unencrypted-remote 3: server b is called over plain HTTP\n"
            "Medium stack/unknown-server 3: server b (http://b.example/mcp) is not in the catalog\n"
            "Medium stack/unknown-server 4: server c (http://127.0.0.1:8000/mcp) is not in the "
            "catalog\n");
}

TEST(FindingsTest, WhatTheToolsShow) {
  std::vector<JudgedServer> servers = Configured(R"({"mcpServers": {
  "a": {"command": "npx", "args": ["a@1.0.0"], "autoApprove": ["drop", "get"]},
  "b": {"command": "b-server"}
}})");
  StackTool suspect = MadeTool("get", Category::kRead, Risk::kLow, {});
  suspect.classification.findings = {{"warning/hidden-text", Severity::kCritical, "", {}},
                                     {"warning/vague", Severity::kLow, "", {}}};
  Know(&servers[0], {MadeTool("drop", Category::kDestructive, Risk::kCritical, {}), suspect});
  Know(&servers[1], {});
  servers[1].tools_known = false;
  EXPECT_EQ(Lines(servers),
            "Critical stack/critical-tools 2: server a offers 1 tool of Critical risk: drop\n"
            "High stack/approved-without-asking 2: the entry of server a lets run without asking: "
            "drop\n"
            "Critical stack/definition-warning 2: warning/hidden-text on server a: get\n"
            "Medium stack/unknown-server 3: server b (b-server) is in the catalog without its "
            "tools\n");
}

TEST(FindingsTest, AToxicFlowNeedsAllThreeLegsInOneClient) {
  std::vector<JudgedServer> servers = Configured(R"({"mcpServers": {
  "issues": {"command": "i"}, "db": {"command": "d"}, "web": {"command": "w"}
}})");
  Know(&servers[0], {MadeTool("get_issue", Category::kRead, Risk::kMedium, {"untrusted-content"})});
  Know(&servers[1], {MadeTool("query", Category::kExecute, Risk::kHigh, {"queries-database"})});
  Know(&servers[2], {MadeTool("fetch", Category::kRead, Risk::kMedium, {"calls-url"})});
  std::vector<ClientFlow> flows = FindClientFlows(servers);
  ASSERT_EQ(flows.size(), 1U);
  EXPECT_FALSE(flows[0].flow.secrets);
  EXPECT_NE(Lines(servers).find(
                "High stack/toxic-flow 2: toxic flow in cursor: issues:get_issue brings strangers' "
                "text, db:query reads private data, web:fetch is a way out\n"),
            std::string::npos)
      << Lines(servers);

  servers[2].server.client = "codex";
  EXPECT_TRUE(FindClientFlows(servers).empty());
  servers[2].server.client = "cursor";
  servers[2].server.enabled = false;
  EXPECT_TRUE(FindClientFlows(servers).empty());
}

TEST(FindingsTest, LegsNameTheMostTellingToolFirst) {
  const StackTool env = MadeTool("env", Category::kRead, Risk::kHigh, {"reads-secrets"});
  const StackTool read = MadeTool("read", Category::kRead, Risk::kCritical, {"reads-files"});
  const StackTool browse =
      MadeTool("browse", Category::kExecute, Risk::kHigh, {"browses-web", "untrusted-content"});
  std::optional<ToxicFlow> flow = FindToxicFlow({{"s", "read", &read.classification},
                                                 {"s", "browse", &browse.classification},
                                                 {"s", "env", &env.classification}});
  ASSERT_TRUE(flow);
  EXPECT_TRUE(flow->secrets);
  EXPECT_EQ(flow->private_data[0].tool + " " + flow->private_data[1].tool, "env read");
  EXPECT_EQ(flow->untrusted[0].capability, "untrusted-content");
  EXPECT_EQ(flow->way_out[0].capability, "browses-web");
  EXPECT_FALSE(FindToxicFlow({}));
}

TEST(FindingsTest, EveryRuleHasHelp) {
  for (const StackRule& rule : StackRules()) {
    EXPECT_TRUE(rule.id.starts_with("stack/")) << rule.id;
    EXPECT_TRUE(rule.help.ends_with('.')) << rule.id;
    EXPECT_FALSE(rule.title.ends_with('.')) << rule.id;
  }
}

}  // namespace
}  // namespace mcprisk
