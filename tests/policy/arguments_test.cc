#include "policy/arguments.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "policy/compare.h"
#include "policy/decide.h"

namespace mcprisk {
namespace {

Parameter Named(std::string name, std::string type, std::string description = "") {
  Parameter parameter;
  parameter.name = std::move(name);
  parameter.type = std::move(type);
  parameter.description = std::move(description);
  parameter.required = true;
  return parameter;
}

Classification Judged(Category category, Risk risk, std::vector<std::string> capabilities = {}) {
  Classification classification;
  classification.category = category;
  classification.risk = risk;
  classification.confidence = 0.9;
  classification.capabilities = std::move(capabilities);
  return classification;
}

std::string Ruled(const Classification& judged, std::vector<Parameter> parameters,
                  const char* posture = "balanced") {
  Tool tool;
  tool.name = "t";
  tool.parameters = std::move(parameters);
  return RulingText(MakeRuling(tool, judged, *Postures::Shipped().Find(posture)));
}

TEST(ArgumentCasesTest, AStatementThatOnlyReadsIsNotAskedFor) {
  Classification runs = Judged(Category::kExecute, Risk::kHigh, {"free-query"});
  EXPECT_EQ(Ruled(runs, {Named("sql", "string")}),
            "ask 10/minute; limit 10/minute when sql only reads");
  EXPECT_EQ(Ruled(runs, {Named("sql", "string"), Named("query", "string")}), "ask 10/minute");
  EXPECT_EQ(Ruled(runs, {Named("sql", "array")}), "ask 10/minute");
  EXPECT_EQ(Ruled(runs, {Named("code", "string")}), "ask 10/minute");
  runs.findings = {{"warning/w", Severity::kHigh, "…", {}}};
  EXPECT_EQ(Ruled(runs, {Named("sql", "string")}), "ask 10/minute");
}

TEST(ArgumentCasesTest, ADryRunOfWhatIsDeniedIsAskedFor) {
  Classification deletes = Judged(Category::kDestructive, Risk::kCritical);
  EXPECT_EQ(Ruled(deletes, {Named("dryRun", "boolean")}), "deny; ask when dryRun is true");
  EXPECT_EQ(Ruled(deletes, {Named("dryRun", "string")}), "deny");
  EXPECT_EQ(Ruled(deletes, {Named("dry_run", "boolean")}, "open"),
            "ask 10/minute; limit 10/minute when dry_run is true");
  EXPECT_EQ(Ruled(deletes, {Named("dry_run", "boolean")}, "careful"), "deny");
}

TEST(ArgumentCasesTest, AnUnconfirmedCallIsADryRunOnlyWhereTheDefinitionSaysSo) {
  Classification deletes = Judged(Category::kDestructive, Risk::kCritical);
  EXPECT_EQ(Ruled(deletes, {Named("confirm", "boolean", "Must be true, or nothing is deleted.")}),
            "deny; ask when confirm is false");
  EXPECT_EQ(Ruled(deletes, {Named("confirm", "boolean", "Ask before deleting.")}), "deny");
}

TEST(OperationCasesTest, CallsOfAMilderOperationFareBetter) {
  Classification manages = Judged(Category::kDestructive, Risk::kCritical, {"deletes-data"});
  manages.operation_parameter = "action";
  manages.operations = {{"list", Category::kRead},
                        {"get", Category::kRead},
                        {"update", Category::kWrite},
                        {"delete", Category::kDestructive}};
  EXPECT_EQ(Ruled(manages, {Named("action", "string")}),
            "deny; limit 60/minute when action is get or list; limit 30/minute when action is "
            "update");
  manages.capabilities.clear();
  EXPECT_EQ(Ruled(manages, {Named("action", "string")}),
            "deny; allow when action is get or list; limit 30/minute when action is update");
  EXPECT_EQ(Ruled(manages, {Named("other", "string")}), "deny");
  manages.confidence = 0.3;
  EXPECT_EQ(Ruled(manages, {Named("action", "string")}),
            "deny; limit 60/minute when action is get or list; ask 30/minute when action is "
            "update");
}

TEST(OperationCasesTest, AValueListedTwiceIsTheSeverestOfBoth) {
  Classification manages = Judged(Category::kDestructive, Risk::kCritical);
  manages.operation_parameter = "action";
  manages.operations = {{"clear", Category::kRead}, {"clear", Category::kDestructive}};
  EXPECT_EQ(Ruled(manages, {Named("action", "string")}), "deny");
}

TEST(OperationCasesTest, AReadingOperationSaysSo) {
  Classification merges = Judged(Category::kExecute, Risk::kHigh);
  merges.operation_parameter = "action";
  auto reads = [&](const char* value) {
    merges.operations = {{value, Category::kRead}, {"merge", Category::kExecute}};
    return Ruled(merges, {Named("action", "string")}) ==
           std::string("limit 10/minute; allow when action is ") + value;
  };
  EXPECT_TRUE(reads("list"));
  EXPECT_TRUE(reads("listEpics"));
  EXPECT_TRUE(reads("get_all"));
  EXPECT_TRUE(reads("GET"));
  EXPECT_FALSE(reads("squash"));
  EXPECT_FALSE(reads("default"));
  EXPECT_FALSE(reads("listen"));
  EXPECT_FALSE(reads(""));
}

bool OnlyReads(const std::string& statement) {
  std::string json = "{\"sql\":";
  AppendJsonString(statement, &json);
  JsonParser parser;
  Json arguments = *parser.Parse(json + "}");
  using Kind = ArgumentCondition::Kind;
  return Holds({"/sql", Kind::kMatches, 0, {std::string(kReadingStatement)}}, arguments) &&
         Holds({"/sql", Kind::kNotMatches, 0, {std::string(kWritingWord)}}, arguments);
}

TEST(ReadingStatementTest, ReadsOnly) {
  for (const char* statement :
       {"select 1", "  SELECT a, b\nFROM t\nWHERE c = 'x' ORDER BY 1;\n",
        "with x as (select 1)\n"
        "select * from x",
        "SHOW TABLES", "describe t", "explain select created_at from updates"}) {
    EXPECT_TRUE(OnlyReads(statement)) << statement;
  }
}

TEST(ReadingStatementTest, WhateverMayWriteDoesNotOnlyRead) {
  for (const char* statement :
       {"", "delete from t", "select 1; drop table t",
        "with x as (delete from t returning *) "
        "select * from x",
        "select * into u from t", "SELECT 1 /*!50000 INTO OUTFILE 'x' */",
        "explain analyze delete from t", "select pg_terminate_backend(1)", "select lo_import('x')",
        "select * from t for update", "select setval('s', 1)", "-- x\nselect 1", "pragma x",
        "select dblink_exec('x', 'y')", "WITH 1 AS x MERGE (n) RETURN n", "select sleep(100)",
        "selectx", "exec xp_cmdshell 'dir'", "select load_file('/etc/passwd')"}) {
    EXPECT_FALSE(OnlyReads(statement)) << statement;
  }
}

TEST(ConditionTextTest, ReadsLikeASentence) {
  using Kind = ArgumentCondition::Kind;
  EXPECT_EQ(ConditionText({"/a~1b/c", Kind::kAtMost, 2.5, {}}), "a/b.c is at most 2.5");
  EXPECT_EQ(ConditionText({"/x", Kind::kOneOf, 0, {"1", "2", "3", "4", "5", "6", "7", "8"}}),
            "x is 1 or 2 or 3 or 4 or 5 or 6 or one of 2 more");
  EXPECT_EQ(ConditionText({"/x", Kind::kNotMatches, 0, {";"}}), "x does not match ;");
}

TEST(FoldedParameterTest, ForgetsCaseAndSeparators) {
  EXPECT_EQ(FoldedParameter("Total-Amount"), FoldedParameter("totalAmount"));
  EXPECT_EQ(FoldedParameter("total amount"), "totalamount");
}

}  // namespace
}  // namespace mcprisk
