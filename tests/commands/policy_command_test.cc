// mcprisk policy and mcprisk targets as a user meets them.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "support/catalog_text.h"
#include "support/paths.h"
#include "support/run.h"

namespace mcprisk {
namespace {

namespace fs = std::filesystem;

class PolicyCommandTest : public testing::Test {
 protected:
  void SetUp() override {
    IndexText(folder_ / "catalog.db", R"(live acme/notes: npm:@acme/notes https://acme.example/mcp
  get_note: Get a note.
  write_note: Write a note.
  delete_note: Delete a note.
live acme/pay: npm:@acme/pay
  pay_bill: Pay a bill.
live acme/silent: npm:@acme/silent
  ?
live acme/twins: npm:@acme/twins
  get.note: Get a note.
  get_note: Get a note.
)");
  }
  Ran Run(const std::string& line, const std::string& input = {}) {
    return RunShell("mcprisk " + line, folder_.path(), input);
  }
  size_t Files(const std::string& folder) {
    size_t files = 0;
    for (const auto& entry : fs::directory_iterator(folder)) files += entry.is_regular_file();
    return files;
  }

  TempDir folder_;
};

TEST_F(PolicyCommandTest, WritesForAClientUnderItsKey) {
  Ran ran = Run("policy acme/notes --target claude-code --server-key notes");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, R"({
  "permissions": {
    "allow": [
      "mcp__notes__get_note"
    ],
    "ask": [
      "mcp__notes__write_note"
    ],
    "deny": [
      "mcp__notes__delete_note"
    ]
  }
}
)");
  EXPECT_EQ(ran.err,
            "mcprisk: acme/notes: claude-code cannot count calls: 1 tool is asked for instead of "
            "limited: write_note\n"
            "mcprisk: acme/notes: weaker than the policy: claude-code asks for tools that the file "
            "does not name, and does not deny them\n");
}

TEST_F(PolicyCommandTest, SeveralServersShareAFileWhereTheTargetTakesThem) {
  Ran ran = Run("policy acme/notes acme/pay --target copilot");
  EXPECT_EQ(ran.code, 0);
  EXPECT_NE(ran.out.find("\"notes\": {\n      \"type\": \"http\",\n      \"url\": "
                         "\"https://acme.example/mcp\""),
            std::string::npos)
      << ran.out;
  ran = Run("policy acme/notes acme/pay --target intercept");
  EXPECT_EQ(ran.code, 64);
  EXPECT_EQ(ran.err,
            "mcprisk: policy: a file of intercept holds one server; give --out DIR for several\n");
  EXPECT_EQ(Run("policy acme/notes acme/pay --target intercept --out both").code, 0);
  EXPECT_EQ(Files(folder_ / "both"), 2u);
}

TEST_F(PolicyCommandTest, AFolderGetsTheFileThatTheClientReads) {
  fs::create_directory(folder_ / ".claude");
  EXPECT_EQ(Run("policy acme/notes --target claude-code --out .claude").code, 0);
  EXPECT_TRUE(fs::exists(folder_ / ".claude/settings.json"));
}

TEST_F(PolicyCommandTest, StrictWritesNothingThatSaysLess) {
  Ran ran = Run("policy acme/notes --target claude-code --strict --out x.json");
  EXPECT_EQ(ran.code, 2);
  EXPECT_TRUE(
      ran.err.ends_with("mcprisk: acme/notes: claude-code cannot express all of the policy; "
                        "nothing is written, because of --strict\n"))
      << ran.err;
  EXPECT_FALSE(fs::exists(folder_ / "x.json"));
  EXPECT_EQ(Run("policy acme/notes --target policylayer --strict").code, 0);
}

TEST_F(PolicyCommandTest, ToolsWithOneIdAreRefusedAndNamed) {
  Ran ran = Run("policy acme/twins --target claude-code");
  EXPECT_EQ(ran.code, 0);
  EXPECT_NE(ran.out.find("\"deny\": [\n      \"mcp__twins__get_note\"\n    ]"), std::string::npos)
      << ran.out;
  EXPECT_NE(ran.err.find("claude-code knows several tools by the one id mcp__twins__get_note: 2 "
                         "tools are denied: get.note, get_note"),
            std::string::npos)
      << ran.err;
}

TEST_F(PolicyCommandTest, AServerWithoutToolsIsClosedAndSaid) {
  Ran ran = Run("policy acme/silent --target codex");
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out,
            "[mcp_servers.silent]\n# Merge into the table that has the server's command or url.\n"
            "enabled_tools = []\ndisabled_tools = []\ndefault_tools_approval_mode = \"prompt\"\n");
  EXPECT_EQ(ran.err,
            "mcprisk: no source says which tools acme/silent has, so the policy names none\n");
}

TEST_F(PolicyCommandTest, RefusesWhatItCannotDo) {
  struct {
    const char* line;
    int code;
    const char* err;
  } cases[] = {
      {"policy", 64, "mcprisk: policy: give a SERVER, --stack, or --all with --out DIR\n"},
      {"policy acme/notes --target claud-code", 64,
       "mcprisk: policy: no target \"claud-code\", did you mean \"claude-code\"? (mcprisk targets "
       "lists them)\n"},
      {"policy acme/notes --posture nosuch", 64,
       "mcprisk: no posture \"nosuch\"; there are balanced, careful, open\n"},
      {"policy acme/notes --posture ./nosuch.yaml", 2,
       "mcprisk: ./nosuch.yaml: cannot be read; is it a file, and may you read it?\n"},
      {"policy acme/notes --config .", 2,
       "mcprisk: .: cannot be read; is it a file, and may you read it?\n"},
      {"policy acme/notes --target gemini --server-key a_b", 2,
       "mcprisk: acme/notes: gemini cannot take the server key \"a_b\": it must be letters, "
       "digits, "
       "-, . and :, since Gemini CLI takes what is before a _ for the server\n"},
      {"policy acme/notes acme/pay --target codex --server-key x", 64,
       "mcprisk: policy: --server-key is for one server; mcprisk.yaml names several\n"},
      {"policy acme/notes --out nosuch/x.json", 2,
       "mcprisk: nosuch/x.json: cannot be written; is the folder there and writable?\n"},
      {"policy nosuch", 1, "mcprisk: no server \"nosuch\" in catalog.db\n"},
      {"policy check x.json", 64, "mcprisk: policy check: give the server with --server\n"},
      {"policy diff nosuch.json x", 2,
       "mcprisk: nosuch.json: cannot be read; is it a file, and may you read it?\n"},
  };
  size_t before = Files(folder_.path());
  for (const auto& one : cases) {
    Ran ran = Run(one.line);
    EXPECT_EQ(ran.code, one.code) << one.line;
    EXPECT_EQ(ran.err, one.err) << one.line;
    EXPECT_EQ(ran.out, "") << one.line;
  }
  EXPECT_EQ(Files(folder_.path()), before);
}

TEST_F(PolicyCommandTest, ReadsAPostureAndAConfigurationOfOnesOwn) {
  WriteWholeFile(folder_ / "ours.yaml",
                 "name: ours\ntitle: Ours\nunknown_tool: deny\n"
                 "lines: [{ id: all, when: {}, ruling: ask, reason: we are careful }]\n");
  WriteWholeFile(folder_ / "mcprisk.yaml",
                 "posture: ./ours.yaml\nservers: { acme/notes: { key: n } }\n"
                 "overrides:\n  - { tool: get_*, ruling: allow }\n");
  Ran ran = Run("policy acme/notes --target claude-code");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("\"allow\": [\n      \"mcp__n__get_note\"\n    ]"), std::string::npos)
      << ran.out;
  ran = Run("policy acme/notes --json");
  EXPECT_NE(ran.out.find("\"decided_by\": [\n            \"mcprisk.yaml:4\""), std::string::npos)
      << ran.out;
  EXPECT_NE(ran.out.find("\"decided_by\": [\n            \"ours/all\""), std::string::npos);
}

TEST_F(PolicyCommandTest, TellsAllMistakesOfBothFilesAtOnce) {
  WriteWholeFile(folder_ / "bad.yaml", "name: bad\n");
  WriteWholeFile(folder_ / "mcprisk.yaml", "overrides:\n  - { tool: a, ruling: no }\nx: 1\n");
  Ran ran = Run("policy acme/notes --posture ./bad.yaml");
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(
      ran.err,
      R"(mcprisk: mcprisk.yaml:2:24: unknown ruling "no", expected one of allow, limit, ask, deny
    2 |   - { tool: a, ruling: no }
      |                        ^~
mcprisk.yaml:3:1: unknown key "x" in the file, expected one of posture, servers, overrides
    3 | x: 1
      | ^
./bad.yaml:1:1: a posture lacks the key "title"
    1 | name: bad
      | ^
./bad.yaml:1:1: a posture lacks the key "unknown_tool"
    1 | name: bad
      | ^
./bad.yaml:1:1: a posture lacks the key "lines"
    1 | name: bad
      | ^
)");
}

TEST_F(PolicyCommandTest, ChecksAPolicyAgainstTheCatalog) {
  WriteWholeFile(folder_ / "p.json",
                 R"({"version":"1","default":"allow","tools":{"delete_note":{},"get_notes":{},
                     "get_note":{}}})");
  Ran ran = Run("policy check p.json --server acme/notes");
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.out,
            "  open default tools that the policy does not name are ruled allow\n"
            "  too broad    delete_note: allow, recommended is deny: what it removes or overwrites "
            "may not come back (balanced/destructive).\n"
            "  too broad    write_note: allow, recommended is limit 30/minute: its changes can be "
            "changed back, if they are not too many (balanced/write).\n"
            "  unknown tool get_notes: no tool of the server has this name; nearest is get_note\n");
  WriteWholeFile(folder_ / "q.json", R"({"version":"1","default":"deny","tools":{"get_note":{}}})");
  ran = Run("policy check q.json --server acme/notes --json");
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.out.find("\"kind\": \"not listed\""), std::string::npos);
}

TEST_F(PolicyCommandTest, ItsOwnPolicyPassesTheCheckAndHasNoDifference) {
  EXPECT_EQ(Run("policy acme/notes --out a.json").code, 0);
  EXPECT_EQ(Run("policy acme/notes --json --out b.json").code, 0);
  EXPECT_EQ(Run("policy check a.json --server acme/notes").code, 0);
  Ran ran = Run("policy diff a.json b.json");
  EXPECT_EQ(ran.out, "both rule every call alike\n");
  EXPECT_EQ(ran.code, 0);
}

TEST_F(PolicyCommandTest, DecidesOneCall) {
  WriteWholeFile(folder_ / "p.json", R"({"version":"1","default":"deny","tools":{"pay":{"require":
    [{"path":"args.amount","op":"lte","value":5}],"limits":[{"counter":"c","window":"hour","max":2,
    "scope":"grant"}]}}})");
  Ran ran = Run("policy eval p.json pay -", R"({"amount":3})");
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out, "limit, at most 2 calls per hour, since amount is at most 5\n");
  EXPECT_EQ(Run("policy eval p.json pay -", R"({"amount":6})").code, 1);
  EXPECT_EQ(Run("policy eval p.json other").out, "deny: the policy does not name the tool.\n");
  EXPECT_EQ(Run("policy eval p.json pay -", R"({"amount":3,"amount":9})").code, 2);
  EXPECT_EQ(Run("policy eval p.json pay -", "[1]").err,
            "mcprisk: -: arguments are a JSON object\n");
}

TEST_F(PolicyCommandTest, AllWritesAFileForEveryServerWithTools) {
  Ran ran = Run("policy --all --out all --target gemini");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, "3 policy files in all\n");
  EXPECT_EQ(Files(folder_ / "all"), 3u);
  ran = Run("policy --all --out some --target intercept --strict");
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.out, "2 policy files in some\n");
  EXPECT_EQ(ran.err,
            "mcprisk: acme/pay: intercept cannot ask: 1 tool is denied where a person should "
            "decide: pay_bill\n"
            "mcprisk: acme/pay: intercept cannot express all of the policy; nothing is written, "
            "because of --strict\n");
}

TEST_F(PolicyCommandTest, ListsTargets) {
  Ran ran = Run("targets");
  EXPECT_EQ(ran.code, 0);
  EXPECT_NE(ran.out.find("  gemini            Gemini CLI, policy TOML in ~/.gemini/policies\n"
                         "                    ask, deny, arguments, default-deny\n"),
            std::string::npos)
      << ran.out;
}

}  // namespace
}  // namespace mcprisk
