// What the golden files of gateways do not show: limits of formats, servers without an allowed
// tool, keys that a product would misread, and what is said of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy/target.h"
#include "support/definitions.h"

namespace mcprisk {
namespace {

using testing::HasSubstr;

TargetServer ServerOf(std::vector<Ruling> rulings, std::string key = "vault") {
  TargetServer server;
  server.policy = {"example.vault/tools", "sample", std::move(rulings), Decision::kDeny};
  server.key = std::move(key);
  return server;
}

Ruling Ruled(std::string tool, Decision decision) {
  Ruling ruling;
  ruling.tool = std::move(tool);
  ruling.decision = decision;
  ruling.reason = "it may hurt (p/line).";
  return ruling;
}

Ruling WithCase(Ruling ruling, std::vector<ArgumentCondition> conditions) {
  ruling.cases.push_back({std::move(conditions), Decision::kAllow, {}, "it is", "it is fine."});
  return ruling;
}

ArgumentCondition OneOf(std::vector<std::string> values) {
  return {"/mode", ArgumentCondition::Kind::kOneOf, 0, std::move(values)};
}

std::vector<Ruling> Allowed(size_t count) {
  std::vector<Ruling> rulings;
  for (size_t i = 0; i < count; ++i) {
    rulings.push_back(Ruled("tool." + std::to_string(i + 1000), Decision::kAllow));
  }
  return rulings;
}

TargetFile Written(const std::string& target, TargetServer server) {
  Result<TargetFile> file = WriteTarget(*FindTarget(target), {std::move(server)}, {});
  return file ? *file : TargetFile{file.error(), "", {}};
}

std::string Text(const std::string& target, TargetServer server) {
  return Written(target, std::move(server)).text;
}

std::vector<std::string> Notes(const std::string& target, TargetServer server) {
  std::vector<std::string> notes;
  for (const TargetNote& note : Written(target, std::move(server)).notes) {
    notes.push_back((note.weaker ? "weaker: " : "") + note.what);
  }
  return notes;
}

size_t Count(const std::string& text, const std::string& part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

// --- Nothing allowed
// ------------------------------------------------------------------------------

const std::vector<Ruling> kNothing = {Ruled("drop", Decision::kDeny)};

TEST(GatewayTargets, DenyEverythingWhereNothingIsAllowed) {
  EXPECT_EQ(Text("docker-gateway", ServerOf(kNothing)), "\"vault\": []\n");
  EXPECT_THAT(Text("agentgateway", ServerOf(kNothing)),
              HasSubstr("rules:\n      - allow: \"false\"\n"));
  EXPECT_THAT(Text("envoy-ai-gateway", ServerOf(kNothing)),
              HasSubstr("toolSelector:\n      excludeRegex:\n      - \".*\"\n"));
  EXPECT_THAT(Text("envoy-ai-gateway", ServerOf(kNothing)),
              HasSubstr("defaultAction: Deny\n      rules: []\n"));
  EXPECT_THAT(Text("cedar-toolhive", ServerOf(kNothing)),
              HasSubstr("\"forbid(principal, action, resource);\""));
  EXPECT_THAT(Text("cedar-agentcore", ServerOf(kNothing)),
              HasSubstr("\n\nforbid(principal, action, resource);\n"));
  EXPECT_EQ(
      Text("agt", ServerOf(kNothing)),
      "apiVersion: governance.toolkit/v1\nname: \"vault\"\ndefault_action: deny\nrules: []\n");
  EXPECT_THAT(Text("rego", ServerOf({})), HasSubstr("\ntools := {}\n"));
}

// --- Limits of formats
// ----------------------------------------------------------------------------

TEST(EnvoyAiGatewayTarget, NamesToolsInPatternsWhereTheListIsTooShort) {
  std::string listed = Text("envoy-ai-gateway", ServerOf(Allowed(32)));
  EXPECT_THAT(listed, HasSubstr("      include:\n      - \"tool.1000\"\n"));
  EXPECT_EQ(Count(listed, "- action: Allow"), 2u);
  std::string patterns = Text("envoy-ai-gateway", ServerOf(Allowed(33)));
  EXPECT_THAT(patterns, HasSubstr("      includeRegex:\n"
                                  "      - \"^(?:tool\\\\.1000|tool\\\\.1001)$\"\n"));
  EXPECT_EQ(Count(patterns, "- action: Allow"), 3u);
}

TEST(EnvoyAiGatewayTarget, SaysWhatHasNoRoom) {
  std::string text = Text("envoy-ai-gateway", ServerOf(Allowed(514)));
  EXPECT_EQ(Count(text, "- action: Allow"), 32u);
  EXPECT_EQ(Count(text, "tool: \"tool.1511\""), 1u);
  EXPECT_EQ(Count(text, "tool.1512"), 0u);
  EXPECT_EQ(
      Notes("envoy-ai-gateway", ServerOf(Allowed(514))),
      (std::vector<std::string>{"envoy-ai-gateway holds 32 rules of 4096 characters: calls of "
                                "tool.1512, tool.1513 are denied for want of room"}));
}

TEST(CedarAgentcoreTarget, KeepsStatementsShort) {
  std::string text = Text("cedar-agentcore", ServerOf(Allowed(400)));
  EXPECT_EQ(Count(text, "permit("), 2u);
  size_t first = text.find("permit(");
  size_t second = text.find("permit(", first + 1);
  EXPECT_LE(second - first, 10000u);
  EXPECT_GT(second - first, 9900u);
  EXPECT_EQ(Count(text, "vault___tool."), 400u);
}

TEST(AgtTarget, LeavesOutACaseOfTooManyAlternatives) {
  std::vector<std::string> values;
  for (int i = 0; i < 65; ++i) values.push_back("v" + std::to_string(i));
  TargetServer server = ServerOf({WithCase(Ruled("run", Decision::kAsk), {OneOf(values)})});
  EXPECT_EQ(Notes("agt", server),
            (std::vector<std::string>{"agt cannot list more than 64 alternatives: calls of run are "
                                      "not let through because it is"}));
  EXPECT_EQ(Count(Text("agt", server), "ruleAction"), 1u);
}

// --- Names and keys
// -------------------------------------------------------------------------------

TEST(AgtTarget, ComparesNamesThatAListWouldCut) {
  std::string text =
      Text("agt", ServerOf({Ruled("a,b", Decision::kAllow), Ruled(" c ", Decision::kAllow),
                            Ruled("d or e", Decision::kAllow)}));
  EXPECT_THAT(text, HasSubstr("\"tool.name == 'a,b'\""));
  EXPECT_THAT(text, HasSubstr("\"tool.name == ' c '\""));
  EXPECT_THAT(text, HasSubstr("\"tool.name in ['d or e']\""));
}

TEST(AgtTarget, DropsABoundThatItsEngineWouldReadOutOfATextToo) {
  Ruling ruling = WithCase(Ruled("pay", Decision::kAsk),
                           {{"/amount", ArgumentCondition::Kind::kAtMost, 100, {}}});
  EXPECT_EQ(Count(Text("agt", ServerOf({ruling})), "amount"), 0u);
}

TEST(AgtTarget, CountsEachLimitedToolByARuleOfItsOwn) {
  Ruling limited = Ruled("write", Decision::kLimit);
  limited.limit = CallLimit{30, "minute"};
  EXPECT_THAT(Text("agt", ServerOf({limited})),
              HasSubstr("  - name: \"vault: tool write\"\n"
                        "    description: \"it may hurt (p/line).\"\n"
                        "    condition: \"tool.name == 'write'\"\n"
                        "    ruleAction: allow\n"
                        "    limit: \"30/minute\"\n"));
}

TEST(GatewayTargets, RefuseKeysThatTheProductWouldMisread) {
  EXPECT_EQ(
      Text("agentgateway", ServerOf({}, "my_vault")),
      "agentgateway cannot take the server key \"my_vault\": it splits target_tool at the first "
      "\"_\"");
  EXPECT_EQ(Text("envoy-ai-gateway", ServerOf({}, "Vault")),
            "envoy-ai-gateway cannot take the server key \"Vault\": a Kubernetes object has a "
            "lower-case DNS name");
  EXPECT_EQ(Text("cedar-agentcore", ServerOf({}, "a--b")),
            "cedar-agentcore cannot take the server key \"a--b\": the name of a gateway target is "
            "letters, digits and single hyphens, at most 100");
  EXPECT_EQ(Text("docker-gateway", ServerOf({}, "any key: it's quoted")),
            "\"any key: it's quoted\": []\n");
}

TEST(AgentgatewayTarget, HoldsSeveralServersEachWithItsOwnRule) {
  TargetServer notes = ServerOf({Ruled("read", Decision::kAllow)}, "notes");
  notes.endpoint = "https://notes.example/mcp";
  Result<TargetFile> file =
      WriteTarget(*FindTarget("agentgateway"), {ServerOf(kNothing), notes}, {});
  ASSERT_TRUE(file) << file.error();
  EXPECT_EQ(file->text, R"(mcp:
  port: 3000
  policies:
    mcpAuthorization:
      rules:
      - allow: |-
          has(mcp.tool) && mcp.tool.target == "notes" && mcp.tool.name in [
            "read"
          ]
  targets:
    - name: "vault"
      mcp:
        # Not known: put the address of the server here.
        host: "http://localhost:3001/mcp"
    - name: "notes"
      mcp:
        host: "https://notes.example/mcp"
)");
}

// --- AgentCore's types
// ----------------------------------------------------------------------------

TEST(CedarAgentcoreTarget, ComparesByTheTypeOfTheParameter) {
  Tool pay = Defined(
      R"({"name":"pay","inputSchema":{"type":"object","properties":{
          "amount":{"type":"number"},"count":{"type":"integer"},"note":{"type":["string","null"]}}}})");
  Classification unclassified;
  auto permits = [&](const std::string& pointer, double most) {
    Ruling ruling = WithCase(Ruled("pay", Decision::kDeny),
                             {{pointer, ArgumentCondition::Kind::kAtMost, most, {}}});
    TargetServer server = ServerOf({ruling});
    server.tools = {{&pay, &unclassified}};
    std::string text = Text("cedar-agentcore", server);
    size_t when = text.find("when {\n  ");
    return when == std::string::npos ? "" : text.substr(when + 9, text.find("\n}") - when - 9);
  };
  EXPECT_EQ(permits("/amount", 2.55555),
            "context.input has \"amount\" && "
            "context.input[\"amount\"].lessThanOrEqual(decimal(\"2.5555\"))");
  EXPECT_EQ(permits("/count", 2.5), "context.input has \"count\" && context.input[\"count\"] <= 2");
  EXPECT_EQ(permits("/note", 2), "");
  EXPECT_EQ(permits("/absent", 2), "");
}

TEST(CedarAgentcoreTarget, SaysWhichConditionsItCouldNotType) {
  Ruling ruling = WithCase(Ruled("run", Decision::kDeny), {OneOf({"fast"})});
  EXPECT_EQ(
      Notes("cedar-agentcore", ServerOf({ruling})),
      (std::vector<std::string>{"cedar-agentcore needs to know the type of the parameter that a "
                                "condition asks for, so calls are denied of run"}));
}

TEST(CedarAgentcoreTarget, WritesTheSchemaOfTheTools) {
  Tool tool = Defined(
      R"({"name":"run","inputSchema":{"type":"object","required":["mode"],"properties":{
          "mode":{"type":"string","enum":["fast","slow \"er\""]},
          "if":{"type":"string","enum":["a"]},
          "tags":{"type":"array","items":{"type":"string"}},
          "odd name":{"type":"boolean"},
          "any":{"anyOf":[{"type":"string"}]}}}})");
  Tool bare = Named("bare tool");
  Classification unclassified;
  TargetServer server = ServerOf({});
  server.tools = {{&tool, &unclassified}, {&bare, &unclassified}};
  EXPECT_EQ(Written("cedar-agentcore", server).schema, R"(namespace AgentCore {
  entity OAuthUser = { id: String } tags String;
  entity IamEntity = { id: String };
  entity Gateway;
  entity Unknown;
  action "Mcp";
  action "CallTool" in [Action::"Mcp"];
  action "vault___run" in [Action::"CallTool"] appliesTo {
    principal: [OAuthUser, IamEntity],
    resource: [Gateway],
    context: {
      input: {
        "any"?: Unknown,
        "if"?: Unknown,
        "mode": AgentCore::vault___run::Input::mode,
        "odd name"?: Bool,
        "tags"?: Set<String>,
      }
    }
  };
  action "vault___bare tool" in [Action::"CallTool"] appliesTo {
    principal: [OAuthUser, IamEntity],
    resource: [Gateway],
    context: {
      input: {}
    }
  };
}

namespace AgentCore::vault___run::Input {
  entity mode enum ["fast", "slow \"er\""];
}
)");
}

}  // namespace
}  // namespace mcprisk
