#include "classify/text/conditions.h"

namespace mcprisk {

TextConditions::Meaning& TextConditions::MeaningFor(size_t mark) {
  if (mark >= meanings_.size()) meanings_.resize(mark + 1);
  return meanings_[mark];
}

size_t TextConditions::Add(TextCondition condition, const std::vector<std::string>& literals,
                           PatternSet* patterns) {
  size_t number = all_.size();
  if (!condition.detector) {
    MeaningFor(patterns->AddMark(literals)).conditions.push_back(number);
  }
  all_.push_back(std::move(condition));
  return number;
}

void TextConditions::AddDetectors(PatternSet* patterns) {
  const auto& detectors = TextDetectors();
  for (size_t i = 0; i < detectors.size(); ++i) {
    if (detectors[i]->literals.empty()) continue;
    MeaningFor(patterns->AddMark(detectors[i]->literals)).detectors.push_back(i);
  }
}

}  // namespace mcprisk
