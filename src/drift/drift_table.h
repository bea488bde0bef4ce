// The classes of change events with their severities, and the words that tell them apart:
// rules/drift.yaml, read once.
#ifndef MCPRISK_DRIFT_DRIFT_TABLE_H_
#define MCPRISK_DRIFT_DRIFT_TABLE_H_

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/classification.h"

namespace mcprisk {

struct DriftClass {
  std::string meaning;
  std::map<std::string, Severity, std::less<>> cases;
};

struct DriftTable {
  using Words = std::set<std::string, std::less<>>;

  int version = 0;
  std::map<std::string, DriftClass, std::less<>> classes;
  Severity injected_at_least = Severity::kHigh;
  std::vector<std::string> injected_except;  // beginnings of rule ids
  double much_changed = 0;                   // share of words
  size_t flapping_changes = 0;
  int flapping_days = 0;
  Words capability_words, capability_formats, context_names, free_text_words;

  // Throws Error on a class or case that the table has not: a test looks at all of them.
  Severity Of(std::string_view kind, std::string_view of_case) const;

  // The one that the program carries. Immutable; safe from any thread.
  static const DriftTable& Shipped();
  // The message says what is missing or wrong.
  static Result<DriftTable> FromYaml(std::string_view yaml);
};

}  // namespace mcprisk

#endif  // MCPRISK_DRIFT_DRIFT_TABLE_H_
