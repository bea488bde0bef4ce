#include "catalog/search_text.h"

#include <gtest/gtest.h>

namespace mcprisk {
namespace {

std::string Name(std::string_view name) { return IndexedName(name).value_or("(as it is)"); }
std::string Text(std::string_view text) { return IndexedText(text).value_or("(as it is)"); }

TEST(SearchText, NamesAreFollowedByTheirParts) {
  EXPECT_EQ(Name("create_issue"), "(as it is)");
  EXPECT_EQ(Name("CREATE_ISSUE"), "(as it is)");
  EXPECT_EQ(Name("Create-Issue"), "(as it is)");
  EXPECT_EQ(Name(""), "(as it is)");
  EXPECT_EQ(Name("createIssue"), "createIssue create Issue");
  EXPECT_EQ(Name("CreateIssue"), "CreateIssue Create Issue");
  EXPECT_EQ(Name("getHTTPStatus"), "getHTTPStatus get HTTP Status");
  EXPECT_EQ(Name("s3Get_URL"), "s3Get_URL s3 Get_URL");
  EXPECT_EQ(Name("查询Weather"), "查 询 Weather");
  EXPECT_EQ(Name("查getIt"), "查 getIt 查get It");
}

TEST(SearchText, CharactersOfUnspacedScriptsStandApart) {
  EXPECT_EQ(Text("Get the weather."), "(as it is)");
  EXPECT_EQ(Text("Météo à Paris — voilà"), "(as it is)");
  EXPECT_EQ(Text("查询天气"), "查 询 天 气");
  EXPECT_EQ(Text("天"), "(as it is)");
  EXPECT_EQ(Text("用GitHub查"), "用 GitHub 查");
  EXPECT_EQ(Text("天気を 見る"), "天 気 を   見 る");
  EXPECT_EQ(Text("날씨"), "날 씨");
  EXPECT_EQ(Text("\xff天\xfe"), "\xff 天 \xfe");
}

TEST(SearchText, EveryWordIsAsked) {
  EXPECT_EQ(MatchExpression(""), "");
  EXPECT_EQ(MatchExpression(" \t\n"), "");
  EXPECT_EQ(MatchExpression(std::string_view("\0\0", 2)), "");
  EXPECT_EQ(MatchExpression("issue"), "\"issue\"*");
  EXPECT_EQ(MatchExpression("a"), "\"a\"");
  EXPECT_EQ(MatchExpression(" create  issue "), "\"create\" \"issue\"*");
  EXPECT_EQ(MatchExpression(std::string_view("a\0bc", 4)), "\"a\" \"bc\"*");
  EXPECT_EQ(MatchExpression("查天气 now"), "\"查 天 气\" \"now\"*");
}

TEST(SearchText, CamelCaseIsAskedInBothForms) {
  EXPECT_EQ(MatchExpression("createIssue"), "(\"createIssue\"* OR \"create Issue\"*)");
  EXPECT_EQ(MatchExpression("createIssue now GitHub"),
            "\"now\" AND (\"createIssue\" OR \"create Issue\") AND (\"GitHub\"* OR \"Git Hub\"*)");
}

TEST(SearchText, OperatorsAreWords) {
  EXPECT_EQ(MatchExpression("a OR b"), "\"a\" \"OR\" \"b\"");
  EXPECT_EQ(MatchExpression("say \"hi\" NEAR(x, 2) name:y* ^z -q"),
            "\"say\" \"\"\"hi\"\"\" \"NEAR(x,\" \"2)\" \"name:y*\" \"^z\" \"-q\"*");
}

TEST(SearchText, LongQueriesAreCut) {
  std::string many;
  std::string asked;
  for (size_t i = 0; i < kMaxQueryWords + 5; ++i) {
    many += "w ";
    if (i < kMaxQueryWords) asked += i == 0 ? "\"w\"" : " \"w\"";
  }
  EXPECT_EQ(MatchExpression(many), asked);
  EXPECT_EQ(MatchExpression(std::string(3 * kMaxQueryBytes, 'x')),
            "\"" + std::string(kMaxQueryBytes, 'x') + "\"*");
}

}  // namespace
}  // namespace mcprisk
