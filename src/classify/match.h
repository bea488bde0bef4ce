// Does a rule hold, and where: the one place that interprets conditions.
#ifndef MCPRISK_CLASSIFY_MATCH_H_
#define MCPRISK_CLASSIFY_MATCH_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

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
  std::string hint;  // kAnnotation: which one
};

// What conditions are asked of.
struct Subject {
  const Traits* traits = nullptr;
  const RuleSet* rules = nullptr;
  // What each pattern gave on the description and on the lead: 1, 0, or -1 not asked yet. Those
  // that cannot occur are 0 from the start.
  mutable std::vector<signed char> pattern_memory;
  std::optional<Category> category;  // claimed so far, or decided
  std::vector<std::string> capabilities;
};

// True when `match` holds for `frame` (nullptr: for the definition as a whole; frame conditions
// then fail). With `spans`, appends where; what failed alternatives left there is taken back.
bool Holds(const Match& match, const Frame* frame, const Subject& subject,
           std::vector<Span>* spans);

// True when the rule holds for the whole definition or for any of its frames.
bool HoldsSomewhere(const Match& match, const Subject& subject, std::vector<Span>* spans);

Span SpanOfToken(const Frame& frame, size_t token);
Evidence ToEvidence(const Span& span, const Traits& traits, const std::string& rule);

}  // namespace mcprisk

#endif  // MCPRISK_CLASSIFY_MATCH_H_
