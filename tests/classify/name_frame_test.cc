#include <gtest/gtest.h>

#include <string>

#include "support/frames.h"
#include "support/small_rules.h"

namespace mcprisk {
namespace {

struct Row {
  const char* name;
  const char* frames;
};

// --- How the verb of a name is found, with a vocabulary of a few words ---------------------------

std::string Small(const std::string& name, const std::string& description = "") {
  return NameFrames(name, SmallRuleSet().grammar(), description);
}

TEST(NameFrameTest, ASureVerbInFrontIsTheVerb) {
  const Row kRows[] = {
      {"delete_user", "verb=delete object=user first"},
      {"deleteUser", "verb=delete object=user first"},
      {"list_pull_requests", "verb=list object=pull_requests first"},
      {"get_all_user_files", "verb=get object=user+files first"},
      {"get_users_by_team", "verb=get object=users mentions=team first"},
      {"delete", "verb=delete first"},
      {"mcp_tool_delete_file", "verb=delete object=file first"},
      {"safely_delete_file", "verb=delete object=file mentions=safely first"},
      {"deletes_file", "verb=delete object=file first sometimes"},
      {"deleting_file", "verb=delete object=file first sometimes"},
      {"get_command", "verb=get object=command first"},
  };
  for (const Row& row : kRows) EXPECT_EQ(Small(row.name), row.frames) << row.name;
}

TEST(NameFrameTest, TheVerbMayStandLater) {
  const Row kRows[] = {
      {"acme_get_users", "verb=get object=users mentions=acme usually"},
      {"d1_database_delete", "verb=delete object=d1+database"},
      {"database_clear", "verb=clear object=database usually"},
      {"tweet_post", "verb=post object=tweet usually"},
      {"browser_tab_archive", "verb=archive object=browser+tab usually"},
      // What follows a preposition is no verb of the name.
      {"file_for_delete", "no verb"},
      {"records_to_update", "no verb"},
  };
  for (const Row& row : kRows) EXPECT_EQ(Small(row.name), row.frames) << row.name;
}

TEST(NameFrameTest, ANounOfActionIsAVerbOfSorts) {
  const Row kRows[] = {
      {"image_generation", "verb=generate object=image sometimes"},
      {"code_runner", "verb=run object=code sometimes"},
      {"generation_deletion", "verb=delete object=generation sometimes"},
      {"file_searches", "no verb"},
      {"deleted_files", "no verb"},
      {"sent_messages", "no verb"},
  };
  for (const Row& row : kRows) EXPECT_EQ(Small(row.name), row.frames) << row.name;
}

TEST(NameFrameTest, WhatIsMostlyANounIsTakenLast) {
  const Row kRows[] = {
      {"order", "verb=order first sometimes"},
      {"note_reader", "verb=note object=reader first sometimes"},
      {"run_history", "no verb"},
      {"order_status", "no verb"},
      {"run_count_get", "verb=get object=run+count"},
      {"delete_preview", "verb=delete object=preview first sometimes"},
      {"run_code", "verb=run object=code first usually"},
      {"shell_command", "verb=command object=shell usually"},
  };
  for (const Row& row : kRows) EXPECT_EQ(Small(row.name), row.frames) << row.name;
}

TEST(NameFrameTest, JoinedVerbsShareTheirObject) {
  const Row kRows[] = {
      {"create_or_update_file", "verb=create object=file first; verb=update object=file usually"},
      {"get_or_create_or_delete_file",
       "verb=get object=file first; verb=create object=file usually; "
       "verb=delete object=file usually"},
      // No verb is the object of another.
      {"find_and_delete", "verb=find first; verb=delete usually"},
      {"get_terms_and_conditions", "verb=get object=terms mentions=conditions first"},
  };
  for (const Row& row : kRows) EXPECT_EQ(Small(row.name), row.frames) << row.name;
}

TEST(NameFrameTest, TheSentenceTellsWhichWordIsTheVerb) {
  EXPECT_EQ(Small("list_delete", "Delete a list."), "verb=delete object=list");
  EXPECT_EQ(Small("list_delete", "List what was deleted."), "verb=list object=delete first");
  EXPECT_EQ(Small("order", "Order a meal."), "verb=order first");
  EXPECT_EQ(Small("image_generation", "Generate an image."), "verb=generate object=image usually");
}

TEST(NameFrameTest, ThereMayBeNoVerb) {
  for (const char* name : {"weather", "user", "", "_", "42", "x", "pull_request", "🔥", "and",
                           "or_and", "mcp", "the", "api_tool"}) {
    EXPECT_EQ(Small(name), "no verb") << name;
  }
}

// --- The same with the shipped words, where no reader could disagree -----------------------------

TEST(NameFrameTest, ShippedWordsAreUnderstood) {
  const Row kRows[] = {
      {"get_users", "verb=get object=users first"},
      {"zia_get_users", "verb=get object=users mentions=zia usually"},
      {"browser_tab_close", "verb=close object=browser+tab usually"},
      {"d1_database_delete", "verb=delete object=d1+database"},
      {"deleteCampaign", "verb=delete object=campaign first"},
      {"create_or_update_file", "verb=create object=file first; verb=update object=file usually"},
      {"send-email", "verb=send object=email first"},
      {"SLACK_POST_MESSAGE", "verb=post object=message mentions=slack usually"},
      {"get_job_status", "verb=get object=job+status first"},
      {"restart_pod", "verb=restart object=pod first"},
      // At the end such a word names what the verb before it acts on.
      {"VPS_deleteSnapshot", "verb=delete object=snapshot mentions=vps usually"},
      {"acme_delete_tag", "verb=delete object=tag mentions=acme usually"},
      {"volume_snapshot", "verb=snapshot object=volume usually"},
      // In a browser "type" is an act, elsewhere a kind of thing.
      {"browser_type", "verb=type object=browser usually"},
      {"beehive_type", "no verb"},
      // Of what is kept, a verb that can be nothing else is done; of a state it is not.
      {"publish_version", "verb=publish object=version first"},
      {"publish_status", "no verb"},
      {"hive_following", "no verb"},
  };
  for (const Row& row : kRows) {
    EXPECT_EQ(NameFrames(row.name, RuleSet::Shipped().grammar()), row.frames) << row.name;
  }
}

}  // namespace
}  // namespace mcprisk
