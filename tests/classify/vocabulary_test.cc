#include "classify/vocabulary.h"

#include <gtest/gtest.h>

#include <string>

namespace mcprisk {
namespace {

// "create: creates creating created", each as the vocabulary finds it, "-" where it does not.
std::string Forms(const std::string& base, const std::vector<std::string>& forms) {
  Vocabulary vocabulary;
  vocabulary.AddVerb(base, Category::kWrite, Surety::kAlways);
  std::string found = base + ":";
  const VerbForm wanted[] = {VerbForm::kThird, VerbForm::kGerund, VerbForm::kPast};
  for (size_t i = 0; i < forms.size(); ++i) {
    const Word* word = vocabulary.Find(forms[i]);
    bool right = word && word->lemma == vocabulary.FindLemma(base) && word->form == wanted[i];
    found += " " + (right ? forms[i] : "-");
  }
  return found;
}

TEST(VocabularyTest, AVerbIsKnownInItsForms) {
  const struct {
    const char* base;
    std::vector<std::string> forms;
  } kRows[] = {
      {"list", {"lists", "listing", "listed"}},
      {"create", {"creates", "creating", "created"}},
      {"copy", {"copies", "copying", "copied"}},
      {"deploy", {"deploys", "deploying", "deployed"}},
      {"push", {"pushes", "pushing", "pushed"}},
      {"fetch", {"fetches", "fetching", "fetched"}},
      {"fix", {"fixes", "fixing", "fixed"}},
      {"stop", {"stops", "stopping", "stopped"}},
      {"submit", {"submits", "submitting", "submitted"}},
      {"edit", {"edits", "editing", "edited"}},
      {"free", {"frees", "freeing", "freeed"}},
      {"view", {"views", "viewing", "viewed"}},
  };
  for (const auto& row : kRows) {
    std::string all = std::string(row.base) + ":";
    for (const std::string& form : row.forms) all += " " + form;
    EXPECT_EQ(Forms(row.base, row.forms), all);
  }
}

TEST(VocabularyTest, AVerbIsTakenOnce) {
  Vocabulary vocabulary;
  EXPECT_TRUE(vocabulary.AddVerb("delete", Category::kDestructive, Surety::kAlways));
  EXPECT_FALSE(vocabulary.AddVerb("delete", Category::kRead, Surety::kSometimes));
  EXPECT_EQ(vocabulary.LemmaCategory(vocabulary.FindLemma("delete")), Category::kDestructive);
  EXPECT_EQ(vocabulary.LemmaCount(), 2);  // the first stands for no verb
}

TEST(VocabularyTest, WhatIsUnknownIsNowhere) {
  Vocabulary vocabulary;
  EXPECT_EQ(vocabulary.Find("get"), nullptr);
  EXPECT_EQ(vocabulary.Find(""), nullptr);
  EXPECT_EQ(vocabulary.FindLemma("get"), kNoLemma);
  EXPECT_EQ(vocabulary.FindList("nowhere"), ListBits::kMax);
  EXPECT_EQ(vocabulary.FindVerbList("nowhere"), ListBits::kMax);
  EXPECT_EQ(vocabulary.FindCompound("pull", "request"), nullptr);
  EXPECT_EQ(vocabulary.LongestUnspaced("削除"), 0u);
  EXPECT_FALSE(vocabulary.AddForm("got", "get", VerbForm::kPast));
}

TEST(VocabularyTest, ABaseFormIsNotDisplacedByAnInflection) {
  Vocabulary vocabulary;
  vocabulary.AddVerb("find", Category::kRead, Surety::kAlways);
  vocabulary.AddVerb("found", Category::kWrite, Surety::kAlways);
  vocabulary.AddForm("found", "find", VerbForm::kPast);
  EXPECT_EQ(vocabulary.Find("found")->lemma, vocabulary.FindLemma("found"));
  EXPECT_EQ(vocabulary.Find("found")->form, VerbForm::kBase);
  EXPECT_EQ(vocabulary.Find("finds")->lemma, vocabulary.FindLemma("find"));
}

TEST(VocabularyTest, AnotherLanguageTakesNoWordFromEnglish) {
  Vocabulary vocabulary;
  vocabulary.AddVerb("get", Category::kRead, Surety::kAlways);
  vocabulary.AddVerb("delete", Category::kDestructive, Surety::kUsually);
  EXPECT_TRUE(vocabulary.AddForm("borrar", "delete", VerbForm::kBase));
  EXPECT_TRUE(vocabulary.AddForm("get", "delete", VerbForm::kBase));
  EXPECT_EQ(vocabulary.Find("borrar")->category, Category::kDestructive);
  EXPECT_EQ(vocabulary.Find("borrar")->surety, Surety::kUsually);
  EXPECT_EQ(vocabulary.Find("get")->category, Category::kRead);
}

TEST(VocabularyTest, ANounIsOnItsListInBothNumbers) {
  Vocabulary vocabulary;
  size_t things = vocabulary.ListNumber("things");
  size_t others = vocabulary.ListNumber("others");
  vocabulary.AddToList(things, {"file", "entry", "pull request"});
  EXPECT_EQ(vocabulary.FindList("things"), things);
  for (const char* word : {"file", "files", "entry", "entries", "pull request", "pull requests"}) {
    ASSERT_NE(vocabulary.Find(word), nullptr) << word;
    EXPECT_TRUE(vocabulary.Find(word)->lists->Has(things)) << word;
    EXPECT_FALSE(vocabulary.Find(word)->lists->Has(others)) << word;
  }
  EXPECT_EQ(vocabulary.FindCompound("pull", "request"), vocabulary.Find("pull request"));
  EXPECT_EQ(vocabulary.FindCompound("pull", "requests"), vocabulary.Find("pull requests"));
  EXPECT_EQ(vocabulary.FindCompound("request", "pull"), nullptr);
  EXPECT_EQ(vocabulary.FindCompound("pull", std::string(200, 'x')), nullptr);
  EXPECT_TRUE(vocabulary.Find("pull")->starts_compound);
}

TEST(VocabularyTest, AListTakesInAnother) {
  Vocabulary vocabulary;
  vocabulary.AddVerb("delete", Category::kDestructive, Surety::kAlways);
  vocabulary.AddVerb("drop", Category::kDestructive, Surety::kAlways);
  size_t small = vocabulary.ListNumber("small");
  size_t large = vocabulary.ListNumber("large");
  vocabulary.AddToList(small, {"file"});
  vocabulary.Include(small, large);
  EXPECT_TRUE(vocabulary.Find("files")->lists->Has(large));
  size_t some = vocabulary.VerbListNumber("some");
  size_t more = vocabulary.VerbListNumber("more");
  vocabulary.AddToVerbList(some, {"delete", "unheard"});
  vocabulary.IncludeVerbs(some, more);
  EXPECT_TRUE(vocabulary.LemmaOn(vocabulary.FindLemma("delete"), more));
  EXPECT_FALSE(vocabulary.LemmaOn(vocabulary.FindLemma("drop"), more));
}

TEST(VocabularyTest, AnAliasIsWhereItsEnglishWordIs) {
  Vocabulary vocabulary;
  size_t things = vocabulary.ListNumber("things");
  vocabulary.AddToList(things, {"file"});
  vocabulary.AddAlias("datei", "file");
  vocabulary.AddAlias("nichts", "nowhere");
  EXPECT_TRUE(vocabulary.Find("datei")->lists->Has(things));
  EXPECT_FALSE(vocabulary.Find("nichts")->lists->Has(things));
}

TEST(VocabularyTest, TheLongestUnspacedWordCounts) {
  Vocabulary vocabulary;
  vocabulary.AddVerb("delete", Category::kDestructive, Surety::kAlways);
  vocabulary.AddForm("削", "delete", VerbForm::kBase);
  vocabulary.AddForm("削除", "delete", VerbForm::kBase);
  EXPECT_EQ(vocabulary.LongestUnspaced("削除する"), std::string_view("削除").size());
  EXPECT_EQ(vocabulary.LongestUnspaced("削る"), std::string_view("削").size());
  EXPECT_EQ(vocabulary.LongestUnspaced("る削"), 0u);
  EXPECT_EQ(vocabulary.LongestUnspaced("\xe5\x89"), 0u);  // a character cut in half
  EXPECT_EQ(vocabulary.LongestUnspaced(""), 0u);
}

TEST(VocabularyTest, RefusesMoreListsThanItHasBitsFor) {
  Vocabulary vocabulary;
  for (size_t i = 0; i < ListBits::kMax; ++i) vocabulary.ListNumber("list " + std::to_string(i));
  EXPECT_EQ(vocabulary.ListNumber("list 7"), 7u);
  try {
    vocabulary.ListNumber("one more");
    FAIL() << "took list number 513";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "more than 1,024 word lists in the rules");
  }
}

// The table moves its words whenever it grows; whatever it was asked to remember must stay right.
TEST(VocabularyTest, KeepsEverythingWhileItGrows) {
  Vocabulary vocabulary;
  size_t even = vocabulary.ListNumber("even");
  for (int i = 0; i < 3000; ++i) {
    std::string first = "first" + std::to_string(i);
    if (i % 2 == 0) vocabulary.AddToList(even, {first + " thing"});
    vocabulary.AddCompound(first, "thing");
  }
  for (int i = 0; i < 3000; ++i) {
    std::string whole = "first" + std::to_string(i) + " things";
    const Word* word = vocabulary.Find(whole);
    ASSERT_NE(word, nullptr) << whole;
    EXPECT_EQ(word->lists->Has(even), i % 2 == 0) << whole;
  }
}

}  // namespace
}  // namespace mcprisk
