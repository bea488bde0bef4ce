// Findings as SARIF 2.1.0 (OASIS, 2020), the way GitHub code scanning shows them: every rule with
// help, every result with one place, a level and a fingerprint that stays when lines move.
//
// Source: docs.oasis-open.org/sarif/sarif/v2.1.0; docs.github.com, "SARIF support for code
// scanning". Pure function, deterministic, safe from any thread.
#ifndef MCPRISK_BASE_SARIF_H_
#define MCPRISK_BASE_SARIF_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.h"

namespace mcprisk {

// In the order of model/classification.h's Severity.
enum class SarifSeverity { kInfo, kLow, kMedium, kHigh, kCritical };

struct SarifRule {
  std::string id;     // "stack/plain-text-secret", [a-z-] behind the last "/"
  std::string title;  // one clause
  std::string help;   // why it matters, and what to do
  SarifSeverity severity = SarifSeverity::kInfo;
  std::string help_url{};  // empty: none
};

struct SarifResult {
  std::string rule;  // SarifRule::id
  SarifSeverity severity = SarifSeverity::kInfo;
  std::string message;              // a sentence, escaped for display
  std::string file;                 // a path, relative to the base folder or absolute, or a URL
  size_t line = 0;                  // 0: the whole file
  size_t column = 0;                // Unicode code points
  std::string member{};             // "acme/notes/get_note" within the file; empty: none
  std::vector<std::string> same{};  // what tells it from others of its rule and file
  Value properties{};
};

struct SarifLog {
  std::string_view program_version;
  // Absolute; files below it are named relative to it, others by file: URLs.
  std::string base_folder;
  std::vector<SarifRule> rules;
  std::vector<SarifResult> results;
  std::vector<std::string> notifications{};  // what could not be looked at
};

// The whole file with a final newline. Throws std::out_of_range for a result of an unknown rule.
std::string SarifText(const SarifLog& log);

}  // namespace mcprisk

#endif  // MCPRISK_BASE_SARIF_H_
