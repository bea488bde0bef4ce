// The screen leaves out no phrase: what occurs when every phrase is asked is among what is asked.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "classify/pattern_set.h"
#include "classify/rule_set.h"
#include "classify/text/conditions.h"
#include "classify/text/folded_text.h"
#include "support/paths.h"

namespace mcprisk {
namespace {

// Every string of a definition, names of members, too.
void AddTexts(const nlohmann::json& value, std::vector<std::string>* texts) {
  if (value.is_string()) texts->push_back(value.get<std::string>());
  for (const auto& [key, below] : value.items()) {
    if (value.is_object()) texts->push_back(key);
    if (value.is_structured()) AddTexts(below, texts);
  }
}

std::vector<std::string> TextsOf(const std::string& file) {
  std::vector<std::string> texts;
  std::ifstream in(SourceDir() + "/" + file);
  for (std::string line; std::getline(in, line);) {
    AddTexts(nlohmann::json::parse(line)["tool"], &texts);
  }
  return texts;
}

using Asked = std::set<std::pair<size_t, size_t>>;  // condition, phrase

Asked ScreenedIn(const std::string& text, PatternSet::Buffers* buffers) {
  const RuleSet& rules = RuleSet::Shipped();
  rules.patterns().ScreenMarks(text, buffers);
  Asked asked;
  for (size_t mark : buffers->marks) {
    const TextConditions::Meaning& meaning = rules.texts().MeaningOf(mark);
    if (meaning.detector) continue;
    const auto any = [](size_t, size_t) { return true; };
    if (!rules.patterns().AnyRow(mark, kMaxPhraseBytes, buffers, any)) continue;
    asked.emplace(meaning.condition, meaning.phrase);
  }
  return asked;
}

// The phrases without detector that occur in folded text.
Asked FoundIn(const std::string& folded) {
  const std::vector<TextCondition>& conditions = RuleSet::Shipped().texts().all();
  Asked found;
  for (size_t i = 0; i < conditions.size(); ++i) {
    if (conditions[i].detector) continue;
    for (size_t phrase = 0; phrase < conditions[i].phrases->size(); ++phrase) {
      if (conditions[i].phrases->FindOne(phrase, folded)) found.emplace(i, phrase);
    }
  }
  return found;
}

class ScreenTest : public testing::TestWithParam<const char*> {};

TEST_P(ScreenTest, LeavesOutNoPhraseThatOccurs) {
  PatternSet::Buffers buffers;
  FoldedText folded;
  size_t found = 0;
  const std::vector<std::string> texts = TextsOf(GetParam());
  for (const std::string& text : texts) {
    FoldText(text, FoldMode::kProse, &folded);
    const Asked asked = ScreenedIn(folded.text, &buffers);
    for (const auto& [condition, phrase] : FoundIn(folded.text)) {
      ++found;
      EXPECT_TRUE(asked.contains({condition, phrase}))
          << "condition " << condition << ", phrase " << phrase << ": " << folded.text;
    }
  }
  EXPECT_GT(found, texts.size() / 100) << "too few for the test to say anything";
}

INSTANTIATE_TEST_SUITE_P(Corpora, ScreenTest,
                         testing::Values("tests/poisoned/definitions.jsonl",
                                         "tests/poisoned/broad.jsonl"),
                         [](const auto& info) {
                           return std::string(info.index == 0 ? "KnownWords" : "OtherWords");
                         });

}  // namespace
}  // namespace mcprisk
