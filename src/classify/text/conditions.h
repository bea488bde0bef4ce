// The conditions of rules on text, compiled: which detector, which phrases, in which fields.
//
// Made while rules are read; immutable after that and safe from any thread.
#ifndef MCPRISK_CLASSIFY_TEXT_CONDITIONS_H_
#define MCPRISK_CLASSIFY_TEXT_CONDITIONS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "classify/pattern_set.h"
#include "classify/text/detector.h"
#include "classify/text/phrases.h"

namespace mcprisk {

struct TextCondition {
  const TextDetector* detector = nullptr;   // with phrases: they stand in what it reveals
  std::unique_ptr<Phrases> phrases;         // nullptr: the detector alone
  uint16_t roles = (1u << kTextRoles) - 1;  // bits of TextRole
  bool IsFor(TextRole role) const { return roles >> static_cast<unsigned>(role) & 1; }
};

class TextConditions {
 public:
  explicit TextConditions(Compiling compiling = Compiling::kAtOnce) : classes_(compiling) {}

  PhraseClasses& classes() { return classes_; }
  const PhraseClasses& classes() const { return classes_; }

  // Its number. `needs`: what each phrase of a condition without detector cannot do without.
  size_t Add(TextCondition condition, const std::vector<std::vector<Literals>>& needs,
             PatternSet* patterns);
  // Makes the literals of detectors known. Call once, before the patterns are compiled.
  void AddDetectors(PatternSet* patterns);

  const std::vector<TextCondition>& all() const { return all_; }
  // What is looked for where a mark is met: a phrase of a condition without detector, or a
  // detector.
  struct Meaning {
    size_t condition = 0;
    size_t phrase = 0;
    std::optional<size_t> detector;  // in the order of TextDetectors(); else the phrase is meant
  };
  const Meaning& MeaningOf(size_t mark) const { return meanings_[mark]; }

 private:
  PhraseClasses classes_;
  std::vector<TextCondition> all_;
  std::vector<Meaning> meanings_;  // by mark: those of a condition follow each other
};

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_TEXT_CONDITIONS_H_
