// Folders, and arguments that are no files.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "crawl/files.h"
#include "support/gather.h"

namespace mcprisk {
namespace {

constexpr char kList[] = R"({"tools": [{"name": "add", "inputSchema": {}}]})";

std::vector<std::string> Places(const Gathered& gathered) {
  std::vector<std::string> places;
  for (const Listing& listing : gathered.listings) places.push_back(listing.origin.place);
  return places;
}

TEST(CrawlFolder, ReadsFilesInByteOrderOfTheirPaths) {
  Folder folder({{"b.json", kList},
                 {"a/z.json", kList},
                 {"a-b/x.json", kList},
                 {"B.json", kList},
                 {"\xC3\xA9.json", kList}});
  Gathered gathered = folder.Gather();
  EXPECT_EQ(Places(gathered), (std::vector<std::string>{"B.json", "a-b/x.json", "a/z.json",
                                                        "b.json", "\xC3\xA9.json"}));
  EXPECT_EQ(gathered.files, 5u);
}

TEST(CrawlFolder, EntersDotFoldersButNotGit) {
  Folder folder({{".github/a.json", kList}, {".git/b.json", kList}, {"x/.git/c.json", kList}});
  EXPECT_EQ(Places(folder.Gather()), (std::vector<std::string>{".github/a.json"}));
}

TEST(CrawlFolder, ReadsLinkedFilesAndNotLinkedFolders) {
  Folder folder({{"real/a.json", kList}});
  std::filesystem::create_symlink("real/a.json", folder.Path("link.json"));
  std::filesystem::create_directory_symlink("real", folder.Path("linked"));
  std::filesystem::create_directory_symlink("..", folder.Path("real/loop"));
  std::filesystem::create_symlink("nowhere", folder.Path("dangling.json"));
  Gathered gathered = folder.Gather();
  EXPECT_EQ(Places(gathered), (std::vector<std::string>{"link.json", "real/a.json"}));
  EXPECT_EQ(gathered.Problems(), "problem dangling.json: the symbolic link leads nowhere\n");
}

TEST(CrawlFolder, DoesNotWaitForPipes) {
  Folder folder({{"a.json", kList}});
  ASSERT_EQ(mkfifo(folder.Path("pipe.json").c_str(), 0600), 0);
  EXPECT_EQ(folder.Gather().Problems(), "problem pipe.json: not a file that can be read\n");
}

TEST(CrawlFolder, ReportsWhatCannotBeOpened) {
  if (geteuid() == 0) GTEST_SKIP() << "root may open everything";
  Folder folder({{"a.json", kList}, {"closed/b.json", kList}});
  std::filesystem::permissions(folder.Path("a.json"), std::filesystem::perms::none);
  std::filesystem::permissions(folder.Path("closed"), std::filesystem::perms::none);
  EXPECT_EQ(folder.Gather().Text(),
            "problem closed: the folder cannot be read: Permission denied\n"
            "problem a.json: cannot be opened: Permission denied\n");
  std::filesystem::permissions(folder.Path("closed"), std::filesystem::perms::owner_all);
}

TEST(CrawlFolder, EndsAtADepth) {
  std::string deep;
  for (size_t i = 0; i < kMaxFolderDepth; ++i) deep += "d/";
  Folder folder({{deep + "a.json", kList}, {deep + "d/b.json", kList}});
  EXPECT_EQ(Places(folder.Gather()), (std::vector<std::string>{deep + "a.json"}));
  EXPECT_EQ(
      folder.Gather().Problems(),
      "problem " + deep + "d: the folder lies deeper than kMaxFolderDepth (32) and was not read\n");
}

TEST(CrawlFolder, SpeaksOnlyOfFilesThatOneExpectsToBeRead) {
  Folder folder({{"README.md", "# Title\n\nSome: text\n  - broken: [yaml\n"},
                 {"main.js", "{ let a = 1; }"},
                 {"logo.png", std::string("\x89PNG\0\0", 6)},
                 {"notes.txt", "tools: none\n"},
                 {"empty.txt", ""},
                 {"empty.json", " \n"},
                 {"config.yaml", "key: value\n"},
                 {"bad.yml", "a: b\nkey: &other x\n"},
                 {"bad.json", "{\"a\": }"}});
  EXPECT_EQ(folder.Gather().Text(),
            R"(problem bad.json: not JSON: brackets, commas and colons do not fit together
problem bad.yml:2:6: cannot be read as YAML: an anchor, which is not supported
problem config.yaml: not a format that mcprisk reads (mcprisk formats lists them)
problem empty.json: the file is empty
)");
}

TEST(CrawlFolder, SpeaksOfEveryFileThatTheUserNamed) {
  constexpr char kUnknown[] = ": not a format that mcprisk reads (mcprisk formats lists them)\n";
  EXPECT_EQ(GatherFile("README.md", "# Title\n"), std::string("problem README.md") + kUnknown);
  EXPECT_EQ(GatherFile("logo.png", std::string("\x89PNG\0\0", 6)),
            std::string("problem logo.png") + kUnknown);
  EXPECT_EQ(GatherFile("empty", ""), "problem empty: the file is empty\n");
}

TEST(CrawlArguments, AreNormalized) {
  EXPECT_EQ(NormalizedLocation("./mcpm//x/../"), "mcpm");
  EXPECT_EQ(NormalizedLocation("/"), "/");
  EXPECT_EQ(NormalizedLocation("."), ".");
  EXPECT_EQ(NormalizedLocation("../data/"), "../data");
  EXPECT_EQ(NormalizedLocation("-"), "-");
  EXPECT_EQ(NormalizedLocation("./-"), "./-");
}

TEST(CrawlArguments, GiveEachSourceItsLocation) {
  Folder folder({{"lists/a.json", kList}});
  Gathered gathered = Gather({folder.path() + "//lists/./", folder.path() + "/lists"});
  ASSERT_EQ(gathered.listings.size(), 1u);  // the same folder once
  EXPECT_EQ(gathered.listings[0].origin.source.format, "tools-list");
  EXPECT_EQ(gathered.listings[0].origin.source.location, folder.path() + "/lists");
  EXPECT_EQ(gathered.listings[0].origin.place, folder.path() + "/lists/a.json");
}

TEST(CrawlArguments, ThatDoNotExistAreProblems) {
  EXPECT_EQ(Folder().Gather("nothing").Text(),
            "problem nothing: cannot be read: No such file or directory\n");
  EXPECT_EQ(Gather({""}).Text(), "problem : cannot be read: No such file or directory\n");
}

// Standard input while it lives is the file of this text.
class StandardInputOf {
 public:
  explicit StandardInputOf(const std::string& text) : folder_({{"input", text}}) {
    saved_ = dup(STDIN_FILENO);
    if (!freopen(folder_.Path("input").c_str(), "r", stdin)) ADD_FAILURE();
  }
  ~StandardInputOf() {
    dup2(saved_, STDIN_FILENO);
    close(saved_);
  }

 private:
  Folder folder_;
  int saved_;
};

TEST(CrawlArguments, MayBeStandardInputOfAnyFormat) {
  {
    StandardInputOf input(R"({"name": "files", "installations": {}})");
    EXPECT_EQ(Gather({"-"}).Text(), "mcpm - (mcpm): files\n  tools: unknown\n");
  }
  StandardInputOf input(kList);
  EXPECT_EQ(Gather({"-"}).Text(),
            "tools-list - (other): stdin\n  tool: {\"inputSchema\":{},\"name\":\"add\"}\n");
}

TEST(KnownFormats, HaveNamesAndOneLineEach) {
  std::vector<std::string> names;
  for (const FormatInfo& format : KnownFormats()) {
    names.push_back(format.name);
    EXPECT_FALSE(format.what.empty());
    EXPECT_EQ(format.what.find('\n'), std::string::npos);
  }
  EXPECT_EQ(names, (std::vector<std::string>{"package", "mcpb", "metorial", "docker",
                                             "docker-catalog", "toolsdk", "mcpm", "json-lines",
                                             "smithery", "glama", "registry", "tools-list"}));
}

}  // namespace
}  // namespace mcprisk
