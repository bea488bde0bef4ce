// changes and diff as a user meets them, over runs of index that change a server.
#include <gtest/gtest.h>

#include <string>

#include "base/text.h"
#include "support/paths.h"
#include "support/run.h"

namespace mcprisk {
namespace {

constexpr char kFirst[] =
    R"([{"name":"get_note","description":"Get a note of the team by its id, with its text and tags.",)"
    R"("inputSchema":{"type":"object","properties":{"id":{"type":"string"}},"required":["id"]}},)"
    R"({"name":"list_notes","description":"List the notes."},)"
    R"({"name":"find_notes","description":"Find notes."}])";
constexpr char kSecond[] =
    R"([{"name":"get_note","description":"Get a note of the team by its id, with its \u202etext and links.",)"
    R"("inputSchema":{"type":"object","properties":{"id":{"type":"string"},"command":{"type":"string"}},)"
    R"("required":["id"]}},)"
    R"({"name":"list_notes","description":"List the notes."},)"
    R"({"name":"delete_note","description":"Permanently delete a note."}])";

class ChangesTest : public testing::Test {
 protected:
  void Index(const std::string& tools, const std::string& version) {
    WriteWholeFile(folder_ / "notes.json", R"({"name":"notes","display_name":"Notes","version":")" +
                                               version + R"(","tools":)" + tools + "}");
    const Ran ran = Run("mcprisk index --quiet ./notes.json");
    ASSERT_EQ(ran.code, 0) << ran.err;
  }
  Ran Run(const std::string& line) { return RunShell(line, folder_.path()); }
  // Without the day of the test.
  std::string Out(const std::string& line) {
    const Ran ran = Run(line + " | sed -E 's/20[0-9]{2}-[0-9]{2}-[0-9]{2}/DAY/'");
    return ran.out + ran.err;
  }

  TempDir folder_;
};

TEST_F(ChangesTest, AFeedThatCanBeResumed) {
  Index(kFirst, "1");
  EXPECT_EQ(Out("mcprisk changes"), "nothing changed\nthat is all; go on with --since 0\n");
  Index(kSecond, "2");
  const std::string all = Out("mcprisk changes --since 0");
  EXPECT_NE(all.find("High      notes · delete_note  tool.added"), std::string::npos) << all;
  EXPECT_NE(all.find("/inputSchema/properties/command"), std::string::npos) << all;
  EXPECT_NE(all.find("[-text-]{+\\u{202e}text+}"), std::string::npos) << all;
  EXPECT_NE(all.find("notes · find_notes  tool.removed"), std::string::npos) << all;
  // Page by page it is the same.
  std::string pages;
  std::string next = "0";
  for (int i = 0; i < 20; ++i) {
    const std::string page = Out("mcprisk changes --limit 1 --since " + next);
    const size_t end = page.rfind('\n', page.size() - 2) + 1;
    if (page.starts_with("nothing")) break;
    pages += page.substr(0, end);
    next = page.substr(page.rfind(' ') + 1, page.size() - page.rfind(' ') - 2);
  }
  EXPECT_EQ(pages, all.substr(0, all.rfind('\n', all.size() - 2) + 1));
  EXPECT_EQ(Out("mcprisk changes --since " + next),
            "nothing changed\nthat is all; go on with --since " + next + "\n");
}

TEST_F(ChangesTest, Filters) {
  Index(kFirst, "1");
  Index(kSecond, "2");
  EXPECT_EQ(Out("mcprisk changes --severity High | grep -c desc.changed"), "0\n");
  EXPECT_EQ(Out("mcprisk changes --since 2999-01-01 | head -1"), "nothing changed\n");
  EXPECT_EQ(Out("mcprisk changes --since 2020-01-01 --server notes | grep -c '#'"),
            Out("mcprisk changes --since 0 | grep -c '#'"));
  EXPECT_EQ(Out("mcprisk changes --server nobody | head -1"), "nothing changed\n");
  const Ran wrong = Run("mcprisk changes --since yesterday");
  EXPECT_EQ(wrong.code, 64);
  EXPECT_EQ(wrong.err,
            "mcprisk: --since takes a sequence (412) or a date (2026-01-31, 2026-01-31T06:00:00Z), "
            "not \"yesterday\"\n");
}

TEST_F(ChangesTest, ACatalogAgainstAnOlderOne) {
  Index(kFirst, "1");
  ASSERT_EQ(Run("cp catalog.db old.db").code, 0);
  Index(kSecond, "2");
  EXPECT_EQ(Run("mcprisk diff catalog.db catalog.db").out, "nothing changed\n");
  EXPECT_EQ(Run("mcprisk diff catalog.db catalog.db").code, 0);
  const Ran there = Run("mcprisk diff old.db catalog.db");
  EXPECT_EQ(there.code, 1);
  // The feed and the comparison say the same.
  EXPECT_EQ(
      Out("mcprisk diff old.db catalog.db | grep -v ' change'"),
      Out("mcprisk changes --since 0 | sed -E 's/^#.*(Info|Low|Medium|High|Critical) /\\1 /' | "
          "grep -v 'go on'"));
  EXPECT_EQ(Run("mcprisk diff catalog.db old.db --severity Critical").out,
            "nothing changed that is so severe\n");
  EXPECT_NE(Run("mcprisk diff catalog.db old.db").out.find("delete_note  tool.removed"),
            std::string::npos);
}

TEST_F(ChangesTest, JsonIsOfItsSchema) {
  if (Run("python3 -c 'import jsonschema'").code != 0) {
    GTEST_SKIP() << "python3-jsonschema is not installed";
  }
  Index(kFirst, "1");
  ASSERT_EQ(Run("cp catalog.db old.db").code, 0);
  Index(kSecond, "2");
  const std::string validate =
      SourceDir() + "/tests/tools/validate " + SourceDir() + "/data/schemas/change.schema.json ";
  const Ran ran =
      Run("mcprisk changes --json > feed.json; mcprisk diff --json old.db catalog.db > "
          "diff.json; " +
          validate + "feed.json diff.json");
  EXPECT_EQ(ran.out + ran.err, "");
  EXPECT_NE(ReadWholeFile(folder_ / "feed.json").find("\"class\": \"tool.added\""),
            std::string::npos);
}

}  // namespace
}  // namespace mcprisk
