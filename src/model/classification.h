// The judgement of one definition.
#ifndef MCPRISK_MODEL_CLASSIFICATION_H_
#define MCPRISK_MODEL_CLASSIFICATION_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"

namespace mcprisk {

// In rising severity as the taxonomy orders them; Destructive and Financial are equally severe.
enum class Category { kRead, kWrite, kExecute, kDestructive, kFinancial };
inline constexpr int kCategories = 5;

enum class Risk { kLow, kMedium, kHigh, kCritical };
inline constexpr int kRisks = 4;

enum class Severity { kInfo, kLow, kMedium, kHigh, kCritical };

std::string_view CategoryName(Category category);  // "Read", …
std::string_view RiskName(Risk risk);              // "Low", …
std::string_view SeverityName(Severity severity);  // "Info", …
// The other way round; case does not matter.
std::optional<Category> ParseCategory(std::string_view name);
std::optional<Risk> ParseRisk(std::string_view name);
std::optional<Severity> ParseSeverity(std::string_view name);

// The very characters that decided. `begin` and `end` are byte offsets into the field as received.
struct Evidence {
  std::string field;  // "name", "title", "description", "parameters.sql",
                      // "parameters.sql.description", "parameters.action.enum[2]",
                      // "annotations.readOnlyHint", "server"
  size_t begin = 0;
  size_t end = 0;
  std::string quote;
  std::string rule;  // id of the rule that looked at it
};

// Something about the definition itself that a reader should know.
struct Finding {
  std::string rule;  // "warning/annotation-contradicts-name"
  Severity severity = Severity::kInfo;
  std::string message;
  std::vector<Evidence> evidence;
};

// One value of an action parameter.
struct Operation {
  std::string value;
  Category category = Category::kRead;
};

// What there was to see.
struct Basis {
  bool name = true;
  bool description = false;
  bool schema = false;
  bool annotations = false;
  bool server = false;  // the definition was silent; the server's name or siblings broke the tie

  std::string Text() const;  // "name, description, schema"
};

struct Classification {
  Category category = Category::kRead;
  Risk risk = Risk::kLow;
  double confidence = 0;  // 0.00 to 1.00: the share of such verdicts that are right on labels
  Basis basis;
  std::vector<std::string> capabilities;  // ids of rules/capabilities.yaml, in its order
  std::string rationale;
  std::vector<Evidence> evidence;
  std::vector<Finding> findings;
  std::string operation_parameter;  // empty: the tool is one operation
  std::vector<Operation> operations;
  std::vector<std::string> risk_steps;  // how the risk class was derived, one sentence a step
};

}  // namespace mcprisk

#endif  // MCPRISK_MODEL_CLASSIFICATION_H_
