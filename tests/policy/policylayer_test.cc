#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "policy/target.h"
#include "policy/targets/policylayer.h"

namespace mcprisk {
namespace {

Ruling Ruled(std::string tool, Decision decision) {
  Ruling ruling;
  ruling.tool = std::move(tool);
  ruling.decision = decision;
  ruling.reason = "it may hurt (p/line).";
  return ruling;
}

Ruling Limited(std::string tool, size_t max) {
  Ruling ruling = Ruled(std::move(tool), Decision::kLimit);
  ruling.limit = {max, "minute"};
  return ruling;
}

Ruling Capped(std::string tool, std::string parameter, double cap) {
  Ruling ruling = Ruled(std::move(tool), Decision::kAsk);
  ruling.limit = {10, "minute"};
  RulingCase small;
  small.conditions = {{"/" + parameter, ArgumentCondition::Kind::kAtMost, cap, {}}};
  small.decision = Decision::kLimit;
  small.limit = ruling.limit;
  small.when = parameter + " is small";
  ruling.cases = {small};
  return ruling;
}

struct Written {
  std::string json;
  std::vector<std::string> notes;
};

Written Write(std::vector<Ruling> rulings) {
  TargetServer server;
  server.policy = {"acme/notes", "balanced", std::move(rulings)};
  Result<TargetFile> file = WriteTarget(*FindTarget("policylayer"), {server}, {});
  Written written;
  written.json = file->text;
  for (const TargetNote& note : file->notes) {
    EXPECT_FALSE(note.weaker) << note.what;
    written.notes.push_back(note.what);
  }
  return written;
}

// Every decision once, and a second denial.
std::vector<Ruling> OneOfEach() {
  return {Ruled("delete_note", Decision::kDeny),
          Ruled("get_note", Decision::kAllow),
          Capped("pay", "amount", 100),
          Ruled("run", Decision::kAsk),
          Limited("write_note", 30),
          Ruled("wipe", Decision::kDeny)};
}

constexpr char kOneOfEach[] = R"({
  "version": "1",
  "default": "deny",
  "hide": [
    "delete_note",
    "wipe"
  ],
  "tools": {
    "get_note": {},
    "pay": {
      "require": [
        {
          "path": "args.amount",
          "op": "exists",
          "value": true
        }
      ],
      "deny_if": [
        {
          "conditions": [
            {
              "path": "args.amount",
              "op": "gt",
              "value": 100
            }
          ],
          "on_deny": "Requires human approval unless amount is small: it may hurt (p/line)."
        }
      ],
      "limits": [
        {
          "counter": "pay_rate",
          "window": "minute",
          "max": 10,
          "scope": "grant"
        }
      ]
    },
    "run": {
      "deny_if": [
        {
          "conditions": [],
          "on_deny": "Requires human approval: it may hurt (p/line)."
        }
      ]
    },
    "write_note": {
      "limits": [
        {
          "counter": "write_note_rate",
          "window": "minute",
          "max": 30,
          "scope": "grant"
        }
      ]
    }
  }
}
)";

TEST(PolicyLayerTest, WritesOneFormForEachDecision) {
  EXPECT_EQ(Write(OneOfEach()).json, kOneOfEach);
}

TEST(PolicyLayerTest, NotesWhatTheFormatCannotExpress) {
  EXPECT_EQ(
      Write(OneOfEach()).notes,
      (std::vector<std::string>{
          "policylayer cannot ask: 2 tools are denied where a person should decide: pay, run"}));
}

TEST(PolicyLayerTest, LeavesOutAnEmptyHideList) {
  Written written = Write({Ruled("get_job_status", Decision::kAllow)});
  EXPECT_EQ(written.json, R"({
  "version": "1",
  "default": "deny",
  "tools": {
    "get_job_status": {}
  }
}
)");
  EXPECT_EQ(written.notes, std::vector<std::string>());
}

TEST(PolicyLayerTest, NamesAFewToolsInANoteAndCountsTheRest) {
  std::vector<Ruling> rulings;
  for (char c = 'a'; c < 'h'; ++c) rulings.push_back(Ruled(std::string(1, c), Decision::kAsk));
  EXPECT_EQ(Write(rulings).notes,
            std::vector<std::string>{"policylayer cannot ask: 7 tools are denied where a person "
                                     "should decide: a, b, c, d, e and 2 more"});
}

TEST(PolicyLayerTest, AToolNamedLikeTheWildcardOpensNothing) {
  for (Decision decision : {Decision::kAllow, Decision::kDeny}) {
    Written written = Write({Ruled("*", decision), Ruled("get", Decision::kAllow)});
    EXPECT_EQ(written.json, Write({Ruled("get", Decision::kAllow)}).json);
    EXPECT_EQ(written.notes,
              std::vector<std::string>{"policylayer cannot name a tool where the name means "
                                       "every tool: 1 tool is left out: *"});
  }
  EXPECT_EQ(PolicyLayerEntry(Ruled("*", Decision::kAllow)), R"("default": "deny")");
}

TEST(PolicyLayerTest, AnEntryAloneIsOneLine) {
  EXPECT_EQ(PolicyLayerEntry(Ruled("get_job_status", Decision::kAllow)), R"("get_job_status": {})");
  EXPECT_EQ(PolicyLayerEntry(Limited("write", 30)),
            R"("write": {"limits":[{"counter":"write_rate","window":"minute","max":30,)"
            R"("scope":"grant"}]})");
  EXPECT_EQ(PolicyLayerEntry(Ruled("wipe", Decision::kDeny)), R"("hide": ["wipe"])");
  EXPECT_EQ(PolicyLayerEntry(Ruled("run", Decision::kAsk)),
            R"("run": {"deny_if":[{"conditions":[],)"
            R"("on_deny":"Requires human approval: it may hurt (p/line)."}]})");
}

// The counter's name in the entry of a limited tool.
std::string Counter(const std::string& tool) {
  std::string entry = PolicyLayerEntry(Limited(tool, 1));
  size_t begin = entry.find("\"counter\":\"") + 11;
  return entry.substr(begin, entry.find('"', begin) - begin);
}

TEST(PolicyLayerTest, CountersHaveSafeNamesAndNoTwoToolsShareOne) {
  EXPECT_EQ(Counter("create-note_2"), "create-note_2_rate");
  EXPECT_EQ(Counter("policies.create"), "policies_create_rate_c97caef09d22");
  EXPECT_EQ(Counter("policies create"), "policies_create_rate_a7d4b3c2232d");
  EXPECT_EQ(Counter("policies_create"), "policies_create_rate");
  EXPECT_EQ(Counter("größe"), "gr____e_rate_d353a2671b67");
}

TEST(PolicyLayerTest, AnAmountWhoseNameIsNoPathDeniesEveryCall) {
  Written written = Write({Capped("pay", "total.amount", 100)});
  EXPECT_EQ(
      written.notes,
      (std::vector<std::string>{
          "policylayer cannot tell calls of a tool apart by all of their arguments: 1 tool is "
          "held to the strictest ruling: pay",
          "policylayer cannot ask: 1 tool is denied where a person should decide: pay"}));
  EXPECT_EQ(PolicyLayerEntry(Capped("pay", "total.amount", 100)),
            PolicyLayerEntry(Ruled("pay", Decision::kAsk)));
}

TEST(PolicyLayerTest, KeepsACapThatIsNoWholeNumber) {
  EXPECT_NE(PolicyLayerEntry(Capped("pay", "amount", 2.5)).find(R"("op":"gt","value":2.5})"),
            std::string::npos);
}

TEST(PolicyLayerTest, ALimitWithoutANumberDenies) {
  EXPECT_EQ(PolicyLayerEntry(Ruled("run", Decision::kLimit)),
            PolicyLayerEntry(Ruled("run", Decision::kAsk)));
}

TEST(PolicyLayerTest, EscapesNamesAndSurvivesBrokenOnes) {
  EXPECT_EQ(PolicyLayerEntry(Ruled("a\"b\n", Decision::kAllow)), R"("a\"b\n": {})");
  EXPECT_EQ(PolicyLayerEntry(Ruled("a\xff", Decision::kAllow)), "\"a\xef\xbf\xbd\": {}");
}

}  // namespace
}  // namespace mcprisk
