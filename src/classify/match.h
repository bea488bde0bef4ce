// Does a rule hold, and where: the one place that interprets conditions.
#ifndef MCPRISK_CLASSIFY_MATCH_H_
#define MCPRISK_CLASSIFY_MATCH_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "classify/rule_index.h"
#include "classify/rule_set.h"

namespace mcprisk {

enum class SpanField : uint8_t {
  kName,
  kDescription,
  kParameterName,
  kParameterValue,
  kParameterDescription,
  kAnnotation,
};

// Where a condition was met; becomes Evidence.
struct Span {
  SpanField field = SpanField::kName;
  uint32_t parameter = 0;  // index, for the parameter fields
  uint32_t item = 0;       // index of the enum value
  uint32_t begin = 0;
  uint32_t end = 0;
  std::string_view hint;  // kAnnotation: which one, as the rule has it
};

// Where a pattern is met in a text.
struct PatternPlace {
  enum State : uint8_t { kNever, kUnasked, kOccurs };
  State state = kNever;
  uint32_t begin = 0;
  uint32_t end = 0;
};

// What conditions are asked of.
struct Subject {
  const Traits* traits = nullptr;
  const RuleSet* rules = nullptr;
  // Each pattern on the description and on the lead (2 × pattern, + 1). Those that cannot occur are
  // kNever from the start.
  mutable std::vector<PatternPlace> pattern_memory;
  RuleIndex::Possible possible;
  std::optional<Category> category;            // claimed so far, or decided
  std::vector<std::string_view> capabilities;  // as the rules have them

  // The conditions that may hold for `frame`, one of the traits' or of an operation.
  const ConditionBits& PossibleFor(const Frame& frame) const;
};

// True when `match` holds for `frame` (nullptr: for the definition as a whole; frame conditions
// then fail). With `spans`, appends where; what failed alternatives left there is taken back.
bool Holds(const Match& match, const Frame* frame, const Subject& subject,
           std::vector<Span>* spans);

// True when the rule holds for the whole definition or for any of its frames.
bool HoldsSomewhere(const Match& match, const Subject& subject, std::vector<Span>* spans);

Span SpanOfToken(const Frame& frame, size_t token);
// What the record calls the field.
std::string FieldOf(const Span& span, const Traits& traits);
Evidence ToEvidence(const Span& span, const Traits& traits, const std::string& rule);

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_MATCH_H_
