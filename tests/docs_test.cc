// The documentation says what the program does: every command is in README, every example there
// runs.
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "commands/command.h"
#include "support/paths.h"
#include "support/run.h"

namespace mcprisk {
namespace {

namespace fs = std::filesystem;

std::string Readme() { return ReadWholeFile(SourceDir() + "/README.md"); }

// `mcprisk …` of the command table's example column and of the lines that begin with "$ mcprisk".
std::vector<std::string> Examples(const std::string& readme) {
  std::vector<std::string> examples;
  std::regex in_table(R"(\| `(mcprisk [^`]+)` \|)");
  std::regex in_block(R"(\n\$ (mcprisk [a-z][^\n]*))");
  for (const std::regex& pattern : {in_table, in_block}) {
    for (std::sregex_iterator at(readme.begin(), readme.end(), pattern), end; at != end; ++at) {
      examples.push_back((*at)[1]);
    }
  }
  return examples;
}

// A folder as a new user has it after tools/quickstart: the checkout's data and a filled catalog.
class DocsTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TempDir();
    setenv("XDG_STATE_HOME", folder_->path().c_str(), 1);  // versions that snapshot verify saw
    fs::create_directory_symlink(SourceDir() + "/data", *folder_ / "data");
    fs::create_directory_symlink(SourceDir() + "/rules", *folder_ / "rules");
    WriteWholeFile(*folder_ / "delete_note.json",
                   R"({"name":"delete_note","description":"Permanently delete a note."})");
    Ran ran = RunShell("mcprisk index --quiet data/sample-registry", folder_->path());
    ASSERT_LE(ran.code, 1) << ran.err;
  }
  static void TearDownTestSuite() {
    delete folder_;
    folder_ = nullptr;
  }
  static TempDir* folder_;
};

TempDir* DocsTest::folder_ = nullptr;

TEST_F(DocsTest, EveryCommandIsInReadme) {
  const std::string readme = Readme();
  for (const Command* command : Commands()) {
    std::string name(command->name);
    EXPECT_TRUE(std::regex_search(readme, std::regex("\\| `" + name + "[ `]")))
        << name << " has no row in README's table of commands";
  }
}

TEST_F(DocsTest, EveryExampleOfReadmeRuns) {
  std::vector<std::string> examples = Examples(Readme());
  ASSERT_GE(examples.size(), Commands().size());
  for (const std::string& example : examples) {
    std::string line = std::regex_replace(example, std::regex(R"(\\\|)"), "|");
    Ran ran = RunShell(line, folder_->path());
    EXPECT_LE(ran.code, 1) << line << "\n" << ran.err;
    EXPECT_FALSE(ran.out.empty() && ran.err.empty()) << line;
  }
}

TEST_F(DocsTest, EveryCommandHasHelpWithAnExample) {
  for (const Command* command : Commands()) {
    Ran ran = RunShell("mcprisk " + std::string(command->name) + " --help", folder_->path());
    EXPECT_EQ(ran.code, 0) << command->name;
    EXPECT_NE(ran.out.find("Example:\n  mcprisk " + std::string(command->name)), std::string::npos)
        << ran.out;
  }
}

TEST_F(DocsTest, ReadmeHasNoPlaceholderLeft) { EXPECT_EQ(Readme().find("@@"), std::string::npos); }

}  // namespace
}  // namespace mcprisk
