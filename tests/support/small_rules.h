// A rule set of a few words, so that tests of the machinery stand still while the shipped words and
// rules are tuned.
#ifndef MCPRISK_TESTS_SUPPORT_SMALL_RULES_H_
#define MCPRISK_TESTS_SUPPORT_SMALL_RULES_H_

#include <memory>
#include <string>
#include <vector>

#include "classify/rule_set.h"

namespace mcprisk {

// Five verb rules and their tables. Each of `changes` replaces the file of its path or is a new
// one.
std::vector<RuleFile> SmallRules(std::vector<RuleFile> changes = {});

// The same, loaded; throws with all messages when it does not load.
std::unique_ptr<RuleSet> LoadedSmallRules(std::vector<RuleFile> changes);
const RuleSet& SmallRuleSet();

// What the reader says of the small rules with these changes; "loads" when it says nothing.
std::string ReadingOf(std::vector<RuleFile> changes);

// A rule file with this claim and match, and examples. `path`: "category/deletes-things".
RuleFile RuleOf(const std::string& path, const std::string& claim, const std::string& match);

}  // namespace mcprisk

#endif  // MCPRISK_TESTS_SUPPORT_SMALL_RULES_H_
