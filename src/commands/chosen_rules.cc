#include "commands/chosen_rules.h"

#include <utility>

namespace mcprisk {

ChosenRules::ChosenRules(const std::string& folder) {
  if (folder.empty()) return;
  Result<std::unique_ptr<RuleSet>> loaded = RuleSet::FromFolder(folder);
  if (!loaded) throw Error("the rules do not load:\n" + loaded.error());
  own_ = std::move(*loaded);
}

}  // namespace mcprisk
