// Is our SARIF what others take for SARIF 2.1.0? Asked of the public types of the format (npm's
// @types/sarif, made after the OASIS schema) by the TypeScript compiler, which refuses unknown
// members, wrong values and missing ones. Versions are pinned in tests/acceptance/sarif; ctest
// label: acceptance.
#include <gtest/gtest.h>

#include <filesystem>

#include "base/text.h"
#include "stack/sarif.h"
#include "support/paths.h"
#include "support/run.h"

namespace mcprisk {
namespace {

namespace fs = std::filesystem;

class SarifAcceptance : public testing::Test {
 protected:
  void SetUp() override {
    if (RunShell("command -v npm && command -v node", ".").code != 0) {
      GTEST_SKIP() << "npm is not installed, so nobody can be asked about SARIF";
    }
    folder_ = SourceDir() + "/build/acceptance/sarif";
    fs::create_directories(folder_);
    // Tests run beside each other: one installs, the others wait.
    Ran ran = RunShell(
        "flock install.lock sh -c 'cmp -s \"$0/package-lock.json\" installed.json || { "
        "cp \"$0\"/package*.json . && timeout 120 npm ci --ignore-scripts --no-audit "
        "--no-fund && cp package-lock.json installed.json; }' '" +
            SourceDir() + "/tests/acceptance/sarif'",
        folder_);
    if (ran.code != 0) GTEST_SKIP() << "npm could not install the types of SARIF: " << ran.err;
  }

  // What the compiler says against a log; empty when it takes it.
  std::string Complaints(const std::string& sarif) {
    const std::string file =
        std::string(testing::UnitTest::GetInstance()->current_test_info()->name()) + ".ts";
    WriteWholeFile(folder_ + "/" + file,
                   "import type { Log } from \"sarif\";\nexport const log: Log = " + sarif + ";\n");
    Ran ran = RunShell("node node_modules/typescript/bin/tsc --noEmit --strict " + file, folder_);
    return ran.code == 0 ? "" : ran.out + ran.err;
  }

  std::string folder_;
};

std::string EveryRule() {
  std::vector<StackFinding> findings;
  for (const StackRule& rule : StackRules()) {
    findings.push_back({.rule = std::string(rule.id),
                        .severity = rule.severity,
                        .message = "what \"is\" wrong",
                        .client = "cursor",
                        .server = "a",
                        .file = ".cursor/mcp.json",
                        .at = {3, 5},
                        .subject = ""});
  }
  return ToSarif(findings, {{"x.json:1:2", "a comma is missing here", 0}}, {"0.1.0", "/shop"});
}

TEST_F(SarifAcceptance, TheFormatsOwnTypesTakeIt) { EXPECT_EQ(Complaints(EveryRule()), ""); }

// A catalog's findings, written by another command.
TEST_F(SarifAcceptance, TheyTakeAnExport) {
  const TempDir folder;
  const Ran ran = RunShell("mcprisk index --quiet '" + SourceDir() +
                               "/data/sample-registry'; mcprisk export --format sarif out",
                           folder.path());
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(Complaints(ReadWholeFile(folder / "out/findings.sarif")), "");
}

TEST_F(SarifAcceptance, TheyRefuseWhatIsNone) {
  EXPECT_NE(Complaints(ReplaceAll(EveryRule(), "\"error\"", "\"eror\"")), "");
  EXPECT_NE(Complaints(ReplaceAll(EveryRule(), "\"startLine\"", "\"start_line\"")), "");
}

}  // namespace
}  // namespace mcprisk
