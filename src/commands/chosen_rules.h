// The rules that a command judges by: the shipped ones, or those of a folder that its user names.
#ifndef MCPRISK_COMMANDS_CHOSEN_RULES_H_
#define MCPRISK_COMMANDS_CHOSEN_RULES_H_

#include <memory>
#include <string>

#include "classify/rule_set.h"

namespace mcprisk {

class ChosenRules {
 public:
  // `folder`: laid out like rules/; empty for the shipped rules. Throws Error, with every problem,
  // when the folder does not load.
  explicit ChosenRules(const std::string& folder);

  const RuleSet& operator*() const { return own_ ? *own_ : RuleSet::Shipped(); }
  const RuleSet* operator->() const { return &**this; }

 private:
  std::unique_ptr<RuleSet> own_;
};

}  // namespace mcprisk

#endif  // MCPRISK_COMMANDS_CHOSEN_RULES_H_
