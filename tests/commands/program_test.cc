// The program as a user meets it: exit codes, messages, pipes.
#include <gtest/gtest.h>

#include <string>

#include "support/paths.h"
#include "support/run.h"

namespace mcprisk {
namespace {

class ProgramTest : public testing::Test {
 protected:
  Ran Run(const std::string& line, const std::string& input = {}) {
    return RunShell(line, folder_.path(), input);
  }
  TempDir folder_;
};

constexpr char kDelete[] = R"({"name":"delete_note","description":"Permanently delete a note."})";

TEST_F(ProgramTest, AWrongCommandIsUsage) {
  Ran ran = Run("mcprisk tol");
  EXPECT_EQ(ran.code, 64);
  EXPECT_EQ(ran.err,
            "mcprisk: no command \"tol\", did you mean \"tool\"? (mcprisk --help lists them)\n");
  EXPECT_EQ(ran.out, "");
}

TEST_F(ProgramTest, AWrongFlagIsUsage) {
  Ran ran = Run("mcprisk stats --nosuch");
  EXPECT_EQ(ran.code, 64);
  EXPECT_NE(ran.err.find("(mcprisk stats --help shows what it takes)"), std::string::npos)
      << ran.err;
}

TEST_F(ProgramTest, ChoicesAreToldInTheHelpAndWhereNoneIsMeant) {
  Ran help = Run("mcprisk classify --help | grep -- '--format  '");
  EXPECT_EQ(help.out, "  --format                    What to print (text, json, jsonl)\n");
  Ran wrong = Run("mcprisk classify --format xml -", kDelete);
  EXPECT_EQ(wrong.code, 64);
  EXPECT_NE(wrong.err.find("--format is one of: text, json, jsonl"), std::string::npos)
      << wrong.err;
}

TEST_F(ProgramTest, AMissingCatalogCouldNot) {
  Ran ran = Run("mcprisk stats --catalog nothing.db");
  EXPECT_EQ(ran.code, 2);
  EXPECT_TRUE(ran.err.starts_with("mcprisk: nothing.db: ")) << ran.err;
  EXPECT_EQ(ran.out, "");
}

TEST_F(ProgramTest, ClassifyTakesEveryContainer) {
  const std::string tool = kDelete;
  for (const std::string& input :
       {tool, "[" + tool + "]", "{\"tools\":[" + tool + "]}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[" + tool + "]}}",
        "{\"server\":\"acme\",\"tool\":" + tool + "}\n",
        "{\"server\":\"acme\",\"tool\":" + tool + "}\n{\"server\":\"b\",\"tool\":" + tool +
            "}\n"}) {
    Ran ran = Run("mcprisk classify --format jsonl -", input);
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_NE(ran.out.find("\"category\":\"Destructive\""), std::string::npos) << input;
  }
}

TEST_F(ProgramTest, ClassifyKeepsTheOrderAndGoesOnBehindABadLine) {
  Ran ran = Run("mcprisk classify --format jsonl - | cut -c1-40",
                "{\"server\":\"a\",\"tool\":{\"name\":\"one\"}}\nnonsense\n"
                "{\"server\":\"b\",\"tool\":{\"name\":\"two\"}}\n");
  EXPECT_EQ(ran.out,
            "{\"server\":\"a\",\"name\":\"one\",\"description\"\n"
            "{\"server\":\"b\",\"name\":\"two\",\"description\"\n");
  EXPECT_TRUE(ran.err.starts_with("mcprisk: standard input:2: ")) << ran.err;
}

TEST_F(ProgramTest, EmptyInputSaysWhatToGive) {
  Ran ran = Run("mcprisk classify -");
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.err,
            "mcprisk: standard input: the input is empty; give a tools/list result, a Tool or JSON "
            "Lines\n");
}

TEST_F(ProgramTest, ForeignTextIsNeverPrintedRaw) {
  Ran ran =
      Run("mcprisk classify -", R"({"name":"x\u001b[31m","description":"Read \u001b]0;a\u0007"})");
  EXPECT_EQ(ran.out.find('\x1b'), std::string::npos) << ran.out;
}

TEST_F(ProgramTest, AClosedPipeEndsQuietly) {
  Run("mcprisk index -q tools.jsonl");
  Ran ran = Run("mcprisk rules list | head -n 1");
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.err.find("terminate"), std::string::npos) << ran.err;
}

TEST_F(ProgramTest, PolicyForEveryServerHasSafeNames) {
  WriteWholeFile(folder_ / "tools.jsonl",
                 "{\"server\":\"../../etc\",\"tool\":{\"name\":\"get_a\"}}\n"
                 "{\"server\":\"con\",\"tool\":{\"name\":\"get_b\"}}\n");
  EXPECT_LE(Run("mcprisk index -q tools.jsonl").code, 1);
  Ran ran = Run("mcprisk policy --all --out policies && ls policies | wc -l && ls");
  EXPECT_EQ(ran.out, "2 policy files in policies\n2\ncatalog.db\npolicies\ntools.jsonl\n");
}

TEST_F(ProgramTest, NothingFoundNamesTheNearest) {
  WriteWholeFile(folder_ / "tools.jsonl",
                 "{\"server\":\"github\",\"tool\":{\"name\":\"get_a\"}}\n");
  Run("mcprisk index -q tools.jsonl");
  Ran ran = Run("mcprisk server githb");
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.err, "mcprisk: no server \"githb\" in catalog.db; nearest: github\n");
}

}  // namespace
}  // namespace mcprisk
