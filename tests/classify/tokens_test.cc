#include <gtest/gtest.h>

#include <random>
#include <string>

#include "base/text.h"
#include "support/frames.h"
#include "support/small_rules.h"

namespace mcprisk {
namespace {

const Grammar& Small() { return SmallRuleSet().grammar(); }

struct Row {
  std::string text;
  std::string words;
};

TEST(TokensTest, AnIdentifierFallsIntoItsWords) {
  const Row kRows[] = {
      // The ways in which names are written.
      {"get_user", "get|user"},
      {"get-user", "get|user"},
      {"get.user", "get|user"},
      {"get/user:by id", "get|user|by|id"},
      {"getUser", "get|user"},
      {"GetUser", "get|user"},
      {"GET_USER", "get|user"},
      {"__get__user__", "get|user"},
      {"mcp__files__readFile", "mcp|files|read|file"},
      // Acronyms end where the next word begins; the plural's s belongs to them.
      {"getURL", "get|url"},
      {"getURLForUser", "get|url|for|user"},
      {"HTTPRequest", "http|request"},
      {"XMLHttpRequest", "xml|http|request"},
      {"listURLs", "list|urls"},
      {"listIDs_all", "list|ids|all"},
      {"parseJSON", "parse|json"},
      {"iOS", "i|os"},
      // A digit is part of the word that it stands in.
      {"s3_list", "s3|list"},
      {"listS3Buckets", "list|s3|buckets"},
      {"base64encode", "base64encode"},
      {"user2team", "user2team"},
      {"v2", "v2"},
      {"404", "404"},
      // A compound of the vocabulary is one word, in whatever way it is written.
      {"list_pull_requests", "list|pull_requests"},
      {"listPullRequests", "list|pullrequests"},
      {"order-book-get", "order-book|get"},
      {"pull_all_requests", "pull|all|requests"},
      {"", ""},
      {"_", ""},
      {"-./ :", ""},
  };
  for (const Row& row : kRows) EXPECT_EQ(WordsOfIdentifier(row.text, Small()), row.words);
}

TEST(TokensTest, AnIdentifierMayUseAnyAlphabet) {
  std::unique_ptr<RuleSet> rules = LoadedSmallRules(
      {{"rules/languages/xx.yaml",
        "language: xx\nverbs: { delete: [löschen, 削除, 삭제], update: [güncelle] }\n"
        "nouns: { file: [ファイル, datei] }\n"}});
  const Grammar& grammar = rules->grammar();
  const Row kRows[] = {
      {"löschen", "löschen"},
      {"datei_löschen", "datei|löschen"},
      {"dateiLöschen", "datei|löschen"},
      {"kayıt_güncelle", "kayıt|güncelle"},
      {"обновить_запись", "обновить|запись"},
      {"ファイル削除", "ファイル|削除"},
      {"ファイルを削除する", "ファイル|削除"},
      {"파일_삭제", "삭제"},
      {"delete削除file", "delete|削除|file"},
      {"🔥_delete_🔥", "delete"},
      {"👩‍👩‍👧delete", "delete"},
      {"→delete", "delete"},
  };
  for (const Row& row : kRows) EXPECT_EQ(WordsOfIdentifier(row.text, grammar), row.words);
}

TEST(TokensTest, AnIdentifierEndsAfterSoManyWords) {
  std::string name;
  for (int i = 0; i < 100; ++i) name += "w" + std::to_string(i) + "_";
  std::string words = WordsOfIdentifier(name, Small());
  EXPECT_EQ(static_cast<size_t>(std::count(words.begin(), words.end(), '|')), kMaxNameWords - 1);
}

TEST(TokensTest, ASentenceFallsIntoItsWords) {
  const Row kRows[] = {
      {"List all users.", "list|all|users"},
      {"Create, update or delete", "create,|update|or|delete"},
      {"Create/update a user", "create,|update|a|user"},
      {"read & write", "read,|write"},
      // A dash ends a part of the clause, a hyphen does not.
      {"a read-only copy - of it", "a|read-only|copy,|of|it"},
      {"don't stop", "don't|stop"},
      {"the get_user tool", "the|get_user|tool"},
      {"open a pull request now", "open|a|pull request|now"},
      {"pull, request", "pull,|request"},
      // What stands in parentheses is an aside.
      {"Get (or delete) a file", "get|a|file"},
      {"Get a file [deprecated, do not use] by id", "get|a|file|by|id"},
      {"Get ((nested) delete) it", "get|it"},
      {"Get (never closed delete", "get"},
      {"Get) it", "get|it"},
      {"“Get” the file…", "get|the|file"},
      {"Get → file • list", "get|file|list"},
      {"Löscht die Datei", "löscht|die|datei"},
      {"🔥 Delete it 🔥", "delete|it"},
      {"", ""},
      {"...!!!", ""},
  };
  for (const Row& row : kRows) EXPECT_EQ(WordsOfText(row.text, Small()), row.words) << row.text;
}

TEST(TokensTest, ASentenceEndsAfterSoManyWords) {
  std::string text;
  for (int i = 0; i < 500; ++i) text += "word ";
  std::string words = WordsOfText(text, Small());
  EXPECT_EQ(static_cast<size_t>(std::count(words.begin(), words.end(), '|')), kMaxLeadWords - 1);
}

// Words throws when a token is not the bytes between its offsets.
TEST(TokensTest, EveryTokenIsTheBytesAtItsPlaceEvenWhereTheyAreNoUtf8) {
  std::mt19937 random(20261120);
  const std::string kPieces[] = {"get",  "User",     "_", "-",        " ",    "URLs", "削除",
                                 "é",    "\xff",     "(", ")",        "\xe2", "、",   "pull",
                                 "\xc3", " request", ",", "\xf0\x9f", "\x80", "🔥",    "…"};
  for (int round = 0; round < 5000; ++round) {
    std::string text;
    for (int piece = 0; piece < 12; ++piece) text += kPieces[random() % std::size(kPieces)];
    EXPECT_NO_THROW(WordsOfIdentifier(text, Small())) << testing::PrintToString(text);
    EXPECT_NO_THROW(WordsOfText(text, Small())) << testing::PrintToString(text);
  }
}

}  // namespace
}  // namespace mcprisk
