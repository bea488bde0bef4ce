#include "policy/target.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "support/sample_policy.h"

namespace mcprisk {
namespace {

TargetServer Server(std::string key, std::vector<Ruling> rulings) {
  TargetServer server;
  server.key = std::move(key);
  server.policy.server = "acme/" + server.key;
  server.policy.rulings = std::move(rulings);
  return server;
}

Ruling Ruled(std::string tool, Decision decision) {
  Ruling ruling;
  ruling.tool = std::move(tool);
  ruling.decision = decision;
  if (decision == Decision::kLimit) ruling.limit = {10, "minute"};
  ruling.reason = "it may hurt (p/line).";
  return ruling;
}

// Every decision once, and a tool with a case of every kind of decision.
std::vector<Ruling> OneOfEach() {
  std::vector<Ruling> rulings = {Ruled("allowed", Decision::kAllow), Ruled("asked", Decision::kAsk),
                                 Ruled("denied", Decision::kDeny),
                                 Ruled("limited", Decision::kLimit),
                                 Ruled("many", Decision::kDeny)};
  for (Decision decision : {Decision::kAllow, Decision::kLimit, Decision::kAsk}) {
    RulingCase one;
    one.conditions = {
        {"/action", ArgumentCondition::Kind::kOneOf, 0, {std::string(DecisionName(decision))}}};
    one.decision = decision;
    if (decision == Decision::kLimit) one.limit = {10, "minute"};
    one.when = "action is " + std::string(DecisionName(decision));
    rulings.back().cases.push_back(one);
  }
  return rulings;
}

Target With(Abilities can) {
  Target target;
  target.name = "test";
  target.can = can;
  return target;
}

bool AnyCondition(const ArgumentCondition&) { return true; }

// What is left for the target, a line a tool, and the notes.
std::string Left(const Abilities& can, bool uncounted = false) {
  Policy policy;
  policy.rulings = OneOfEach();
  std::vector<TargetNote> notes;
  Target target = With(can);
  std::string text;
  for (const Ruling& ruling : Degraded(policy, target, {uncounted}, &notes).rulings) {
    text += ruling.tool + " " + std::string(DecisionName(ruling.decision));
    for (const RulingCase& one : ruling.cases) {
      text += ", " + std::string(DecisionName(one.decision)) + " when " + one.when;
    }
    text += "\n";
  }
  for (const TargetNote& note : notes) text += (note.weaker ? "weaker: " : "- ") + note.what + "\n";
  return text;
}

TEST(DegradedTest, ATargetThatSaysEverythingLosesNothing) {
  EXPECT_EQ(
      Left({.ask = true, .deny = true, .limit = true, .condition = AnyCondition, .case_ask = true}),
      "allowed allow\nasked ask\ndenied deny\nlimited limit\n"
      "many deny, allow when action is allow, limit when action is limit, ask when action is "
      "ask\n");
}

TEST(DegradedTest, WithoutLimitsItAsks) {
  EXPECT_EQ(Left({.ask = true, .deny = true, .condition = AnyCondition, .case_ask = true}),
            "allowed allow\nasked ask\ndenied deny\nlimited ask\n"
            "many deny, allow when action is allow, ask when action is limit, ask when action is "
            "ask\n"
            "- test cannot count calls: 2 tools are asked for instead of limited: limited, many\n");
}

TEST(DegradedTest, LimitsAreDroppedOnlyWhenThatIsWished) {
  EXPECT_EQ(
      Left({.ask = true, .deny = true}, /*uncounted=*/true),
      "allowed allow\nasked ask\ndenied deny\nlimited allow\nmany deny\n"
      "weaker: test cannot count calls: 1 tool is let through without a limit, as was wished: "
      "limited\n"
      "- test cannot tell calls of a tool apart by all of their arguments: 1 tool is held to "
      "the strictest ruling: many\n");
}

TEST(DegradedTest, WithoutAskingItDenies) {
  EXPECT_EQ(Left({.deny = true}),
            "allowed allow\nasked deny\ndenied deny\nlimited deny\nmany deny\n"
            "- test cannot ask: 2 tools are denied where a person should decide: asked, limited\n"
            "- test cannot tell calls of a tool apart by all of their arguments: 1 tool is held to "
            "the strictest ruling: many\n");
}

TEST(DegradedTest, WhatCannotBeDeniedIsAskedForAndCalledWeaker) {
  EXPECT_EQ(Left({.ask = true}),
            "allowed allow\nasked ask\ndenied ask\nlimited ask\nmany ask\n"
            "weaker: test cannot deny: 2 tools are only asked for: denied, many\n"
            "- test cannot count calls: 1 tool is asked for instead of limited: limited\n"
            "- test cannot tell calls of a tool apart by all of their arguments: 1 tool is held to "
            "the strictest ruling: many\n");
}

std::string Refusal(const char* target, std::vector<TargetServer> servers) {
  Result<TargetFile> file = WriteTarget(*FindTarget(target), std::move(servers), {});
  return file ? "written" : file.error();
}

TEST(WriteTargetTest, RefusesKeysThatAProductWouldMisread) {
  auto key = [](const char* target, const char* name) {
    return Refusal(target, {Server(name, {})});
  };
  EXPECT_EQ(key("claude-code", "a__b"),
            "claude-code cannot take the server key \"a__b\": it is split from the tool's name at "
            "the first __ of the id");
  EXPECT_NE(key("claude-code", "a _b"), "written");
  EXPECT_EQ(key("claude-code", "a.b"), "written");
  EXPECT_EQ(key("codex", "a b"),
            "codex cannot take the server key \"a b\": a server name of Codex is made of letters, "
            "digits, _ and -");
  EXPECT_EQ(key("gemini", "a_b"),
            "gemini cannot take the server key \"a_b\": it must be letters, digits, -, . and :, "
            "since Gemini CLI takes what is before a _ for the server");
  EXPECT_EQ(key("cursor", "a*"),
            "cursor cannot take the server key \"a*\": it has a character that patterns use");
  EXPECT_EQ(key("goose", "Acme"),
            "goose cannot take the server key \"Acme\": an extension's name is kept in lower case");
}

TEST(WriteTargetTest, RefusesServersThatOneFileCannotHold) {
  EXPECT_EQ(Refusal("policylayer", {}), "policylayer needs a server");
  EXPECT_EQ(Refusal("policylayer", {Server("a", {}), Server("b", {})}),
            "one file of policylayer holds one server; write one file for each");
  EXPECT_EQ(Refusal("codex", {Server("a", {}), Server("a", {})}),
            "two servers have the key \"a\"; give each its own");
}

TEST(WriteTargetTest, AServerWithoutToolsIsClosed) {
  Result<TargetFile> file = WriteTarget(*FindTarget("gemini"), {Server("a", {})}, {});
  ASSERT_TRUE(file);
  EXPECT_EQ(file->text,
            "# For ~/.gemini/policies/ or, for all users, /etc/gemini-cli/policies/.\n\n[[rule]]\n"
            "mcpName = \"a\"\ntoolName = \"*\"\ndecision = \"deny\"\npriority = 10\n");
  EXPECT_EQ(file->notes, std::vector<TargetNote>());
}

TEST(WriteTargetTest, ToolsWithOneIdAreDeniedEvenAcrossServers) {
  Result<TargetFile> file = WriteTarget(*FindTarget("opencode"),
                                        {Server("a", {Ruled("b_c", Decision::kAllow)}),
                                         Server("a_b", {Ruled("c", Decision::kAllow)})},
                                        {});
  ASSERT_TRUE(file);
  EXPECT_EQ(file->text, R"({
  "$schema": "https://opencode.ai/config.json",
  "permission": {
    "a_*": "deny",
    "a_b_*": "deny",
    "a_b_c": "deny"
  }
}
)");
  EXPECT_EQ(file->notes,
            (std::vector<TargetNote>{
                {"opencode knows several tools by the one id a_b_c: 1 tool is denied: b_c"},
                {"opencode knows several tools by the one id a_b_c: 1 tool is denied: c"}}));
}

TEST(WriteTargetTest, CodexNamesTheEndpointWhereItIsKnown) {
  TargetServer server = Server("a", {Ruled("x", Decision::kAllow)});
  server.endpoint = "https://acme.example/mcp";
  Result<TargetFile> file = WriteTarget(*FindTarget("codex"), {server}, {});
  ASSERT_TRUE(file);
  EXPECT_EQ(file->text,
            "[mcp_servers.a]\nurl = \"https://acme.example/mcp\"\nenabled_tools = [\"x\"]\n"
            "disabled_tools = []\ndefault_tools_approval_mode = \"prompt\"\n\n"
            "[mcp_servers.a.tools.x]\napproval_mode = \"approve\"\n");
}

TEST(WriteTargetTest, InterceptDeniesADottedToolThatItCouldNotCount) {
  Result<TargetFile> file =
      WriteTarget(*FindTarget("intercept"), {Server("a", {Ruled("x.y", Decision::kLimit)})}, {});
  ASSERT_TRUE(file);
  EXPECT_EQ(file->text, "version: \"1\"\ndefault: \"deny\"\nhide:\n  - \"x.y\"\ntools: {}\n");
  EXPECT_EQ(
      file->notes,
      (std::vector<TargetNote>{{"intercept cannot count calls of a tool with a dot in its name, so "
                                "these are denied: x.y"}}));
}

TEST(TargetsTest, HaveNamesOfTheirOwnAndAreFoundByThem) {
  std::set<std::string_view> names;
  for (const Target* target : Targets()) {
    EXPECT_TRUE(names.insert(target->name).second) << target->name;
    EXPECT_EQ(FindTarget(target->name), target);
    EXPECT_FALSE(target->description.empty() || target->description.ends_with('.')) << target->name;
    EXPECT_FALSE(target->file_name.empty()) << target->name;
  }
  EXPECT_EQ(FindTarget("nosuch"), nullptr);
}

TEST(TargetsTest, WriteTheSameTextTwice) {
  for (const Target* target : Targets()) {
    EXPECT_EQ(WriteTarget(*target, {SampleServer()}, {})->text,
              WriteTarget(*target, {SampleServer()}, {})->text)
        << target->name;
  }
}

TEST(DefaultServerKeyTest, IsPlainWhateverTheNameHolds) {
  EXPECT_EQ(DefaultServerKey("io.github.Acme/PG Admin"), "pg-admin");
  EXPECT_EQ(DefaultServerKey("@acme/notes__mcp"), "notes-mcp");
  EXPECT_EQ(DefaultServerKey("größe"), "gr-e");
  EXPECT_EQ(DefaultServerKey("天気"), "server");
  EXPECT_EQ(DefaultServerKey(std::string(100, 'a')), std::string(25, 'a'));
}

}  // namespace
}  // namespace mcprisk
