// Where the text conditions of the rules are met in one definition.
//
// Most texts are done with the screen; what it points to is folded, detectors look at it, what they
// reveal is folded too, and phrases are looked for in all of it. A pure function of definition and
// rules; linear in the definition. A TextScanner keeps buffers, and texts that are done with: one
// for one thread.
// The rule set outlives it.
#ifndef MCPRISK_CLASSIFY_TEXT_TEXT_SCANNER_H_
#define MCPRISK_CLASSIFY_TEXT_TEXT_SCANNER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "classify/pattern_set.h"
#include "classify/text/clean_texts.h"
#include "classify/text/conditions.h"
#include "classify/text/folded_text.h"
#include "classify/text/text_field.h"
#include "model/tool.h"

namespace mcprisk {

// Of one detector in one text: more than a record shows, and few enough that hostile text costs no
// more than its length.
inline constexpr size_t kMaxHitsAField = 64;

struct ConditionHit {
  size_t condition = 0;
  std::string field;  // as TextField::field
  size_t begin = 0;   // bytes of the field
  size_t end = 0;
  std::string quote;     // these bytes
  std::string revealed;  // what was hidden there; empty: nothing was
};

class TextScanner {
 public:
  TextScanner(const TextConditions& conditions, const PatternSet& patterns)
      : conditions_(conditions), patterns_(patterns) {}

  // `described`: what the screen said of the description, or of its first kMaxPatternBytes.
  // Ordered by condition, then by field in the order of the definition.
  const std::vector<ConditionHit>& Scan(const Tool& tool, const PatternSet::Buffers& described);
  // The same for one text.
  const std::vector<ConditionHit>& ScanField(const TextField& field);

 private:
  // Both of a text whose marks are in buffers_.
  bool IsSuspicious(std::string_view text, uint16_t roles) const;
  void Look(const TextField& field);
  // Unless it is known to be clean. `field`: makes the TextField of it, which few texts need.
  template <typename MakeField>
  void LookOnceAt(TextRole role, std::string_view text, const MakeField& field);
  void LookAt(TextRole role, const std::string& name, const std::string& text);
  void LookAtDescription(const std::string& text, const PatternSet::Buffers& described);
  void LookAtSchemas(const Tool& tool);
  bool AnyMarkFor(uint16_t roles, const std::vector<size_t>& marks) const;
  void LookThrough(const TextDetector& detector, const TextField& field);
  // In folded_, whose marks are in buffers_.
  void LookForPhrases(const TextField& field, const TextHit* hidden);
  std::optional<Phrases::Place> FirstPlace(size_t mark, const Phrases& phrases, size_t phrase);
  void Note(size_t condition, const TextField& field, size_t begin, size_t end,
            std::string_view revealed);
  void Sort();

  const TextConditions& conditions_;
  const PatternSet& patterns_;
  PatternSet::Buffers buffers_;
  FoldedText folded_;
  JsonParser parser_;
  CleanTexts clean_;
  std::vector<ConditionHit> hits_;
};

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_TEXT_TEXT_SCANNER_H_
