// A condition and a definition in, what it was met by out.
#include "classify/match.h"

#include <gtest/gtest.h>

#include <string>

#include "support/definitions.h"
#include "support/small_rules.h"

namespace mcprisk {
namespace {

// Where `match` holds for the definition: evidence, a line each; "holds" when there is nothing to
// show; "no".
std::string Met(const std::string& match, const std::string& definition) {
  std::unique_ptr<RuleSet> rules =
      LoadedSmallRules({RuleOf("capability/probe", "capability: probe", match)});
  Tool tool = Defined(definition);
  Explanation explanation;
  Classifier(*rules).Classify(tool, {}, &explanation);
  for (const Explanation::Considered& considered : explanation.considered) {
    if (considered.rule != "capability/probe") continue;
    std::string evidence = EvidenceText(considered.evidence);
    return evidence.empty() ? "holds" : evidence;
  }
  return "no";
}

constexpr char kDeleteUser[] =
    R"({"name":"delete_user","description":"Deletes the user record by its number."})";

TEST(MatchTest, TheVerb) {
  EXPECT_EQ(Met("{ verb: [delete] }", kDeleteUser), "name[0,6) delete\ndescription[0,7) Deletes");
  EXPECT_EQ(Met("{ verb: $destructive }", kDeleteUser),
            "name[0,6) delete\ndescription[0,7) Deletes");
  EXPECT_EQ(Met("{ verb: [get, delete] }", R"({"name":"delete_user"})"), "name[0,6) delete");
  EXPECT_EQ(Met("{ verb: [get] }", kDeleteUser), "no");
  EXPECT_EQ(Met("{ verb: [delete] }", R"({"name":"deleted_users"})"), "no");
  EXPECT_EQ(Met("{ verb: [delete], frame: lead }", kDeleteUser), "description[0,7) Deletes");
  EXPECT_EQ(Met("{ verb: [delete], frame: name }", kDeleteUser), "name[0,6) delete");
}

TEST(MatchTest, WhatTheVerbActsOn) {
  // The head of what is acted on, any word of it, any word of the clause.
  EXPECT_EQ(Met("{ object: [user] }", kDeleteUser), "name[7,11) user");
  EXPECT_EQ(Met("{ object: [record] }", kDeleteUser), "description[17,23) record");
  EXPECT_EQ(Met("{ about: [user] }", kDeleteUser), "name[7,11) user\ndescription[12,16) user");
  EXPECT_EQ(Met("{ mentions: [number] }", kDeleteUser), "description[31,37) number");
  EXPECT_EQ(Met("{ about: [number] }", kDeleteUser), "no");
  EXPECT_EQ(Met("{ object: $thing }", kDeleteUser), "name[7,11) user\ndescription[17,23) record");
  EXPECT_EQ(Met("{ object: [$big_thing, number] }", R"({"name":"get_databases"})"),
            "name[4,13) databases");
  EXPECT_EQ(Met("{ object: [$big_thing, number] }", R"({"name":"get_number"})"),
            "name[4,10) number");
  EXPECT_EQ(Met("{ object: [user] }", R"({"name":"weather"})"), "no");
}

// All conditions on a frame must be met by the same one.
TEST(MatchTest, OneFrameMeetsThemAll) {
  constexpr char kTwo[] = R"({"name":"get_file","description":"Delete a user."})";
  EXPECT_EQ(Met("{ verb: [get], object: [file] }", kTwo), "name[0,3) get\nname[4,8) file");
  EXPECT_EQ(Met("{ verb: [get], object: [user] }", kTwo), "no");
  EXPECT_EQ(Met("{ verb: [delete], object: [file] }", kTwo), "no");
}

// "pull request" is one thing; a pull and a request are two.
TEST(MatchTest, AListOfTwoWordsIsNoCompound) {
  constexpr char kGetPull[] = R"({"name":"get_pull"})";
  EXPECT_EQ(Met("{ about: [pull, request] }", kGetPull), "name[4,8) pull");
  EXPECT_EQ(Met("{ about: [pull request] }", kGetPull), "no");
  EXPECT_EQ(Met("{ any: [{ about: [pull request] }, { about: [pull, request] }] }", kGetPull),
            "name[4,8) pull");
  EXPECT_EQ(Met("{ about: [pull request] }", R"({"name":"getPullRequests"})"),
            "name[3,15) PullRequests");
}

TEST(MatchTest, WordsOfTheDefinition) {
  constexpr char kTool[] =
      R"({"name":"acme_get_users","title":"Team members","description":"Gets them. All about cats.",
          "inputSchema":{"properties":{"dogName":{"type":"string"}}}})";
  EXPECT_EQ(Met("{ name: [acme] }", kTool), "name[0,4) acme");
  EXPECT_EQ(Met("{ name: [members] }", kTool), "no");
  for (const char* word : {"acme", "member", "cat", "dog", "user", "about"}) {
    EXPECT_EQ(Met(std::string("{ context: [") + word + "] }", kTool), "holds") << word;
  }
  EXPECT_EQ(Met("{ context: [horse] }", kTool), "no");
}

TEST(MatchTest, PatternsOverTheDescription) {
  constexpr char kTool[] =
      R"({"name":"get_user","description":"Gets a User from the cache. READ-ONLY by design."})";
  EXPECT_EQ(Met("{ description: 'read[- ]only' }", kTool), "description[28,37) READ-ONLY");
  EXPECT_EQ(Met("{ description: ['no such', 'user', 'cache'] }", kTool), "description[7,11) User");
  EXPECT_EQ(Met("{ description: 'write' }", kTool), "no");
  EXPECT_EQ(Met("{ lead: 'cache' }", kTool), "description[21,26) cache");
  EXPECT_EQ(Met("{ lead: 'read-only' }", kTool), "no");
  EXPECT_EQ(Met("{ description: 'user' }", R"({"name":"get_user"})"), "no");
}

TEST(MatchTest, RequestsInAnArray) {
  auto met = [](const std::string& items) {
    return Met("{ parameter: { requests: true } }",
               R"({"name":"put","inputSchema":{"properties":{"calls":{"type":"array","items":)" +
                   items + R"(}},"$defs":{"Call":{"properties":{"method":{"enum":["Put"]}}}}}})");
  };
  EXPECT_EQ(met(R"({"properties":{"method":{"enum":["GET","DELETE"]}}})"), "holds");
  EXPECT_EQ(met(R"({"properties":{"method":{"type":"string"},"url":{}}})"), "holds");
  EXPECT_EQ(met(R"({"$ref":"#/$defs/Call"})"), "holds");
  EXPECT_EQ(met(R"({"properties":{"method":{"enum":["GET","HEAD"]},"url":{}}})"), "no");
  EXPECT_EQ(met(R"({"properties":{"method":{"type":"string"}}})"), "no");
  EXPECT_EQ(met(R"({"type":"string"})"), "no");
}

TEST(MatchTest, Parameters) {
  constexpr char kTool[] = R"({"name":"put","inputSchema":{"properties":{
      "shellCommand":{"type":"string","description":"Shell to RUN"},
      "mode":{"type":"string","enum":["soft","HARD"]},
      "when":{"type":["string","null"],"format":"date"}},
      "required":["mode"]}})";
  EXPECT_EQ(Met("{ parameter: { name: shell_command } }", kTool),
            "parameters.shellCommand[0,12) shellCommand");
  EXPECT_EQ(Met("{ parameter: { name: [x, mode], required: true } }", kTool),
            "parameters.mode[0,4) mode");
  EXPECT_EQ(Met("{ parameter: { name: [x, mode], required: false } }", kTool), "no");
  EXPECT_EQ(Met("{ parameter: { word: [command] } }", kTool),
            "parameters.shellCommand[0,12) shellCommand");
  EXPECT_EQ(Met("{ parameter: { values: [hard] } }", kTool), "parameters.mode.enum[1][0,4) HARD");
  EXPECT_EQ(Met("{ parameter: { values: [harder] } }", kTool), "no");
  EXPECT_EQ(Met("{ parameter: { format: date } }", kTool), "holds");
  EXPECT_EQ(Met("{ parameter: { type: number } }", kTool), "no");
  EXPECT_EQ(Met("{ parameter: { has_values: true, name: shell_command } }", kTool), "no");
  EXPECT_EQ(Met("{ parameter: { description: 'to run' } }", kTool),
            "parameters.shellCommand.description[6,12) to RUN");
  EXPECT_EQ(Met("{ parameter: { description: ['no such', 'shell'] } }", kTool),
            "parameters.shellCommand.description[0,5) Shell");
  // All for the same parameter, or one of several.
  EXPECT_EQ(Met("{ parameter: { name: shell_command, values: [hard] } }", kTool), "no");
  EXPECT_EQ(Met("{ parameter: [{ name: none }, { name: mode }] }", kTool),
            "parameters.mode[0,4) mode");
  EXPECT_EQ(Met("{ no_parameters: false }", kTool), "holds");
  EXPECT_EQ(Met("{ no_parameters: true }", kTool), "no");
  EXPECT_EQ(Met("{ no_parameters: true }", R"({"name":"put","inputSchema":{}})"), "holds");
}

TEST(MatchTest, Annotations) {
  constexpr char kTool[] =
      R"({"name":"put","annotations":{"readOnlyHint":false,"idempotentHint":true}})";
  EXPECT_EQ(Met("{ annotation: { readOnlyHint: false } }", kTool),
            "annotations.readOnlyHint[0,5) false");
  EXPECT_EQ(Met("{ annotation: { idempotentHint: true } }", kTool),
            "annotations.idempotentHint[0,4) true");
  EXPECT_EQ(Met("{ annotation: { readOnlyHint: true } }", kTool), "no");
  // Absent is not its default.
  EXPECT_EQ(Met("{ annotation: { destructiveHint: true } }", kTool), "no");
  EXPECT_EQ(Met("{ annotation: { openWorldHint: true } }", kTool), "no");
}

TEST(MatchTest, WhatWasDecidedSoFar) {
  EXPECT_EQ(Met("{ category: [Write, Destructive] }", kDeleteUser), "holds");
  EXPECT_EQ(Met("{ category: Read }", kDeleteUser), "no");
  EXPECT_EQ(Met("{ described: true }", kDeleteUser), "holds");
  EXPECT_EQ(Met("{ described: false }", kDeleteUser), "no");
  std::unique_ptr<RuleSet> rules =
      LoadedSmallRules({RuleOf("capability/a", "capability: bulk", "{ verb: [delete] }"),
                        RuleOf("capability/b", "capability: probe", "{ capability: bulk }")});
  EXPECT_EQ(Classifier(*rules).Classify(Named("delete_it"), {}).capabilities,
            (std::vector<std::string>{"bulk", "probe"}));
  EXPECT_EQ(Classifier(*rules).Classify(Named("get_it"), {}).capabilities,
            std::vector<std::string>());
}

TEST(MatchTest, AlternativesAndExceptions) {
  EXPECT_EQ(Met("{ any: [{ verb: [get] }, { object: [user] }] }", kDeleteUser), "name[7,11) user");
  EXPECT_EQ(Met("{ any: [{ verb: [get] }, { object: [file] }] }", kDeleteUser), "no");
  EXPECT_EQ(Met("{ verb: [delete], except: [{ object: [user] }] }", kDeleteUser),
            "description[0,7) Deletes");
  EXPECT_EQ(Met("{ verb: [delete], except: [{ name: [user] }] }", kDeleteUser), "no");
  EXPECT_EQ(Met("{ verb: [delete], except: [{ object: [user], except: [{ name: [user] }] }] }",
                kDeleteUser),
            "name[0,6) delete\ndescription[0,7) Deletes");
  // What a failed alternative had found is taken back.
  EXPECT_EQ(Met("{ any: [{ name: [user], description: 'no such' }, { verb: [delete] }] }",
                R"({"name":"delete_user"})"),
            "name[0,6) delete");
}

}  // namespace
}  // namespace mcprisk
