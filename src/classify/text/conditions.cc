#include "classify/text/conditions.h"

namespace mcprisk {

size_t TextConditions::Add(TextCondition condition, const std::vector<std::vector<Literals>>& needs,
                           PatternSet* patterns) {
  size_t number = all_.size();
  if (!condition.detector) {
    for (size_t phrase = 0; phrase < needs.size(); ++phrase) {
      patterns->AddMark(needs[phrase]);
      meanings_.push_back({number, phrase, {}});
    }
  }
  all_.push_back(std::move(condition));
  return number;
}

void TextConditions::AddDetectors(PatternSet* patterns) {
  const auto& detectors = TextDetectors();
  for (size_t i = 0; i < detectors.size(); ++i) {
    if (detectors[i]->literals.empty()) continue;
    patterns->AddMark({detectors[i]->literals});
    meanings_.push_back({0, 0, i});
  }
}

}  // namespace mcprisk
