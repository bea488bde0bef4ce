// Rule files in, messages out: what somebody sees who writes a rule.
#include <gtest/gtest.h>

#include <string>

#include "base/text.h"
#include "support/small_rules.h"

namespace mcprisk {
namespace {

constexpr char kGood[] = R"(id: warning/says-nothing
title: Says nothing
status: stable
claim: { severity: Low }
match: { described: false }
message: It has no description.
examples:
  match: [{ name: get_user }]
  no_match: [{ name: get_user, description: Get a user. }]
)";

// What is said of the good rule with `from` replaced by `to`.
std::string With(const std::string& from, const std::string& to) {
  EXPECT_NE(std::string(kGood).find(from), std::string::npos) << from;
  return ReadingOf({{"rules/warning/says-nothing.yaml", ReplaceAll(kGood, from, to)}});
}

TEST(RuleReaderTest, AGoodRuleLoads) {
  std::unique_ptr<RuleSet> set = LoadedSmallRules({{"rules/warning/says-nothing.yaml", kGood}});
  const Rule* rule = set->Find("warning/says-nothing");
  ASSERT_NE(rule, nullptr);
  EXPECT_EQ(rule->title, "Says nothing");
  EXPECT_EQ(rule->kind, RuleKind::kWarning);
  EXPECT_EQ(rule->status, RuleStatus::kStable);
  EXPECT_EQ(rule->severity, Severity::kLow);
  EXPECT_EQ(rule->match.described, false);
  EXPECT_EQ(rule->message, "It has no description.");
  EXPECT_EQ(rule->text, kGood);
  ASSERT_EQ(rule->matching.size(), 1u);
  EXPECT_EQ(CanonicalDefinition(rule->matching[0].tool), R"({"name":"get_user"})");
  EXPECT_EQ(rule->matching[0].line, 8u);
  ASSERT_EQ(rule->not_matching.size(), 1u);
  EXPECT_EQ(rule->not_matching[0].line, 9u);
  EXPECT_EQ(set->Find("warning/unheard-of"), nullptr);
}

TEST(RuleReaderTest, ExamplesAreDefinitions) {
  std::string examples = R"(
    - name: send
      title: Send it
      description: Sends it.
      annotations: { readOnlyHint: true, destructiveHint: false }
      parameters: { to: string, mode: { type: string, enum: [a, b] } }
)";
  std::unique_ptr<RuleSet> set = LoadedSmallRules(
      {{"rules/warning/says-nothing.yaml", ReplaceAll(kGood, " [{ name: get_user }]", examples)}});
  EXPECT_EQ(CanonicalDefinition(set->Find("warning/says-nothing")->matching[0].tool),
            R"({"annotations":{"destructiveHint":false,"readOnlyHint":true},)"
            R"("description":"Sends it.","inputSchema":{"properties":{)"
            R"("mode":{"enum":["a","b"],"type":"string"},"to":{"type":"string"}},)"
            R"("type":"object"},"name":"send","title":"Send it"})");
}

TEST(RuleReaderTest, TheKeysOfARule) {
  EXPECT_EQ(With("title: Says", "titel: Says"),
            R"(rules/warning/says-nothing.yaml:2:1: unknown key "titel", did you mean "title"?
    2 | titel: Says nothing
      | ^~~~~
rules/warning/says-nothing.yaml:1:1: missing key "title"
    1 | id: warning/says-nothing
      | ^)");
  EXPECT_EQ(With("title:", "qqqqqqqq: x\ntitle:"),
            R"(rules/warning/says-nothing.yaml:2:1: unknown key "qqqqqqqq"
    2 | qqqqqqqq: x
      | ^~~~~~~~)");
  EXPECT_EQ(With("status: stable", "title: Twice\nstatus: stable"),
            R"(rules/warning/says-nothing.yaml:3:1: key "title" is given twice
    3 | title: Twice
      | ^~~~~)");
  EXPECT_EQ(With("title: Says nothing", "title: [a, b]"),
            R"(rules/warning/says-nothing.yaml:2:8: "title" must be a text
    2 | title: [a, b]
      |        ^)");
  EXPECT_EQ(With("message: It has no description.\n", ""),
            R"(rules/warning/says-nothing.yaml:1:1: missing key "message"
    1 | id: warning/says-nothing
      | ^)");
}

TEST(RuleReaderTest, TheIdIsThePath) {
  EXPECT_EQ(With("id: warning/says-nothing", "id: warning/says-something"),
            R"(rules/warning/says-nothing.yaml:1:5: the id must be the path: warning/says-nothing
    1 | id: warning/says-something
      |     ^~~~~~~~~~~~~~~~~~~~~~)");
}

TEST(RuleReaderTest, StatusSeverityAndCategoryAreOfAFewWords) {
  EXPECT_EQ(With("status: stable", "status: beta"),
            R"(rules/warning/says-nothing.yaml:3:9: status is experimental, stable or deprecated
    3 | status: beta
      |         ^~~~)");
  EXPECT_EQ(With("severity: Low", "severity: Lowish"),
            R"(rules/warning/says-nothing.yaml:4:8: severity is Info, Low, Medium, High or Critical
    4 | claim: { severity: Lowish }
      |        ^)");
  EXPECT_EQ(With("severity: Low", "category: Read"),
            R"(rules/warning/says-nothing.yaml:4:10: unknown key "category"
    4 | claim: { category: Read }
      |          ^~~~~~~~
rules/warning/says-nothing.yaml:4:8: missing key "severity"
    4 | claim: { category: Read }
      |        ^
rules/warning/says-nothing.yaml:4:8: severity is Info, Low, Medium, High or Critical
    4 | claim: { category: Read }
      |        ^)");
  EXPECT_EQ(With("{ severity: Low }", "Low"),
            R"(rules/warning/says-nothing.yaml:1:1: missing key "claim"
    1 | id: warning/says-nothing
      | ^)");
  EXPECT_EQ(
      ReadingOf(
          {RuleOf("category/odd", "category: Reading", "{ verb: $read }"),
           {"rules/precedence.yaml", "frame: [pays, deletes, starts, changes, retrieves, odd]\n"}}),
      R"(rules/category/odd.yaml:4:8: category is Read, Write, Execute, Destructive or Financial
    4 | claim: { category: Reading }
      |        ^)");
  EXPECT_EQ(ReadingOf({RuleOf("capability/odd", "capability: flies", "{ verb: $read }")}),
            R"(rules/capability/odd.yaml: no capability "flies" in rules/capabilities.yaml)");
}

TEST(RuleReaderTest, TheConditionsOfAMatch) {
  EXPECT_EQ(With("match: { described: false }\n", ""),
            R"(rules/warning/says-nothing.yaml:1:1: missing key "match"
    1 | id: warning/says-nothing
      | ^)");
  EXPECT_EQ(With("{ described: false }", "{ objects: [file] }"),
            R"(rules/warning/says-nothing.yaml:5:10: unknown key "objects", did you mean "object"?
    5 | match: { objects: [file] }
      |          ^~~~~~~)");
  EXPECT_EQ(With("{ described: false }", "{ described: no }"),
            R"(rules/warning/says-nothing.yaml:5:21: expected true or false
    5 | match: { described: no }
      |                     ^~)");
  EXPECT_EQ(With("{ described: false }", "nothing"),
            R"(rules/warning/says-nothing.yaml:5:8: expected a map
    5 | match: nothing
      |        ^~~~~~~)");
  EXPECT_EQ(With("{ described: false }", "{ description: '(oops' }"),
            R"(rules/warning/says-nothing.yaml:5:23: bad pattern: missing ): (oops
    5 | match: { description: '(oops' }
      |                       ^~~~~)");
  EXPECT_EQ(With("{ described: false }", "{ object: $nothings }"),
            R"(rules/warning/says-nothing.yaml:5:18: no word list $nothings in the vocabulary
    5 | match: { object: $nothings }
      |                  ^~~~~~~~~)");
  EXPECT_EQ(With("{ described: false }", "{ verb: $nothings }"),
            R"(rules/warning/says-nothing.yaml:5:16: no verb list $nothings in the vocabulary
    5 | match: { verb: $nothings }
      |                ^~~~~~~~~)");
  EXPECT_EQ(With("{ described: false }", "{ verb: [get, fly] }"),
            R"(rules/warning/says-nothing.yaml:5:16: "fly" is no verb of rules/vocabulary.yaml
    5 | match: { verb: [get, fly] }
      |                ^)");
  EXPECT_EQ(With("{ described: false }", "{ frame: title }"),
            R"(rules/warning/says-nothing.yaml:5:17: frame is name, lead or operation
    5 | match: { frame: title }
      |                 ^~~~~)");
  EXPECT_EQ(With("{ described: false }", "{ category: [Read, Wright] }"),
            R"(rules/warning/says-nothing.yaml:5:20: no category "Wright"
    5 | match: { category: [Read, Wright] }
      |                    ^)");
  EXPECT_EQ(With("{ described: false }", "{ any: { described: false } }"),
            R"(rules/warning/says-nothing.yaml:5:15: expected a list of maps
    5 | match: { any: { described: false } }
      |               ^)");
  EXPECT_EQ(With("{ described: false }", "{ object: { a: b } }"),
            R"(rules/warning/says-nothing.yaml:5:18: expected a text or a list of texts
    5 | match: { object: { a: b } }
      |                  ^)");
}

TEST(RuleReaderTest, TheConditionsOnAParameterOrAnAnnotation) {
  EXPECT_EQ(With("{ described: false }", "{ parameter: { names: [sql] } }"),
            R"(rules/warning/says-nothing.yaml:5:23: unknown key "names", did you mean "name"?
    5 | match: { parameter: { names: [sql] } }
      |                       ^~~~~)");
  EXPECT_EQ(With("{ described: false }", "{ parameter: { description: [a, '(b'] } }"),
            R"(rules/warning/says-nothing.yaml:5:36: bad pattern: missing ): (b
    5 | match: { parameter: { description: [a, '(b'] } }
      |                                    ^)");
  EXPECT_EQ(
      With("{ described: false }", "{ annotation: { readonlyHint: true } }"),
      R"(rules/warning/says-nothing.yaml:5:24: unknown key "readonlyHint", did you mean "readOnlyHint"?
    5 | match: { annotation: { readonlyHint: true } }
      |                        ^~~~~~~~~~~~)");
  EXPECT_EQ(
      With("{ described: false }", "{ annotation: { readOnlyHint: true, idempotentHint: true } }"),
      R"(rules/warning/says-nothing.yaml:5:22: annotation takes one hint
    5 | match: { annotation: { readOnlyHint: true, idempotentHint: true } }
      |                      ^)");
}

TEST(RuleReaderTest, ARuleNeedsExamplesOfBothKinds) {
  const std::string said =
      R"(rules/warning/says-nothing.yaml:1:1: a rule needs examples: match and no_match, at least one each
    1 | id: warning/says-nothing
      | ^)";
  EXPECT_EQ(With("  match: [{ name: get_user }]\n", ""), said);
  EXPECT_EQ(With("match: [{ name: get_user }]", "match: []"), said);
  EXPECT_EQ(With("no_match: [{ name: get_user, description: Get a user. }]", "no_match: later"),
            said);
  EXPECT_EQ(With("[{ name: get_user }]", "[{ names: get_user }]"),
            R"(rules/warning/says-nothing.yaml:8:13: unknown key "names", did you mean "name"?
    8 |   match: [{ names: get_user }]
      |             ^~~~~
rules/warning/says-nothing.yaml:8:11: missing key "name"
    8 |   match: [{ names: get_user }]
      |           ^
rules/warning/says-nothing.yaml:8:11: bad example: this tool has no name
    8 |   match: [{ names: get_user }]
      |           ^)");
}

TEST(RuleReaderTest, BrokenYaml) {
  EXPECT_EQ(With("title: Says nothing", "title: [Says"),
            R"(rules/warning/says-nothing.yaml:3:7: end of sequence flow not found
    3 | status: stable
      |       ^)");
  EXPECT_EQ(ReadingOf({{"rules/warning/says-nothing.yaml", ""}}),
            "rules/warning/says-nothing.yaml: the file must hold exactly one document");
  EXPECT_EQ(ReadingOf({{"rules/warning/says-nothing.yaml", "just words\n"}}),
            R"(rules/warning/says-nothing.yaml:1:1: expected a map
    1 | just words
      | ^~~~~~~~~~)");
}

TEST(RuleReaderTest, AllProblemsOfAllFilesComeAtOnce) {
  EXPECT_EQ(ReadingOf({{"rules/warning/says-nothing.yaml",
                        ReplaceAll(ReplaceAll(kGood, "stable", "beta"), "Low", "Lowish")},
                       {"rules/risk.yaml", "start: { Reed: Low }\nmoves: []\n"}}),
            R"(rules/warning/says-nothing.yaml:3:9: status is experimental, stable or deprecated
    3 | status: beta
      |         ^~~~
rules/warning/says-nothing.yaml:4:8: severity is Info, Low, Medium, High or Critical
    4 | claim: { severity: Lowish }
      |        ^
rules/risk.yaml:1:10: expected a category and its risk class
    1 | start: { Reed: Low }
      |          ^~~~)");
}

}  // namespace
}  // namespace mcprisk
