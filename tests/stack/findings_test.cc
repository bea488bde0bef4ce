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
  for (const StackFinding& finding : FindStackFindings(servers, {})) {
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

TEST(FindingsTest, WhatAServerTellsAndItsToolsTogether) {
  std::vector<JudgedServer> servers = Configured(R"({"mcpServers": {
  "a": {"command": "npx", "args": ["a@1.0.0"]}
}})");
  Know(&servers[0], {MadeTool("get", Category::kRead, Risk::kLow, {})});
  servers[0].findings = {
      {"warning/conceals", Severity::kCritical, "", {{"instructions", 0, 4, "Tell", "x"}}},
      {"server/repeated-name", Severity::kMedium, "", {{"/tools/get/name", 0, 3, "get", "x"}}},
      {"server/copied", Severity::kInfo, "", {}}};
  EXPECT_EQ(Lines(servers),
            "Low stack/low-tools 2: server a offers 1 tool of Low risk: get\n"
            "Critical stack/definition-warning 2: warning/conceals on server a: its instructions\n"
            "Medium stack/definition-warning 2: server/repeated-name on server a: its tools "
            "together\n");
}

TEST(FindingsTest, AFlowIsPlacedAtTheServerThatItNames) {
  std::vector<JudgedServer> servers = Configured(R"({"mcpServers": {
  "issues": {"command": "i"},
  "web": {"command": "w"}
}})");
  Know(&servers[0], {});
  Know(&servers[1], {});
  const std::vector<StackFinding> findings =
      FindStackFindings(servers, {{.client = "cursor",
                                   .server = "web",
                                   .flow = "data-leak",
                                   .message = "toxic flow in cursor",
                                   .severity = Severity::kMedium},
                                  {.client = "codex",
                                   .server = "web",
                                   .flow = "data-leak",
                                   .message = "of a client without this server",
                                   .severity = Severity::kHigh}});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].rule, "stack/toxic-flow");
  EXPECT_EQ(findings[0].severity, Severity::kMedium);
  EXPECT_EQ(findings[0].at.line, 3U);
  EXPECT_EQ(findings[0].subject, "data-leak");
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
