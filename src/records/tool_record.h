// A judged tool as a record, the same in every command and over HTTP; data/schemas and README name
// its fields.
#ifndef MCPRISK_RECORDS_TOOL_RECORD_H_
#define MCPRISK_RECORDS_TOOL_RECORD_H_

#include <string_view>
#include <vector>

#include "base/value.h"
#include "catalog/reader.h"
#include "model/classification.h"
#include "model/tool.h"
#include "policy/policy.h"

namespace mcprisk {

struct RecordInput {
  std::string_view server;  // empty: none
  const Tool* tool = nullptr;
  const Classification* classification = nullptr;
  Ruling ruling;
};

Value ToolRecord(const RecordInput& input);
// With what `posture` recommends. Search hits are such records, too.
Value ToolRecord(const CatalogTool& tool, const Posture& posture);

// {"field", "start", "end", "quote", "rule"} of each; offsets are bytes.
Value EvidenceRecords(const std::vector<Evidence>& evidence);
Value FindingRecords(const std::vector<Finding>& findings);

// A map with a member of every category or risk class, in their order.
template <typename Count>
Value CountsByCategory(const Count& count) {
  Value counts = Value::Map();
  for (int c = 0; c < kCategories; ++c) {
    const auto category = static_cast<Category>(c);
    counts.Set(std::string(CategoryName(category)), count(category));
  }
  return counts;
}
template <typename Count>
Value CountsByRisk(const Count& count) {
  Value counts = Value::Map();
  for (int r = 0; r < kRisks; ++r) {
    const auto risk = static_cast<Risk>(r);
    counts.Set(std::string(RiskName(risk)), count(risk));
  }
  return counts;
}

}  // namespace mcprisk

#endif  // MCPRISK_RECORDS_TOOL_RECORD_H_
