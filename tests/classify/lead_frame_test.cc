#include <gtest/gtest.h>

#include <string>

#include "support/frames.h"
#include "support/small_rules.h"

namespace mcprisk {
namespace {

struct Row {
  const char* description;
  const char* frames;
};

// --- How the verb of a sentence is found, with a vocabulary of a few words -----------------------

std::string Small(const std::string& description) {
  return LeadFrames(description, SmallRuleSet().grammar());
}

TEST(LeadFrameTest, TheSentenceBeginsWithItsVerb) {
  const Row kRows[] = {
      {"List users.", "verb=list object=users first"},
      {"Lists users.", "verb=list object=users first"},
      {"Listing users.", "verb=list object=users first"},
      {"LIST USERS", "verb=list object=users first"},
      {"Permanently delete a file", "verb=delete object=file first"},
      {"Delete the old user record from the database.",
       "verb=delete object=old+user+record mentions=from+the+database first"},
      {"Search for files by name", "verb=search object=files mentions=by+name first"},
      {"Delete.", "verb=delete first"},
      {"Get a list of users", "verb=get object=users first"},
      {"**Delete** a file", "verb=delete object=file first"},
      {"- Delete a file", "verb=delete object=file first"},
      {"\n\n  Delete a file", "verb=delete object=file first"},
  };
  for (const Row& row : kRows) EXPECT_EQ(Small(row.description), row.frames) << row.description;
}

TEST(LeadFrameTest, OpeningsThatSayNothingArePassedOver) {
  const Row kRows[] = {
      {"Use this tool to delete a file.", "verb=delete object=file first"},
      {"This tool deletes a file.", "verb=delete object=file first"},
      {"A tool that deletes files", "verb=delete object=files first"},
      {"A tool that can delete files", "verb=delete object=files"},
      {"Helper to delete files", "verb=delete object=files"},
      {"Something for deleting files", "verb=delete object=files"},
      {"Use this tool to", "no verb"},
  };
  for (const Row& row : kRows) EXPECT_EQ(Small(row.description), row.frames) << row.description;
}

TEST(LeadFrameTest, SeveralVerbs) {
  const Row kRows[] = {
      {"Create, update or delete a record.",
       "verb=create object=record first; verb=update object=record first; "
       "verb=delete object=record first"},
      {"Create/update a record",
       "verb=create object=record first; verb=update object=record first"},
      {"Fetch a page and save it to a file",
       "verb=fetch object=page mentions=and+save+it+to+a+file first; "
       "verb=save object=it mentions=to+a+file"},
      // The form differs, so "updated" is no second act.
      {"Get created and updated files", "verb=get object=created mentions=and+updated+files first"},
      // What follows "that" or "to" is an act of somebody else.
      {"Get files that delete and remove others",
       "verb=get object=files mentions=that+delete+and+remove+others first"},
  };
  for (const Row& row : kRows) EXPECT_EQ(Small(row.description), row.frames) << row.description;
}

TEST(LeadFrameTest, WhatIsNoActIsNoVerb) {
  const Row kRows[] = {
      {"Does not delete anything", "no verb"},
      {"Never delete a file", "no verb"},
      {"Order status of a customer", "no verb"},
      {"Issue a thing", "verb=issue object=thing first sometimes"},
      {"Issue tracking", "no verb"},
      {"Note: delete it", "verb=delete object=it first"},
      {"Deleted files", "no verb"},
      {"Clear skies over a place", "no verb"},
      {"Clear the sky", "verb=clear object=sky first usually"},
      {"Comments of an issue", "no verb"},
      {"Comments on an issue", "no verb"},
      {"Archives that link here", "no verb"},
      {"The weather of a place", "no verb"},
      {"Image generation with a model", "verb=generate object=image mentions=with+a+model"},
      {"User search", "verb=search object=user"},
      {"", "no verb"},
      {"   \n ", "no verb"},
      {"?!", "no verb"},
      {"🔥🔥🔥", "no verb"},
  };
  for (const Row& row : kRows) EXPECT_EQ(Small(row.description), row.frames) << row.description;
}

TEST(LeadFrameTest, WhereASentenceEnds) {
  const Row kRows[] = {
      {"Get a file. Delete it.", "verb=get object=file first"},
      {"The file. Delete it.", "verb=delete object=it first"},
      {"The file; delete it", "verb=delete object=it first"},
      {"Files: delete them", "verb=delete object=them first"},
      {"The files\n\nDelete them", "verb=delete object=them first"},
      // A line that goes on in lower case is only wrapped.
      {"Delete the\nfile", "verb=delete object=file first"},
      {"Get a file, e.g. a delete marker",
       "verb=get object=file mentions=e+g+a+delete+marker first"},
      {"Get v1.2 of a file", "verb=get object=v1+2 mentions=of+a+file first"},
      // Later sentences must begin with their verb.
      {"The file. Helper to delete it.", "no verb"},
      {"If you must, delete it. Get a file.", "verb=get object=file first"},
      {"One. Two. Three. Four. Delete it.", "no verb"},
      {"概要。Delete it。", "verb=delete object=it first"},
  };
  for (const Row& row : kRows) EXPECT_EQ(Small(row.description), row.frames) << row.description;
}

TEST(LeadFrameTest, AsidesDoNotAct) {
  EXPECT_EQ(Small("Check the state (running, deleted, delete pending) of a job"),
            "verb=check object=state mentions=of+a+job first");
  EXPECT_EQ(Small("(Beta) Delete a file"), "verb=delete object=file first");
}

TEST(LeadFrameTest, OtherLanguagesUseTheirOwnWords) {
  std::unique_ptr<RuleSet> rules = LoadedSmallRules(
      {{"rules/languages/xx.yaml",
        "language: xx\nverbs: { delete: [löscht, 削除, 删除, sil], get: [obtiene, 取得] }\n"
        "nouns: { file: [ファイル, datei, dosyayı], that: [を] }\n"}});
  const Row kRows[] = {
      {"Löscht eine Datei.", "verb=delete object=eine+datei first"},
      {"Obtiene el archivo", "verb=get object=el+archivo first"},
      {"ファイルを削除します。", "verb=delete object=ファイル mentions=を first"},
      {"ファイルを取得し、削除します。",
       "verb=get object=ファイル mentions=を+削除 first; "
       "verb=delete object=ファイル mentions=を+取得 first"},
      {"削除", "verb=delete first"},
      {"根据关键词删除文件", "verb=delete first"},
      {"Dosyayı sil", "verb=delete object=dosyayı"},
  };
  for (const Row& row : kRows) {
    EXPECT_EQ(LeadFrames(row.description, rules->grammar()), row.frames) << row.description;
  }
}

// What only lists the parts of what is read is no second act.
TEST(LeadFrameTest, WhatIsListedIsNoAct) {
  const Row kRows[] = {
      {"Get a user with name, delete history and id",
       "verb=get object=user mentions=with+name+delete+history+and+id first"},
      {"Get files by create, update, or delete time",
       "verb=get object=files mentions=by+create+update+or+delete+time first; "
       "verb=delete object=time"},
      {"Get a user and delete it",
       "verb=get object=user mentions=and+delete+it first; verb=delete object=it"},
  };
  for (const Row& row : kRows) EXPECT_EQ(Small(row.description), row.frames) << row.description;
}

// --- The same with the shipped words, where no reader could disagree -----------------------------

TEST(LeadFrameTest, ShippedWordsAreUnderstood) {
  const Row kRows[] = {
      {"Use this tool to permanently delete a file", "verb=delete object=file first"},
      {"get background job status", "verb=get object=background+job+status first"},
      {"Check lifecycle status (running, completed, failed) of a job by id",
       "verb=check object=lifecycle+status mentions=of+a+job+by+id first"},
      {"Create, update or delete a record",
       "verb=create object=record first; verb=update object=record first; "
       "verb=delete object=record first"},
      {"Sends an e-mail to a customer", "verb=send object=e-mail mentions=to+a+customer first"},
      // What is allowed is done behind "to"; where nothing is, allowing is the act.
      {"It allows assistants to search files", "verb=search object=files first"},
      {"Allows a sender on the list",
       "verb=allow object=sender mentions=on+the+list first usually"},
      // What something is used for is done, too.
      {"Use a helper to delete files",
       "verb=use object=helper mentions=to+delete+files first usually; "
       "verb=delete object=files first"},
      // What heads the answer of a docstring, and the key of an example, are no sentences.
      {"A list of hives.\n\nReturns: the hives", "no verb"},
      {"Hives of a meadow { \"link\": \"meadow\" }", "no verb"},
      // A command for the state of migrations migrates nothing.
      {"The migrate status command of a database", "no verb"},
      // Turkish ends with its verb.
      {"Bir kaydın etiketini birkaç adımda kalıcı olarak siler",
       "verb=delete object=birkaç+adımda+kalıcı+olarak"},
  };
  for (const Row& row : kRows) {
    EXPECT_EQ(LeadFrames(row.description, RuleSet::Shipped().grammar()), row.frames)
        << row.description;
  }
}

}  // namespace
}  // namespace mcprisk
