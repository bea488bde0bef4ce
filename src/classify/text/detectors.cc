// The list of detectors.
#include <algorithm>

#include "classify/text/detector.h"

namespace mcprisk {

extern const TextDetector kTagCharacters;
extern const TextDetector kInvisibleCharacter;
extern const TextDetector kInvisibleRun;
extern const TextDetector kSplitWord;
extern const TextDetector kVariationSelectors;
extern const TextDetector kDirectionOverride;
extern const TextDetector kDirectionMark;
extern const TextDetector kControlCharacters;
extern const TextDetector kMixedScripts;
extern const TextDetector kStyledLetters;
extern const TextDetector kStackedMarks;
extern const TextDetector kSpreadLetters;
extern const TextDetector kEncodedText;
extern const TextDetector kOpaqueText;
extern const TextDetector kDisguisedText;
extern const TextDetector kLeet;
extern const TextDetector kMarkupComment;
extern const TextDetector kHiddenMarkup;
extern const TextDetector kPseudoTag;
extern const TextDetector kBlankRun;
extern const TextDetector kSecret;

const std::vector<const TextDetector*>& TextDetectors() {
  static const std::vector<const TextDetector*> kDetectors = {
      &kTagCharacters, &kInvisibleCharacter, &kInvisibleRun,
      &kSplitWord,     &kVariationSelectors, &kDirectionOverride,
      &kDirectionMark, &kControlCharacters,  &kMixedScripts,
      &kStyledLetters, &kStackedMarks,       &kSpreadLetters,
      &kEncodedText,   &kOpaqueText,         &kDisguisedText,
      &kLeet,          &kMarkupComment,      &kHiddenMarkup,
      &kPseudoTag,     &kBlankRun,           &kSecret,
  };
  return kDetectors;
}

const TextDetector* FindTextDetector(std::string_view id) {
  const auto& all = TextDetectors();
  auto found = std::find_if(all.begin(), all.end(),
                            [&](const TextDetector* detector) { return detector->id == id; });
  return found == all.end() ? nullptr : *found;
}

}  // namespace mcprisk
