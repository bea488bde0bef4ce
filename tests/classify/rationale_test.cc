// What the verdict says in words. The sentences of the small rules are "It does {verb} with
// {object|something}.", so what is filled in shows.
#include <gtest/gtest.h>

#include <string>

#include "support/definitions.h"
#include "support/small_rules.h"

namespace mcprisk {
namespace {

std::string RationaleOf(const Tool& tool) {
  return Classifier(SmallRuleSet()).Classify(tool, {}).rationale;
}

// The sentence of the rule that decided: up to the first full stop outside quotes.
std::string FirstSentence(const Tool& tool) {
  std::string rationale = RationaleOf(tool);
  bool quoted = false;
  for (size_t i = 0; i < rationale.size(); ++i) {
    if (rationale[i] == '"') quoted = !quoted;
    if (!quoted && rationale[i] == '.') return rationale.substr(0, i + 1);
  }
  return rationale;
}

TEST(RationaleTest, VerbAndObjectAreFilledIn) {
  EXPECT_EQ(FirstSentence(Named("delete_old_files")), R"(It does delete with "old files".)");
  EXPECT_EQ(FirstSentence(Named("delete")), "It does delete with something.");
  // The description says better than the name what is acted on.
  EXPECT_EQ(FirstSentence(Named("delete_it", "Deletes all the old files of a user.")),
            R"(It does delete with "old files of a user".)");
  EXPECT_EQ(FirstSentence(Named("x", "Delete an \"old\"\n  file.")),
            R"(It does delete with "old' file".)");
}

TEST(RationaleTest, LongWordsAreCutAtABlank) {
  EXPECT_EQ(FirstSentence(Named("x",
                                "Delete extraordinarily comprehensive documentation file "
                                "archives.")),
            "It does delete with \"extraordinarily comprehensive documentation…\".");
  std::string word(60, 'w');
  EXPECT_EQ(FirstSentence(Named("x", "Delete " + word + ".")),
            "It does delete with \"" + word.substr(0, 48) + "…\".");
  EXPECT_EQ(FirstSentence(Named("x", "Delete ééééééééééééééééééééééééééééééé.")),
            "It does delete with \"éééééééééééééééééééééééé…\".");
}

TEST(RationaleTest, SaysWhatLimitsIt) {
  EXPECT_NE(RationaleOf(Named("get_file")).find("There is no description"), std::string::npos);
  EXPECT_EQ(RationaleOf(Named("get_file", "Get a file.")).find("There is no description"),
            std::string::npos);
}

}  // namespace
}  // namespace mcprisk
