// The catalog as files, as a user gets them.
#include <gtest/gtest.h>

#include <filesystem>

#include "support/catalog_text.h"
#include "support/paths.h"
#include "support/run.h"

namespace mcprisk {
namespace {

class ExportTest : public testing::Test {
 protected:
  ExportTest() {
    IndexText(folder_ / "catalog.db",
              "live acme/notes: npm:@acme/notes\n"
              "  get_note: =cmd, \"quoted\"\n"
              "mcpm other/files:\n"
              "  delete_file: Delete a file\n");
  }
  Ran Run(const std::string& line) { return RunShell("mcprisk export " + line, folder_.path()); }

  TempDir folder_;
};

TEST_F(ExportTest, CsvIsReadBySpreadsheets) {
  const Ran ran = Run("--format csv out");
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out, "");
  EXPECT_EQ(ran.err, "out: 2 servers, 2 tools\n");
  EXPECT_EQ(ReadWholeFile(folder_ / "out/servers.csv"),
            "server,title,version,status,identities,tools,Read,Write,Execute,Destructive,Financial,"
            "Low,Medium,High,Critical\r\n"
            "acme/notes,The acme/notes,1.0,active,npm:@acme/notes,1,1,0,0,0,0,1,0,0,0\r\n"
            "other/files,The other/files,1.0,active,,1,0,0,0,1,0,0,0,0,1\r\n");
  const std::string tools = ReadWholeFile(folder_ / "out/tools.csv");
  EXPECT_NE(tools.find("\"'=cmd, \"\"quoted\"\"\""), std::string::npos) << tools;
}

TEST_F(ExportTest, RawCsvKeepsEveryField) {
  EXPECT_EQ(Run("--format csv --raw out").code, 0);
  const std::string tools = ReadWholeFile(folder_ / "out/tools.csv");
  EXPECT_NE(tools.find("\"=cmd, \"\"quoted\"\"\""), std::string::npos) << tools;
}

TEST_F(ExportTest, JsonLinesFollowTheirSchema) {
  EXPECT_EQ(Run("all").code, 0);
  const Ran ran = RunShell("mcprisk export --server other/files some && wc -l < some/tools.jsonl",
                           folder_.path());
  EXPECT_EQ(ran.out, "1\n");
  EXPECT_EQ(ran.err, "some: 1 server, 1 tool\n");
  const Ran checked =
      RunShell("split -l 1 all/tools.jsonl tool. && split -l 1 all/servers.jsonl server. && " +
                   SourceDir() + "/tests/tools/validate " + SourceDir() +
                   "/data/schemas/export.schema.json tool.* server.*",
               folder_.path());
  EXPECT_EQ(checked.out, "");
  EXPECT_EQ(checked.code, 0) << checked.err;
}

TEST_F(ExportTest, NothingIsLeftHalfWritten) {
  const Ran ran = RunShell("touch file && mcprisk export file/below", folder_.path());
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err, "mcprisk: file/below: cannot be made: Not a directory\n");
  EXPECT_EQ(Run("--server nobody out").code, 1);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "out"));
}

}  // namespace
}  // namespace mcprisk
