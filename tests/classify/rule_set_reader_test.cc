// The tables beside the rules: vocabulary, languages, precedence, risk, confidence.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/text.h"
#include "support/small_rules.h"

namespace mcprisk {
namespace {

// One of the small files with `from` replaced by `to`.
RuleFile Changed(const std::string& path, const std::string& from, const std::string& to) {
  for (RuleFile& file : SmallRules()) {
    if (file.path != path) continue;
    EXPECT_NE(file.text.find(from), std::string::npos) << from;
    return {path, ReplaceAll(file.text, from, to)};
  }
  ADD_FAILURE() << "no " << path;
  return {};
}

std::string With(const std::string& path, const std::string& from, const std::string& to) {
  return ReadingOf({Changed(path, from, to)});
}

TEST(RuleSetReaderTest, TheSmallRulesLoad) { EXPECT_EQ(ReadingOf({}), "loads"); }

TEST(RuleSetReaderTest, EveryFileIsNeeded) {
  for (const char* path : {"rules/vocabulary.yaml", "rules/capabilities.yaml", "rules/risk.yaml",
                           "rules/precedence.yaml", "rules/confidence.yaml"}) {
    std::vector<RuleFile> files = SmallRules();
    std::erase_if(files, [&](const RuleFile& file) { return file.path == path; });
    Result<std::unique_ptr<RuleSet>> set = RuleSet::FromFiles(files);
    ASSERT_FALSE(set) << path;
    EXPECT_NE(set.error().find(std::string(path) + ": missing file"), std::string::npos)
        << set.error();
  }
}

// --- Vocabulary ----------------------------------------------------------------------------------

TEST(RuleSetReaderTest, TheWordsOfTheVocabulary) {
  const std::string path = "rules/vocabulary.yaml";
  EXPECT_EQ(With(path, "simulate, fetch, find]", "simulate, fetch, find, delete]"),
            R"(rules/vocabulary.yaml:15:13: "delete" is a verb already
   15 |     always: [delete, remove, purge]
      |             ^)");
  EXPECT_EQ(With(path, "generation: generate,", "generation: germinate,"),
            R"(rules/vocabulary.yaml:22:24: "germinate" is no verb
   22 | actions: { generation: germinate, deletion: delete, runner: run }
      |                        ^~~~~~~~~)");
  EXPECT_THAT(With(path, "  Read:\n    always", "  Reading:\n    always"),
              testing::StartsWith(R"(rules/vocabulary.yaml:2:3: no category "Reading"
    2 |   Reading:
      |   ^~~~~~~
)"));
  EXPECT_EQ(With(path, "[$thing, database]", "[$things, database]"),
            R"(rules/vocabulary.yaml:59:14: no word list $things above this one
   59 |   big_thing: [$things, database]
      |              ^)");
  EXPECT_EQ(With(path, "[pull request, order book]", "[pull request, order book entry]"),
            R"(rules/vocabulary.yaml:60:12: "order book entry" is not two words
   60 | compounds: [pull request, order book entry]
      |            ^)");
  EXPECT_EQ(With(path, "boilerplate:", "boiler_plate:"),
            R"(rules/vocabulary.yaml:61:1: unknown key "boiler_plate", did you mean "boilerplate"?
   61 | boiler_plate: [use this tool to, this tool, a tool that]
      | ^~~~~~~~~~~~)");
}

TEST(RuleSetReaderTest, TheWordsOfALanguage) {
  EXPECT_EQ(ReadingOf({{"rules/languages/xx.yaml",
                        "language: xx\nverbs: { delete: [borrar], fly: [volar] }\n"}}),
            R"(rules/languages/xx.yaml:2:28: "fly" is no verb
    2 | verbs: { delete: [borrar], fly: [volar] }
      |                            ^~~)");
  EXPECT_EQ(ReadingOf({{"rules/languages/xx.yaml", "language: xx\nverb: {}\n"}}),
            R"(rules/languages/xx.yaml:2:1: unknown key "verb", did you mean "verbs"?
    2 | verb: {}
      | ^~~~)");
  EXPECT_EQ(ReadingOf({{"rules/languages/xx.yaml", "language: xx\n"}}), "loads");
}

// --- One list orders the category rules ----------------------------------------------------------

TEST(RuleSetReaderTest, EveryCategoryRuleStandsInOneListOnce) {
  EXPECT_EQ(ReadingOf({{"rules/precedence.yaml", "frame: [pays, deletes, starts, changes]\n"}}),
            "rules/precedence.yaml: category/retrieves is listed 0 times; every category rule "
            "stands there once");
  EXPECT_EQ(ReadingOf({{"rules/precedence.yaml",
                        "stated: [pays]\nframe: [pays, deletes, starts, changes, retrieves]\n"}}),
            "rules/precedence.yaml: category/pays is listed 2 times; every category rule stands "
            "there once");
  EXPECT_EQ(ReadingOf({{"rules/precedence.yaml",
                        "frame: [pays, deletes, starts, changes, retrieves, flies]\n"}}),
            R"(rules/precedence.yaml:1:8: no rule category/flies
    1 | frame: [pays, deletes, starts, changes, retrieves, flies]
      |        ^)");
  EXPECT_THAT(ReadingOf({{"rules/precedence.yaml",
                          "frames: [pays, deletes, starts, changes, retrieves]\n"}}),
              testing::StartsWith(
                  R"(rules/precedence.yaml:1:1: unknown key "frames", did you mean "frame"?
    1 | frames: [pays, deletes, starts, changes, retrieves]
      | ^~~~~~
)"));
}

TEST(RuleSetReaderTest, TheShippedRulesAreOrderedByThatListOnly) {
  const RuleSet& rules = RuleSet::Shipped();
  size_t categories = 0;
  for (const Rule& rule : rules.rules()) categories += rule.kind == RuleKind::kCategory;
  EXPECT_EQ(rules.stated().size() + rules.frame().size() + rules.parameters().size(), categories);
}

// --- Risk and confidence -------------------------------------------------------------------------

TEST(RuleSetReaderTest, TheRiskTable) {
  const std::string path = "rules/risk.yaml";
  EXPECT_EQ(With(path, "at_least: High,", ""),
            R"(rules/risk.yaml:3:5: a move needs at_least, at_most or step
    3 |   - { capability: reads-secrets,  because: it hands out secrets }
      |     ^)");
  EXPECT_EQ(With(path, "category: [Write, Execute]", "category: [Right]"),
            R"(rules/risk.yaml:4:35: no category "Right"
    4 |   - { capability: bulk, category: [Right], step: 1, because: it acts on many things }
      |                                   ^)");
  EXPECT_EQ(With(path, "Read: Low", "Read: Tiny"),
            R"(rules/risk.yaml:1:10: expected a category and its risk class
    1 | start: { Read: Tiny, Write: Medium, Execute: High, Destructive: Critical, Financial: Critical }
      |          ^~~~)");
  // What would go unnoticed until a tool is called harmless.
  EXPECT_NE(With(path, ", Destructive: Critical", ""), "loads");
  EXPECT_NE(With(path, "at_least: High", "at_least: Highest"), "loads");
  EXPECT_NE(With(path, "step: 1", "at_most: Critical, step: -2"), "loads");
  EXPECT_NE(With(path, "capability: bulk", "capability: bulky"), "loads");
}

TEST(RuleSetReaderTest, TheConfidenceTable) {
  const std::string path = "rules/confidence.yaml";
  std::vector<RuleFile> files = {{path, "a: { confidence: 1.5, meaning: too sure }\n"}};
  EXPECT_EQ(ReadingOf(files),
            R"(rules/confidence.yaml:1:4: confidence is above 0 and at most 1
    1 | a: { confidence: 1.5, meaning: too sure }
      |    ^)");
}

// --- Files of the wrong shape --------------------------------------------------------------------

// What escapes the reader when the file at `path` holds `text`: nothing, it says what is wrong.
std::string Escaping(const std::string& path, const std::string& text) {
  try {
    ReadingOf({{path, text}});
  } catch (const std::exception& error) {
    return path + " of \"" + text + "\": " + error.what() + "\n";
  }
  return "";
}

TEST(RuleSetReaderTest, AFileOfAnyShapeIsAMessage) {
  const char* kTexts[] = {"",
                          "word\n",
                          "[a, b]\n",
                          "{}\n",
                          "- {a: b}\n",
                          "a: b\n",
                          "{[a]: b}\n",
                          "? {a: b}\n: c\n",
                          "\tx",
                          "a: [\n",
                          "&a [*a]\n",
                          "---\n---\n",
                          "\xff\xfe",
                          "verbs: x\n",
                          "verbs: {Read: x}\n",
                          "verbs: {Read: {always: {a: b}}}\n",
                          "irregular: [a]\n",
                          "lists: [x]\n",
                          "compounds: [\"\"]\n",
                          "moves: [x]\n",
                          "moves: {a: b}\n",
                          "start: [x]\n",
                          "stated: {a: b}\n",
                          "a: {confidence: [1]}\n"};
  std::vector<std::string> paths = {"rules/languages/xx.yaml", "rules/warning/xx.yaml"};
  for (const RuleFile& file : SmallRules()) paths.push_back(file.path);
  std::string escaping;
  for (const std::string& path : paths) {
    for (const char* text : kTexts) escaping += Escaping(path, text);
  }
  EXPECT_EQ(escaping, "");
}

TEST(RuleSetReaderTest, AnOpeningOfNoWordsIsNoTrouble) {
  EXPECT_NO_THROW(With("rules/vocabulary.yaml", "boilerplate: [", "boilerplate: ['', ' ', "));
}

TEST(RuleSetReaderTest, TheDigestIsOverAllFiles) {
  std::string one = SmallRuleSet().digest().Hex();
  EXPECT_EQ(LoadedSmallRules({})->digest().Hex(), one);
  EXPECT_NE(LoadedSmallRules({Changed("rules/risk.yaml", "it hands", "It hands")})->digest().Hex(),
            one);
  std::vector<RuleFile> turned = SmallRules();
  std::reverse(turned.begin(), turned.end());
  EXPECT_EQ((*RuleSet::FromFiles(turned))->digest().Hex(), one);
}

}  // namespace
}  // namespace mcprisk
