// Input: tools and a query. Output: the tools found, "server / tool", best first.
#include <gtest/gtest.h>

#include <random>
#include <set>

#include "base/text.h"
#include "catalog/reader.h"
#include "support/catalog_text.h"
#include "support/paths.h"

namespace mcprisk {
namespace {

constexpr char kTools[] =
    "mcpm github: npm:github\n"
    "  create_issue: Open a new issue in a repository.\n"
    "  get_issue: Read an issue — with its comments.\n"
    "  createIssueComment: Write a comment below an issue.\n"
    "  delete_branch: Delete a branch. Not an issue.\n"
    "mcpm clone: npm:clone\n"
    "  create_issue: Open a new issue in a repository.\n"
    "mcpm weather: npm:weather\n"
    "  get_weather: 查询天气预报，返回未来三天的结果。\n"
    "  getForecast: Météo à Paris.\n"
    "  run_weather: Make it rain.\n"
    "mcpm shop: npm:shop\n"
    "  pay_bill: Pay a bill.\n"
    "  delete_bill: Delete a bill.\n";

class Search : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    dir_ = new TempDir;
    IndexText(Path(), kTools);
  }
  static void TearDownTestSuite() {
    delete dir_;
    dir_ = nullptr;
  }
  static std::string Path() { return *dir_ / "catalog.db"; }

  static std::string Found(const SearchQuery& query) {
    CatalogReader reader(Path());
    std::string text;
    for (const CatalogTool& tool : reader.Search(query)) {
      text += tool.server + " / " + tool.tool.name + "\n";
    }
    return text;
  }
  static std::string Found(const std::string& text) { return Found(SearchQuery{.text = text}); }

 private:
  static TempDir* dir_;
};

TempDir* Search::dir_ = nullptr;

TEST_F(Search, PartsOfNames) {
  const std::string all =
      "github / get_issue\n"
      "clone / create_issue\n"
      "github / create_issue\n"
      "github / createIssueComment\n"
      "github / delete_branch\n";
  EXPECT_EQ(Found("issue"), all);
  EXPECT_EQ(Found("ISSUE"), all);
  EXPECT_EQ(Found("iss"), all);
  EXPECT_EQ(Found("create_issue"),
            "clone / create_issue\n"
            "github / create_issue\n"
            "github / createIssueComment\n");
  EXPECT_EQ(Found("comment create"), "github / createIssueComment\n");
  EXPECT_EQ(Found("createIssueComm"), "github / createIssueComment\n");
  EXPECT_EQ(Found("forecast"), "weather / getForecast\n");
  EXPECT_EQ(Found("getForecast"), "weather / getForecast\n");
  EXPECT_EQ(Found("nothing of this kind"), "");
}

TEST_F(Search, TheNameAsTypedComesFirst) {
  // The one that is meant says much, the other says the words twice in few.
  TempDir dir;
  const std::string path = dir / "catalog.db";
  IndexText(path,
            "mcpm one:\n"
            "  delete_bill: What is due is no more. " +
                std::string(2000, 'x') +
                " y z.\n"
                "  get_bill_delete_bill: Delete bill.\n");
  const auto first = [&](const std::string& text) {
    return CatalogReader(path).Search({.text = text}).at(0).tool.name;
  };
  EXPECT_EQ(first("bill delete"), "get_bill_delete_bill");
  EXPECT_EQ(first(" Delete_Bill "), "delete_bill");
}

TEST_F(Search, ScriptsWithoutSpaces) {
  EXPECT_EQ(Found("天气"), "weather / get_weather\n");
  EXPECT_EQ(Found("查询天气预报"), "weather / get_weather\n");
  EXPECT_EQ(Found("未来 结果"), "weather / get_weather\n");
  EXPECT_EQ(Found("，"), "");
  EXPECT_EQ(Found("气天"), "");
}

TEST_F(Search, AccentsDoNotMatter) {
  EXPECT_EQ(Found("meteo"), "weather / getForecast\n");
  EXPECT_EQ(Found("Météo à"), "weather / getForecast\n");
}

TEST_F(Search, PunctuationIsNoWord) {
  EXPECT_EQ(Found("issue — comments"), "github / get_issue\n");
  EXPECT_EQ(Found("!!!"), "");
}

TEST_F(Search, Filters) {
  SearchQuery query{.text = "bill"};
  EXPECT_EQ(Found(query), "shop / pay_bill\nshop / delete_bill\n");
  query.category = Category::kFinancial;
  EXPECT_EQ(Found(query), "shop / pay_bill\n");
  query.risk = Risk::kLow;
  EXPECT_EQ(Found(query), "");
  query = {.text = "issue"};
  query.capability = "deletes-data";
  EXPECT_EQ(Found(query), "github / delete_branch\n");
  query.capability = "deletes";
  EXPECT_EQ(Found(query), "");
}

TEST_F(Search, FiltersWithoutWordsListTheRiskiestFirst) {
  SearchQuery query{.text = " "};
  query.capability = "bulk";
  EXPECT_EQ(Found(query),
            "shop / delete_bill\n"
            "github / delete_branch\n"
            "shop / pay_bill\n");
  query = {.text = ""};
  query.risk = Risk::kHigh;
  EXPECT_EQ(Found(query), "weather / run_weather\n");
}

TEST_F(Search, Pages) {
  SearchQuery query{.text = "issue"};
  query.limit = 2;
  EXPECT_EQ(Found(query), "github / get_issue\nclone / create_issue\n");
  query.offset = 2;
  EXPECT_EQ(Found(query), "github / create_issue\ngithub / createIssueComment\n");
  query.offset = 5;
  EXPECT_EQ(Found(query), "");
  query = {.text = "issue"};
  query.limit = 0;
  EXPECT_EQ(Found(query), "");
}

TEST_F(Search, MoreMatchesThanAreRanked) {
  TempDir dir;
  const std::string path = dir / "catalog.db";
  std::string text = "mcpm many:\n  delete_last: What others get.\n";
  for (size_t i = 0; i < kMostRanked + 50; ++i) {
    text += "  get_" + std::to_string(10000 + i) + ": Get it.\n";
  }
  IndexText(path, text);
  CatalogReader reader(path);
  SearchQuery query{.text = "get"};
  query.limit = 1;
  EXPECT_EQ(reader.Search(query).at(0).tool.name, "get_10000");
  query.offset = kMostRanked + 49;
  EXPECT_EQ(reader.Search(query).at(0).tool.name,
            "get_" + std::to_string(10000 + kMostRanked + 49));
  query.offset = kMostRanked + 50;
  EXPECT_EQ(reader.Search(query).at(0).tool.name, "delete_last");
  query.offset = 0;
  query.category = Category::kDestructive;
  EXPECT_EQ(reader.Search(query).at(0).tool.name, "delete_last");
}

// Words that are in no other word, so what is found can be told without the index.
TEST_F(Search, FindsWhatAReaderWouldFind) {
  const std::vector<std::string> words = {"issue", "in", "bill", "create", "delete", "new", "open"};
  CatalogReader reader(Path());
  std::vector<CatalogTool> all = reader.Search({.text = ""});
  const auto has_word = [](const CatalogTool& tool, const std::string& word) {
    std::string text = AsciiLowered(tool.tool.name + " " + *tool.tool.description);
    for (char& c : text) c = IsAsciiAlpha(c) ? c : ' ';
    return (" " + text + " ").find(" " + word + " ") != std::string::npos;
  };
  for (const std::string& first : words) {
    for (const std::string& second : words) {
      std::set<std::string> expected;
      for (const CatalogTool& tool : all) {
        // The camelCase name is in parts in the index.
        if (tool.tool.name == "createIssueComment") continue;
        if (has_word(tool, first) && has_word(tool, second)) {
          expected.insert(tool.server + tool.tool.name);
        }
      }
      std::set<std::string> found;
      for (const CatalogTool& tool : reader.Search({.text = first + " " + second})) {
        if (tool.tool.name != "createIssueComment") found.insert(tool.server + tool.tool.name);
      }
      EXPECT_EQ(found, expected) << first << " " << second;
    }
  }
}

TEST_F(Search, AnyTextIsSafe) {
  const std::vector<std::string> pieces = {"\"",
                                           "'",
                                           "*",
                                           "^",
                                           "(",
                                           ")",
                                           "{",
                                           "}",
                                           "[",
                                           ":",
                                           "+",
                                           "-",
                                           ",",
                                           ".",
                                           "\\",
                                           "%",
                                           "_",
                                           ";",
                                           "--",
                                           " ",
                                           " ",
                                           "\t",
                                           "\n",
                                           std::string(1, '\0'),
                                           "AND",
                                           "OR",
                                           "NOT",
                                           "NEAR",
                                           "NEAR(a b, 3)",
                                           "name:",
                                           "text :",
                                           "rank",
                                           "a",
                                           "issue",
                                           "createIssue",
                                           "天",
                                           "天气",
                                           "か",
                                           "é",
                                           "\xff",
                                           "\xe5\xa4",
                                           "\xf0\x9f\x98\x80",
                                           "\xe2\x80\xae",
                                           "0",
                                           "1e9",
                                           "\"\"",
                                           "\"a",
                                           "b\"",
                                           "e\xcc\x81"};
  CatalogReader reader(Path());
  std::mt19937 random(28);
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (size_t count = random() % 9; count > 0; --count) text += pieces[random() % pieces.size()];
    SearchQuery query{.text = text};
    query.limit = 1;
    ASSERT_NO_THROW(reader.Search(query)) << "\"" << ForTerminal(text) << "\"";
  }
}

}  // namespace
}  // namespace mcprisk
