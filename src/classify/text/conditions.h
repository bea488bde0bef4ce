// The conditions of rules on text, compiled: which detector, which phrases, in which fields.
//
// Made while rules are read; immutable after that and safe from any thread.
#ifndef MCPRISK_CLASSIFY_TEXT_CONDITIONS_H_
#define MCPRISK_CLASSIFY_TEXT_CONDITIONS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "classify/pattern_set.h"
#include "classify/text/detector.h"
#include "classify/text/phrases.h"

namespace mcprisk {

struct TextCondition {
  const TextDetector* detector = nullptr;   // with phrases: they stand in what it reveals
  std::unique_ptr<Phrase> phrase;           // nullptr: the detector alone
  uint16_t roles = (1u << kTextRoles) - 1;  // bits of TextRole
  bool IsFor(TextRole role) const { return roles >> static_cast<unsigned>(role) & 1; }
};

class TextConditions {
 public:
  PhraseClasses& classes() { return classes_; }
  const PhraseClasses& classes() const { return classes_; }

  // Its number. `literals`: of the phrases of a condition without detector.
  size_t Add(TextCondition condition, const std::vector<std::string>& literals,
             PatternSet* patterns);
  // Makes the literals of detectors known. Call once, before the patterns are compiled.
  void AddDetectors(PatternSet* patterns);

  const std::vector<TextCondition>& all() const { return all_; }
  // The conditions without detector whose phrases may occur where this mark is met, and the
  // detectors that look where it is; in the order of TextDetectors().
  struct Meaning {
    std::vector<size_t> conditions;
    std::vector<size_t> detectors;
  };
  const Meaning& MeaningOf(size_t mark) const { return meanings_[mark]; }

 private:
  Meaning& MeaningFor(size_t mark);
  PhraseClasses classes_;
  std::vector<TextCondition> all_;
  std::vector<Meaning> meanings_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_TEXT_CONDITIONS_H_
