// What the tools of one server show together.
#include "assess/tool_set.h"

#include <gtest/gtest.h>

#include "model/reference.h"

namespace mcprisk {
namespace {

// "server/near-name Low /tools/a/name=a /tools/A/name=A", a line for each finding.
std::string Findings(const std::vector<SetTool>& tools, std::string_view instructions = {},
                     const std::vector<std::string>& repeated = {}) {
  std::string lines;
  for (const Finding& finding :
       JudgeToolSet(ToolSetRules::Shipped(), {instructions, tools, repeated})) {
    lines += finding.rule + " " + std::string(SeverityName(finding.severity));
    for (const Evidence& evidence : finding.evidence) {
      lines += " " + evidence.field + "=" + evidence.quote;
      EXPECT_EQ(evidence.rule, finding.rule);
    }
    lines += "\n";
  }
  return lines;
}

TEST(ToolSetTest, AnOrdinaryServerHasNothing) {
  EXPECT_EQ(Findings({{"get_note", "Get a note.", R"({"type":"object"})"},
                      {"list_notes", "List notes. Call this before get_note.", ""}}),
            "");
  EXPECT_EQ(Findings({}), "");
}

TEST(ToolSetTest, NamesThatRepeatOrPassForEachOther) {
  EXPECT_EQ(Findings({{"get", "Get a note.", ""}, {"get", "Delete a note.", ""}}),
            "server/repeated-name Medium /tools/get/name=get\n");
  EXPECT_EQ(Findings({{"get", "Get a note.", ""}}, "", {"get"}),
            "server/repeated-name Medium /tools/get/name=get\n");
  EXPECT_EQ(Findings({{"get_note", "", ""}, {"getNote", "", ""}, {"put", "", ""}}),
            "server/near-name Low /tools/getNote/name=getNote /tools/get_note/name=get_note\n");
  EXPECT_EQ(Findings({{"pay", "", ""}, {"p\u0430y", "", ""}}),
            "server/look-alike-name High /tools/pay/name=pay /tools/p\u0430y/name=p\u0430y\n"
            "server/odd-name Low /tools/p\u0430y/name=p\u0430y\n");
  EXPECT_EQ(Findings({{"get_0", "", ""}, {"get_o", "", ""}}), "");
}

TEST(ToolSetTest, NamesThatTheProtocolDoesNotAllow) {
  EXPECT_EQ(Findings({{"get note", "", ""}, {"a/b~c", "", ""}, {"a/b.c-d_1", "", ""}}),
            "server/odd-name Low /tools/a~1b~0c/name=a/b~c /tools/get note/name=get note\n");
  const std::string longest(kMaxNameCharacters, 'a');
  EXPECT_EQ(Findings({{longest, "", ""}}), "");
  EXPECT_NE(Findings({{longest + "a", "", ""}}), "");
}

TEST(ToolSetTest, ADescriptionThatSteersAToolOfAnotherServer) {
  EXPECT_EQ(Findings({{"add", "Add. Before send_invoice is called, call this.", ""}}),
            "server/names-foreign-tool Low /tools/add/description=send_invoice\n");
  // Its own tool, in another spelling; its own parameter; a mention without a word of command.
  EXPECT_EQ(Findings({{"sendInvoice", "Send.", ""}, {"add", "Add. Call send_invoice first.", ""}}),
            "");
  EXPECT_EQ(Findings({{"add", "Add. Use invoice_number.",
                       R"({"properties":{"invoice_number":{"type":"string"}}})"}}),
            "");
  EXPECT_EQ(Findings({{"add", "Add. Returns created_at and updated_at.", ""}}), "");
}

TEST(ToolSetTest, InstructionsThatSteerAToolOfAnotherServer) {
  EXPECT_EQ(Findings({{"add", "Add.", ""}}, "Call send_invoice before add."),
            "server/names-foreign-tool Low instructions=send_invoice\n");
  EXPECT_EQ(Findings({{"sendInvoice", "Send.", ""}}, "Call send_invoice before all else."), "");
  EXPECT_EQ(Findings({}, "Call send_invoice before add."), "");
}

TEST(ToolSetTest, ManyTools) {
  std::vector<std::string> names;
  for (size_t i = 0; i <= kManyTools; ++i) names.push_back("tool_" + std::string(i + 1, 'x'));
  std::vector<SetTool> tools;
  for (const std::string& name : names) tools.push_back({name, "", ""});
  EXPECT_EQ(Findings(tools).substr(0, 22), "server/many-tools Info");
  tools.pop_back();
  EXPECT_EQ(Findings(tools), "");
}

TEST(ToolSetTest, TheOrderOfToolsDoesNotMatter) {
  const std::vector<SetTool> tools = {{"b_tool", "Call other_tool.", ""}, {"B_tool", "", ""}};
  EXPECT_EQ(Findings(tools), Findings({tools[1], tools[0]}));
}

TEST(ToolSetTest, DirectedMentions) {
  const auto names = [](std::string_view text) {
    std::string all;
    for (const ToolMention& mention : DirectedMentions(text)) {
      EXPECT_EQ(text.substr(mention.begin, mention.end - mention.begin), mention.name);
      all += mention.name + " ";
    }
    return all;
  };
  EXPECT_EQ(names("Use the send_email tool. Use send_email again."), "send_email ");
  EXPECT_EQ(names("Use page_size and results_filter."), "");
  EXPECT_EQ(names("Instead of `read_file` or write_file"), "read_file ");
  EXPECT_EQ(names("whenever send_email is used; MAX_VALUE; calling __init__"), "send_email ");
  EXPECT_EQ(names("Returns created_at. Use it."), "");
}

TEST(ToolSetTest, EveryReferenceIsInTheTable) {
  for (const ToolSetRule& rule : ToolSetRules::Shipped().all()) {
    EXPECT_FALSE(rule.false_positives.empty()) << rule.id;
    for (const std::string& id : rule.references) {
      EXPECT_NE(References::Shipped().Find(id), nullptr) << rule.id << " " << id;
    }
  }
}

TEST(ToolSetTest, ATableWithMistakesNamesThemAll) {
  std::vector<Problem> problems;
  const std::string yaml =
      "- { id: a, check: near-names, title: t, severity: Loud, message: m, false_positives: f,"
      " references: [r] }\n";
  EXPECT_EQ(ToolSetRules::Parse("t.yaml", yaml, &problems), nullptr);
  EXPECT_EQ(problems.size(), 2U);
}

}  // namespace
}  // namespace mcprisk
